import { ActionIcon } from '@mantine/core';
import { IconBell, IconBellOff } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { toast } from '../../../parts/toasts.tsx';
import { notices } from './notices.ts';
import { noticeTexts } from './texts.ts';

/** Turns the notices about the queue on and off, for this browser. */
export const NoticeSwitch = () => {
  const texts = useTexts(noticeTexts);
  const on = useSyncExternalStore(notices.subscribe, notices.on);
  const flip = async (): Promise<void> => {
    const now = await notices.set(!on);
    if (!on && !now) toast.failed(texts.notifyDenied);
    else toast.done(now ? texts.notifyOn : texts.notifyOff);
  };
  if (!notices.possible) return null;
  const Icon = on ? IconBell : IconBellOff;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      className="conversations-bell"
      role="switch"
      aria-checked={on}
      aria-label={texts.notify}
      title={texts.notify}
      onClick={() => void flip()}
    >
      <Icon size={20} stroke={1.7} />
    </ActionIcon>
  );
};
