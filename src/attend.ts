import { LOCALES } from '#kernel/locale.ts';
import { type Channel, type Conversations, STRANGER } from '#modules/conversations/index.ts';
import type { Connection } from '#platform/db/connection.ts';
import { lead } from '#platform/db/leader.ts';
import { untilAborted } from '#platform/db/session.ts';
import type { Log } from '#platform/log/log.ts';

/** Commands of every language, as messengers show them to people who have no role. */
export const menusOf = ({ registry }: Pick<Conversations, 'registry'>) =>
  Object.fromEntries(
    LOCALES.map((locale) => [locale, registry.commands(locale, STRANGER)] as const),
  ) as Parameters<NonNullable<Channel['prepare']>>[0];

/** Prepares a messenger and listens to it, on one replica at a time, until the signal aborts. */
export const attend = async (
  channel: Channel,
  {
    conversations,
    connection,
    log,
    signal,
  }: {
    conversations: Pick<Conversations, 'registry' | 'hearFor'>;
    connection: Connection;
    log: Log;
    signal: AbortSignal;
  },
): Promise<void> => {
  const { listen, prepare } = channel;
  if (!listen && !prepare) return;
  await lead({
    connection,
    key: `inbox ${channel.inbox}`,
    log,
    signal,
    work: async (leading) => {
      await prepare?.(menusOf(conversations));
      await (listen?.(conversations.hearFor(channel), leading) ?? untilAborted(leading));
    },
  });
};
