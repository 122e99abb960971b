import { sql } from 'kysely';
import { messageOf } from '#kernel/errors.ts';
import { localeOf } from '#kernel/locale.ts';
import { backoff, type Clock, pause } from '#kernel/time.ts';
import type { Files } from '#modules/files/index.ts';
import type { People } from '#modules/people/index.ts';
import type { Database } from '#platform/db/database.ts';
import { isOutage } from '#platform/db/outage.ts';
import type { Log } from '#platform/log/log.ts';
import { coalesce } from '#platform/queue/coalesce.ts';
import type { Channel, Hear } from './channel.ts';
import { createCommits } from './commit.ts';
import { createDelivery } from './deliver.ts';
import type { Dialogue } from './dialogue.ts';
import { createHearing } from './hear.ts';
import type { Held } from './held.ts';
import { createLeases } from './lease.ts';
import type { Observe } from './observe.ts';
import { createOutbox } from './outbox.ts';
import { createPump } from './pump.ts';
import { createRegistry } from './registry.ts';
import type { Heard } from './schema.ts';
import { createTurns } from './turn.ts';
import { createWork } from './work.ts';

export type {
  Capabilities,
  Channel,
  Hear,
  MenuCommand,
  OutgoingMessage,
  Pace,
  Sent,
} from './channel.ts';
export { createDeadLetters, type DeadLetter, type DeadLetters } from './dead-letters.ts';
export {
  type Dialogue,
  defineDialogue,
  type Effect,
  effect,
  type Offer,
  type Opening,
  type Reply,
  type StepInput,
  type TurnContext,
} from './dialogue.ts';
export type { Observe } from './observe.ts';
export { startValue } from './route.ts';
export {
  type Button,
  Content,
  FileRef,
  type Heard,
  type IncomingFile,
  type IncomingMessage,
  Input,
  Key,
} from './schema.ts';
export { type OfficeState, officeState } from './state.ts';
export { buttonToken } from './token.ts';
export {
  CHANGES_CHANNEL,
  type ConversationState,
  createTranscript,
  type Entry,
  type Page,
  type Transcript,
} from './transcript.ts';

export type Conversations = ReturnType<typeof createConversations>;

/** Who wants to know that conversations have something new; called after the commit, never throws. */
export interface Announce {
  /** A message was heard: workers should look. */
  heard(conversationIds: readonly string[]): void;
  /** A conversation has new or changed messages: its live viewers should look. */
  said(conversationIds: readonly string[]): void;
}

/**
 * Conversations: hearing once, turns in order, replies in order, on any number of replicas. `worker` names
 * this process among them. Nothing is worked until `start`.
 */
export const createConversations = ({
  db,
  people,
  files,
  channels,
  dialogues,
  fallback,
  worker,
  announce,
  observe,
  clock,
  log,
}: {
  db: Database;
  people: People;
  files: Files;
  channels: readonly Channel[];
  dialogues: readonly Dialogue[];
  /** The dialogue that answers what no other understands. */
  fallback: string;
  worker: string;
  announce: Announce;
  observe: Observe;
  clock: Clock;
  log: Log;
}) => {
  const registry = createRegistry(dialogues, fallback);
  const byInbox = new Map(channels.map((channel) => [channel.inbox, channel]));
  const leases = createLeases({ db, people, worker, inboxes: [...byInbox.keys()] });
  const outbox = createOutbox({ db, worker });
  const commits = createCommits({ db, worker });
  const hearing = createHearing({ db, people, files, clock });
  const turns = createTurns({ registry });
  const stopping = new AbortController();

  const pump = createPump({
    leases,
    channels: byInbox,
    work: createWork({ db, files, turns, commits, worker, observe, log }),
    deliver: createDelivery({ db, outbox, observe, log, signal: stopping.signal }),
    offerMenu: (held, channel) => offerMenu(held, channel),
    onSaid: (id) => announce.said([id]),
    log,
  });

  const offerMenu = async (held: Held, channel: Channel): Promise<void> => {
    if (!channel.offer || !held.menu || held.kind !== 'private') return;
    const { locale, roles } = held.menu;
    const key = menuKey(locale, roles);
    if (key === (held.offered ?? menuKey(localeOf(held.language), []))) return;
    held.offered = key;
    try {
      await channel.offer(held.address, registry.commands(locale, roles));
      await sql`update conversations set offered = ${key} where id = ${held.id}`.execute(db);
    } catch (error) {
      log.warn({ conversation: held.id, reason: messageOf(error) }, 'the commands menu was not set');
    }
  };

  /** How a channel tells what it heard. Resolves when everything is durably stored, once. */
  const hearFor = (channel: Channel): Hear => {
    const inbox = { id: channel.inbox, channel: channel.name };
    const store = coalesce(
      async (batches: readonly (readonly Heard[])[]) => {
        const due = await hearing.hear(inbox, batches.flat());
        if (due.length > 0) {
          pump.wake();
          announce.heard(due);
        }
        return batches.map(() => undefined);
      },
      { lanes: 2, blames: (error) => !isOutage(error) },
    );
    return (events) => (events.length === 0 ? Promise.resolve() : store(events));
  };

  /** Frees what a dead predecessor held; a database that is away for a moment must not keep the pump from starting. */
  const takeOver = async (): Promise<void> => {
    for (let attempt = 1; !stopping.signal.aborted; attempt += 1) {
      try {
        return await leases.takeOver();
      } catch (error) {
        log.warn({ reason: messageOf(error) }, 'leases could not be taken over, trying again');
        await pause(backoff(attempt, 100, 2_000), stopping.signal);
      }
    }
  };

  /** Makes the rows that everything hangs on; call once before hearing or working. */
  const prepare = async (): Promise<void> => {
    for (const { inbox, name } of channels)
      await db
        .insertInto('inboxes')
        .values({ id: inbox, channel: name })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
  };

  return {
    registry,
    prepare,
    hearFor,
    /** Works until `stop`; resolves when the last turn has ended. `alone`: no other process works. */
    start: async ({ alone }: { alone: boolean }): Promise<void> => {
      if (alone) await takeOver();
      await pump.start();
    },
    stop: async (): Promise<void> => {
      const stopped = pump.stop();
      stopping.abort();
      await stopped;
    },
    wake: pump.wake,
  };
};

const menuKey = (locale: string, roles: readonly string[]): string =>
  `${locale}:${[...roles].sort().join(',')}`;
