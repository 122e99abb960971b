import { sql } from 'kysely';
import { messageOf } from '#kernel/errors.ts';
import { type Locale, localeOf } from '#kernel/locale.ts';
import { backoff, type Clock, pause } from '#kernel/time.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Files } from '#modules/files/index.ts';
import type { People } from '#modules/people/index.ts';
import type { Settings } from '#modules/settings/index.ts';
import type { Database } from '#platform/db/database.ts';
import { isOutage } from '#platform/db/outage.ts';
import type { Log } from '#platform/log/log.ts';
import { coalesce } from '#platform/queue/coalesce.ts';
import type { Announce } from './announce.ts';
import { createAnswering } from './answering.ts';
import type { Channel, Hear } from './channel.ts';
import { createCommits } from './commit.ts';
import { createDelivery } from './deliver.ts';
import type { Dialogue } from './dialogue.ts';
import { createGiveBack } from './give-back.ts';
import { createHandover } from './handover.ts';
import { createHearing } from './hear.ts';
import type { Held } from './held.ts';
import { createLeases } from './lease.ts';
import { lastSpeaker } from './locked.ts';
import type { Observe } from './observe.ts';
import { createOutbox } from './outbox.ts';
import { createPump } from './pump.ts';
import { type Audience, createRegistry, STRANGER } from './registry.ts';
import { createSaying } from './saying.ts';
import type { Heard } from './schema.ts';
import { createTurns } from './turn.ts';
import { createWork } from './work.ts';

/** Milliseconds between two looks for operators who are silent for too long. */
const RETURN_EVERY_MS = 10_000;

export type Conversations = ReturnType<typeof createConversations>;

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
  audit,
  settings,
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
  audit: Audit;
  settings: Pick<Settings, 'get'>;
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
  const handover = createHandover({
    db,
    registry,
    channels: byInbox,
    giveBack: createGiveBack({ people, registry, turns, channels: byInbox }),
    audit,
    settings,
    announce,
    clock,
    log,
  });
  const answering = createAnswering({ db, files, channels: byInbox, audit, settings, announce });
  const stopping = new AbortController();

  const pump = createPump({
    leases,
    channels: byInbox,
    work: createWork({ db, people, files, turns, commits, worker, observe, log }),
    deliver: createDelivery({ db, outbox, observe, log, signal: stopping.signal }),
    offerMenu: (held, channel) => offerMenu(held, channel),
    onSaid: (id) => announce.said([id]),
    onDelivered: announce.delivered,
    log,
  });

  const offerMenu = async (held: Held, channel: Channel): Promise<void> => {
    if (!channel.offer || !held.menu || held.kind !== 'private') return;
    const { locale } = held.menu;
    const key = menuKey(locale, held.menu);
    if (key === (held.offered ?? menuKey(localeOf(held.language), STRANGER))) return;
    held.offered = key;
    try {
      await channel.offer(held.address, registry.commands(locale, held.menu));
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
  const reclaim = async (): Promise<void> => {
    for (let attempt = 1; !stopping.signal.aborted; attempt += 1) {
      try {
        return await leases.reclaim();
      } catch (error) {
        log.warn({ reason: messageOf(error) }, 'leases could not be reclaimed, trying again');
        await pause(backoff(attempt, 100, 2_000), stopping.signal);
      }
    }
  };

  /** Looks for operators who are silent for too long, until the worker stops. */
  const returnSilent = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await handover
        .returnSilent()
        .catch((error) => log.warn({ reason: messageOf(error) }, 'silent operators were not looked for'));
      await pause(RETURN_EVERY_MS, stopping.signal);
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
      if (alone) await reclaim();
      await Promise.all([pump.start(), returnSilent()]);
    },
    stop: async (): Promise<void> => {
      const stopped = pump.stop();
      stopping.abort();
      await stopped;
    },
    wake: pump.wake,
    /** Ends the turn that is worked in a conversation, if any: an operator came. */
    interrupt: pump.interrupt,
    /** How operators take conversations over, answer in them, and give them back. */
    operators: { ...handover, ...answering },
    ...createSaying({ channels: byInbox }),
    /** The commands of who spoke last in a conversation; of a stranger before the first word. */
    commandsIn: async (conversationId: string | undefined, locale: Locale) => {
      const speaker =
        conversationId === undefined ? undefined : await lastSpeaker(db, people, conversationId);
      return registry.commands(locale, speaker ?? STRANGER);
    },
  };
};

const menuKey = (locale: string, { roles, customer }: Audience): string =>
  `${locale}:${[...roles, ...(customer ? ['customer'] : [])].sort().join(',')}`;
