import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { systemClock } from '#kernel/time.ts';
import { createPeople } from '#modules/people/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { createCommits, type WorkedTurn } from './commit.ts';
import { createLeases } from './lease.ts';
import { createOutbox } from './outbox.ts';

const WORKER = 'anna';

let database: OpenDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await sql`insert into inboxes (id, channel) values ('desk', 'webchat')`.execute(database.db);
});
afterAll(() => database.close());

interface Queued {
  readonly conversationId: string;
  readonly messageId: number;
}

/** Each gets the higher id first. */
const statements: Readonly<Record<string, (queued: readonly Queued[]) => Promise<unknown>>> = {
  release: (queued) => {
    const { release } = leases();
    return Promise.all(queued.map(({ conversationId: id }) => release({ id, afterMs: undefined })));
  },
  commit: (queued) => {
    const { commit } = createCommits({ db: database.db, worker: WORKER });
    return Promise.all(queued.map(({ conversationId }) => commit(silentTurn(conversationId))));
  },
  permit: (queued) => {
    const { permit } = createOutbox({ db: database.db, worker: WORKER });
    const pace = { perSecond: 1, burst: 3 };
    return Promise.all(queued.map((one) => permit({ ...one, pace })));
  },
};

it.each(Object.keys(statements))('%s locks many conversations in the order of their ids', async (name) => {
  const [low = '', high = ''] = [newId(), newId()].toSorted();
  await sql`
    insert into conversations (id, inbox_id, address, kind, lease_by, lease_until)
    select id, 'desk', id, 'private', ${WORKER}, now() + interval '1 minute'
    from unnest(${[high, low]}::uuid[]) as c(id)
  `.execute(database.db);
  const { rows: queued } = await sql<Queued>`
    insert into messages (conversation_id, inbox_id, direction, turn, position, change, content, delivery)
    select id, 'desk', 'out', 1, 1, 1, '{"text": "hello"}', 'queued'
    from unnest(${[high, low]}::uuid[]) as c(id)
    returning id as "messageId", conversation_id as "conversationId"
  `.execute(database.db);
  let acting: Promise<unknown> | undefined;
  // Whoever holds the lower id, as hearing does, must be able to go on to the higher one.
  await database.db.transaction().execute(async (tx) => {
    await sql`select from conversations where id = ${low} for update`.execute(tx);
    acting = statements[name]?.(queued);
    await expect.poll(waiting).toBe(1);
    await sql`select from conversations where id = ${high} for update nowait`.execute(tx);
  });
  await acting;
});

const waiting = async () => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'
  `.execute(database.db);
  return rows[0]?.count;
};

const leases = () => {
  const people = createPeople({ clock: systemClock, configuredRoles: () => [] });
  return createLeases({ db: database.db, people, worker: WORKER, inboxes: ['desk'] });
};

const silentTurn = (conversationId: string): WorkedTurn => ({
  conversationId,
  number: 1,
  state: 'done',
  decidedAt: 0,
  leaves: false,
  ignored: false,
  dialogue: null,
  stamp: 0,
  keyboard: null,
  messages: [],
  replaces: undefined,
  label: undefined,
  attempts: 1,
  error: null,
  durationMs: 1,
  traceId: null,
});
