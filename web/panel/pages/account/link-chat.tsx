import { Button, Text } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { ClockTime } from '../../parts/time.tsx';
import { toast } from '../../parts/toasts.tsx';
import { Copy } from './copy.tsx';
import { chatsQuery } from './queries.ts';
import { accountTexts } from './texts.ts';

/** Milliseconds between looks whether the code was said. */
const LOOK_EVERY_MS = 2_000;

interface Code {
  readonly command: string;
  readonly expires_at: string;
  /** Chats that were linked before. */
  readonly before: readonly string[];
}

/** A code with the words to send, until a chat has said it or its time is over. */
export const LinkChat = ({ known }: { readonly known: readonly string[] }) => {
  const texts = useTexts(accountTexts);
  const [code, setCode] = useState<Code>();
  const [over, setOver] = useState(false);
  const waiting = code !== undefined && !over;
  useQuery({ ...chatsQuery, refetchInterval: waiting ? LOOK_EVERY_MS : false });
  const make = useChange({
    run: () => answer(api.POST('/api/v1/account/link-codes')),
    touches: [],
    onDone: ({ command, expires_at }) => {
      setOver(false);
      setCode({ command, expires_at, before: known });
    },
  });
  const isSaid = waiting && known.some((id) => !code.before.includes(id));
  useEffect(() => {
    if (!isSaid) return;
    setCode(undefined);
    toast.done(texts.linked);
  }, [isSaid, texts]);
  useEffect(() => {
    if (code === undefined) return;
    const timer = setTimeout(setOver, Date.parse(code.expires_at) - Date.now(), true);
    return () => clearTimeout(timer);
  }, [code]);
  if (code === undefined)
    return (
      <Button leftSection={<IconLink size={16} />} loading={make.isPending} onClick={() => make.mutate()}>
        {texts.link}
      </Button>
    );
  if (over)
    return (
      <div className="account-link">
        <Text>{texts.linkOver}</Text>
        <Button className="account-start" loading={make.isPending} onClick={() => make.mutate()}>
          {texts.another}
        </Button>
      </div>
    );
  return (
    <div className="account-link">
      <Text>{texts.linkHow}</Text>
      <div className="account-said">
        <code>{code.command}</code>
        <Copy text={code.command} size="xs" />
      </div>
      <p className="account-soft">
        {texts.linkUntil} <ClockTime at={code.expires_at} />
      </p>
      <p className="account-soft" role="status">
        {texts.linkWaits}
      </p>
    </div>
  );
};
