import { useEffect, useState } from 'react';
import { useDesk } from '../desk.ts';
import type { Conversation, Message } from '../schema.ts';

/** Remembers what the operator has read, and answers how many words of the customer came since, further down. */
export const useSeen = ({
  conversation: { id, heard_at: heard },
  messages,
  reading,
}: {
  readonly conversation: Conversation;
  readonly messages: readonly Message[];
  /** The newest end is in view. */
  readonly reading: boolean;
}): number => {
  const { seen } = useDesk();
  const newest = messages.at(-1);
  const [read, setRead] = useState(newest?.position ?? 0);
  useEffect(() => {
    if (!reading) return;
    const see = (): void => {
      if (document.visibilityState !== 'visible') return;
      if (newest) setRead(newest.position);
      if (heard !== null) seen.see(id, heard);
    };
    see();
    document.addEventListener('visibilitychange', see);
    return () => document.removeEventListener('visibilitychange', see);
  }, [seen, id, reading, newest, heard]);
  return messages.filter(({ from, position }) => from === 'person' && position > read).length;
};
