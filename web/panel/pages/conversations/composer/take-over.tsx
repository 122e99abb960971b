import { Button } from '@mantine/core';
import { IconMessage2Plus } from '@tabler/icons-react';
import { useTexts } from '../../../locale/locale.tsx';
import { useShortcut } from '../../../shell/shortcuts.ts';
import type { Conversation } from '../schema.ts';
import { composerTexts } from './texts.ts';
import { useTakeOver } from './use-takeover.ts';

/** The one thing to do while the bot answers: to answer oneself. */
export const TakeOver = ({
  conversation: { id, queued_at: queued },
  onTaken,
}: {
  readonly conversation: Conversation;
  readonly onTaken: () => void;
}) => {
  const texts = useTexts(composerTexts);
  const takeOver = useTakeOver(id, onTaken);
  const run = (): void => {
    if (!takeOver.isPending) takeOver.mutate({});
  };
  useShortcut('r', texts.keys.reply, run);
  return (
    <div className="conversations-take-over" data-queued={queued !== null || undefined}>
      <p>{queued === null ? texts.takeOverAbout : texts.takeOverQueued}</p>
      <Button
        size="md"
        leftSection={<IconMessage2Plus size={20} stroke={1.8} />}
        loading={takeOver.isPending}
        onClick={run}
      >
        {texts.takeOver}
      </Button>
    </div>
  );
};
