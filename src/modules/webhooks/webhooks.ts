import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Sealing } from '#platform/cache/sealing.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { WEBHOOKS_CHANNEL } from './emit.ts';
import { type EventType, TEST_EVENT } from './event.ts';
import { newWebhookSecret } from './signature.ts';

/** Where another system is told of what happens. */
export interface Endpoint {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly events: readonly EventType[];
  readonly createdAt: Date;
  /** Null: it is told. */
  readonly pausedAt: Date | null;
  /** Of the last week. */
  readonly delivered: number;
  readonly failed: number;
  readonly waiting: number;
  readonly lastError: string | null;
}

/** One event on its way to one endpoint. */
export interface WebhookDelivery {
  readonly id: number;
  readonly eventId: string;
  readonly type: string;
  readonly at: Date;
  readonly attempts: number;
  readonly state: 'waiting' | 'delivered' | 'failed';
  readonly status: number | null;
  readonly error: string | null;
  readonly nextAttemptAt: Date | null;
}

export interface EndpointWish {
  readonly name: string;
  readonly url: string;
  readonly events: readonly EventType[];
}

const MOST_ENDPOINTS = 20;
const SHOWN_DELIVERIES = 200;

export type Webhooks = ReturnType<typeof createWebhooks>;

/** Endpoints of other systems, and what became of what they were told. */
export const createWebhooks = ({
  db,
  sealing,
  audit,
  clock,
}: {
  db: Database;
  sealing: Sealing;
  audit: Audit;
  clock: Clock;
}) => {
  const now = (): Date => new Date(clock.now());

  const list = async (by: Actor): Promise<readonly Endpoint[]> => {
    assertMay(by, 'webhooks.manage');
    return endpoints(db, now());
  };

  /** A new endpoint; its secret is never to be seen again. AppError `invalid`, `conflict` when there are too many. */
  const create = (
    by: Actor,
    wish: EndpointWish,
  ): Promise<{ readonly secret: string; readonly made: Endpoint }> => {
    assertMay(by, 'webhooks.manage');
    assertUsable(wish.url);
    const secret = newWebhookSecret();
    const id = newId(clock.now());
    return db.transaction().execute(async (tx) => {
      const { count } = await tx
        .selectFrom('webhook_endpoints')
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      if (count >= MOST_ENDPOINTS)
        throw new AppError('conflict', 'there are too many endpoints: remove some first');
      const { name, url } = wish;
      const events = [...new Set(wish.events)];
      await tx
        .insertInto('webhook_endpoints')
        .values({ id, name, url, events, secret: sealing.seal(secret, id), created_by: by.personId })
        .execute();
      const made = await endpoint(tx, now(), id);
      await audit.record(tx, {
        by,
        action: 'webhooks.create',
        subject: subject(id),
        after: { name, host: hostOf(url), events },
      });
      return { secret, made };
    });
  };

  /** Changes what is named; a paused endpoint is told nothing new, and what waits goes on waiting. AppError as above, `missing`. */
  const change = (
    by: Actor,
    id: string,
    wish: Partial<EndpointWish> & { readonly paused?: boolean },
  ): Promise<Endpoint> => {
    assertMay(by, 'webhooks.manage');
    if (wish.url !== undefined) assertUsable(wish.url);
    return db.transaction().execute(async (tx) => {
      const before = await lock(tx, id);
      const { name = before.name, url = before.url, events = before.events, paused } = wish;
      const pausedAt = paused === undefined ? before.paused_at : paused ? (before.paused_at ?? now()) : null;
      await tx
        .updateTable('webhook_endpoints')
        .set({ name, url, events: [...new Set(events)], paused_at: pausedAt })
        .where('id', '=', id)
        .execute();
      await sql`select pg_notify(${WEBHOOKS_CHANNEL}, '')`.execute(tx);
      const after = await endpoint(tx, now(), id);
      await audit.record(tx, {
        by,
        action: 'webhooks.change',
        subject: subject(id),
        before: {
          name: before.name,
          host: hostOf(before.url),
          events: before.events,
          paused: before.paused_at !== null,
        },
        after: { name, host: hostOf(url), events, paused: pausedAt !== null },
      });
      return after;
    });
  };

  /** Removes an endpoint with all that waits for it. AppError `missing`. */
  const remove = (by: Actor, id: string): Promise<void> => {
    assertMay(by, 'webhooks.manage');
    return db.transaction().execute(async (tx) => {
      const { name, url } = await lock(tx, id);
      await tx.deleteFrom('webhook_endpoints').where('id', '=', id).execute();
      await audit.record(tx, {
        by,
        action: 'webhooks.remove',
        subject: subject(id),
        before: { name, host: hostOf(url) },
      });
    });
  };

  /** The latest deliveries of an endpoint, newest first. AppError `missing`. */
  const deliveries = async (by: Actor, id: string): Promise<readonly WebhookDelivery[]> => {
    assertMay(by, 'webhooks.manage');
    await endpoint(db, now(), id);
    const { rows } = await sql<WebhookDelivery>`
      select d.id, d.event_id as "eventId", v.type, v.at, d.attempts, d.status, d.error,
             d.next_attempt_at as "nextAttemptAt",
             case when d.delivered_at is not null then 'delivered' when d.failed_at is not null then 'failed'
                  else 'waiting' end as state
      from webhook_deliveries d join webhook_events v on v.id = d.event_id
      where d.endpoint_id = ${id} order by d.id desc limit ${SHOWN_DELIVERIES}
    `.execute(db);
    return rows;
  };

  /** Sends an event again, with its id; also one that arrived. AppError `missing`. */
  const resend = (by: Actor, id: string, delivery: number): Promise<void> => {
    assertMay(by, 'webhooks.manage');
    return db.transaction().execute(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('webhook_deliveries')
        .set({
          attempts: 0,
          next_attempt_at: now(),
          failed_at: null,
          delivered_at: null,
          status: null,
          error: null,
        })
        .where('id', '=', delivery)
        .where('endpoint_id', '=', id)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new AppError('missing', 'there is no such delivery');
      await sql`select pg_notify(${WEBHOOKS_CHANNEL}, '')`.execute(tx);
      await audit.record(tx, { by, action: 'webhooks.resend', subject: subject(id), after: { delivery } });
    });
  };

  /** Sends an event that means nothing, to see whether the endpoint answers. AppError `missing`. */
  const test = (by: Actor, id: string): Promise<void> => {
    assertMay(by, 'webhooks.manage');
    return db.transaction().execute(async (tx) => {
      await lock(tx, id);
      const eventId = newId(clock.now());
      await tx
        .insertInto('webhook_events')
        .values({ id: eventId, type: TEST_EVENT, payload: JSON.stringify({ endpoint_id: id }), at: now() })
        .execute();
      await tx
        .insertInto('webhook_deliveries')
        .values({ endpoint_id: id, event_id: eventId, next_attempt_at: now() })
        .execute();
      await sql`select pg_notify(${WEBHOOKS_CHANNEL}, '')`.execute(tx);
      await audit.record(tx, { by, action: 'webhooks.test', subject: subject(id) });
    });
  };

  return { list, create, change, remove, deliveries, resend, test };
};

const endpoints = async (db: Database, now: Date, id: string | null = null): Promise<readonly Endpoint[]> => {
  const { rows } = await sql<Endpoint>`
    select e.id, e.name, e.url, e.events, e.created_at as "createdAt", e.paused_at as "pausedAt", f.*
    from webhook_endpoints e
    cross join lateral (
      select count(*) filter (where d.delivered_at is not null) as delivered,
             count(*) filter (where d.failed_at is not null) as failed,
             count(*) filter (where d.next_attempt_at is not null) as waiting,
             (array_agg(coalesce(d.error, d.status::text) order by d.id desc)
                filter (where d.delivered_at is null and d.attempts > 0))[1] as "lastError"
      from webhook_deliveries d join webhook_events v on v.id = d.event_id
      where d.endpoint_id = e.id and v.at > ${now}::timestamptz - interval '7 days'
    ) f
    where ${id}::uuid is null or e.id = ${id}::uuid
    order by e.created_at desc, e.id
  `.execute(db);
  return rows;
};

const endpoint = async (db: Database, now: Date, id: string): Promise<Endpoint> => {
  const [found] = await endpoints(db, now, id);
  if (!found) throw missing();
  return found;
};

const lock = async (tx: Tx, id: string) => {
  const row = await tx
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw missing();
  return row;
};

const missing = () => new AppError('missing', 'there is no such endpoint');

/** http(s) without a password; whether it is of our own networks is seen when it is told. */
const assertUsable = (url: string): void => {
  const parsed = URL.parse(url);
  if (parsed && /^https?:$/.test(parsed.protocol) && parsed.username === '' && parsed.password === '') return;
  throw new AppError('invalid', 'this is no address to send to', {
    fields: [{ path: 'url', issue: 'bad_address' }],
  });
};

/** What the audit may keep for ever: addresses often carry secrets. */
const hostOf = (url: string): string => URL.parse(url)?.host ?? '';

const subject = (id: string) => ({ kind: 'webhook', id });
