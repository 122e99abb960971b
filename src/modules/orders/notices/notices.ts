import { sql } from 'kysely';
import { messageOf } from '#kernel/errors.ts';
import type { Locale } from '#kernel/locale.ts';
import { startValue } from '#kernel/start-value.ts';
import { type Clock, pause } from '#kernel/time.ts';
import type { Button } from '#modules/conversations/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import type { PlacedStatus } from '../contract.ts';
import { ORDERS_CHANNEL } from '../status/tell.ts';
import { type Told, texts } from './texts.ts';

/** The dialogue that shows one's orders. */
const ORDERS = 'orders';
/** Milliseconds between two looks, and before a failed notice is tried again. */
const LOOK_EVERY_MS = 1_000;
const RETRY_MS = 60_000;

/** Says something to a person in the chat they wrote in last; false when there is none. */
export type Push = (
  tx: Tx,
  words: {
    readonly personId: string;
    readonly text: Readonly<Record<Locale, string>>;
    readonly buttons: Readonly<Record<Locale, readonly (readonly Button[])[]>>;
  },
) => Promise<boolean>;

export type Notices = ReturnType<typeof createNotices>;

/**
 * Tells customers how their orders fare: each change once, several quick ones as the last of them. Any number of
 * processes may run it at the same time.
 */
export const createNotices = ({
  db,
  say,
  clock,
  log,
}: {
  db: Database;
  say: Push;
  clock: Clock;
  log: Log;
}) => {
  /** Tells of one order that is due; false when none is. */
  const tellNext = async (): Promise<boolean> => {
    let orderId: string | undefined;
    try {
      return await db.transaction().execute(async (tx) => {
        const order = await lockDue(tx, clock.now());
        orderId = order?.id;
        if (!order) return false;
        // Somebody else may have told it while this one waited for the lock.
        const changes = await untold(tx, order.id);
        const last = changes.at(-1);
        if (!last) return true;
        const isAgreed = changes.some(({ from, status }) => from === 'pending' && AGREED.includes(status));
        const isTold =
          order.personId !== null && (await say(tx, noticeOf(order, order.personId, { ...last, isAgreed })));
        await sql`
          update order_changes set told_at = ${isTold ? new Date(clock.now()) : null},
                 tell_at = ${isTold ? sql`tell_at` : null}
          where id = any(${changes.map(({ id }) => id)}::bigint[])
        `.execute(tx);
        await sql`select pg_notify(${ORDERS_CHANNEL}, ${`order.changed ${order.id}`})`.execute(tx);
        return true;
      });
    } catch (error) {
      log.warn(
        { order: orderId, reason: messageOf(error) },
        'a customer was not told of an order: later again',
      );
      if (orderId === undefined) throw error;
      await putOff(db, orderId, clock.now() + RETRY_MS);
      return true;
    }
  };

  return {
    tellNext,
    /** Tells what is due, until the signal aborts. */
    run: async (signal: AbortSignal): Promise<void> => {
      while (!signal.aborted) {
        const isMore = await tellNext().catch(() => false);
        if (!isMore) await pause(LOOK_EVERY_MS, signal);
      }
    },
  };
};

/** With these the office has agreed to an order: then it is told what it comes to. */
const AGREED: readonly PlacedStatus[] = ['confirmed', 'assembling', 'shipped'];

interface DueOrder {
  readonly id: string;
  readonly number: number;
  /** Whoever placed it, or the owner once they do not belong to its organization any more; null: nobody is left. */
  readonly personId: string | null;
  readonly address: string | null;
  /** Of the lines whose price is known. */
  readonly total: string;
  /** Lines that are not clear yet, or have no price. */
  readonly open: number;
}

const UNTOLD = sql`c.told_at is null and c.tell_at is not null and c.undone_at is null`;

/** An order of which the last change is due, locked; nobody waits for one that somebody else holds. */
const lockDue = async (tx: Tx, now: number): Promise<DueOrder | undefined> => {
  const { rows } = await sql<DueOrder>`
    select o.id, o.number, o.address, o.total::text as total,
           (select count(*) from order_lines l
            where l.order_id = o.id and (l.doubt is not null or coalesce(l.price, 0) = 0))::integer as open,
           case when o.organization_id is null then o.person_id else (
             select m.person_id from organization_members m
             where m.organization_id = o.organization_id and (m.person_id = o.person_id or m.role = 'owner')
             order by m.person_id <> o.person_id, m.joined_at, m.person_id limit 1
           ) end as "personId"
    from orders o
    where o.id in (
      select c.order_id from order_changes c where ${UNTOLD}
      group by c.order_id having max(c.tell_at) <= ${new Date(now)}
    )
    order by o.changed_at, o.id limit 1 for no key update skip locked
  `.execute(tx);
  return rows[0];
};

interface Change {
  readonly id: number;
  readonly from: PlacedStatus | 'draft' | null;
  readonly status: PlacedStatus;
  readonly reason: string;
}

const untold = async (tx: Tx, orderId: string): Promise<readonly Change[]> => {
  const { rows } = await sql<Change>`
    select c.id, c.from_status as "from", c.to_status as status, c.reason from order_changes c
    where c.order_id = ${orderId} and ${UNTOLD} order by c.id
  `.execute(tx);
  return rows;
};

const putOff = async (db: Database, orderId: string, until: number): Promise<void> => {
  await sql`
    update order_changes c set tell_at = ${new Date(until)} where c.order_id = ${orderId} and ${UNTOLD}
  `
    .execute(db)
    .catch(() => {});
};

const noticeOf = (
  { id, number, address, total, open }: DueOrder,
  personId: string,
  { status, reason, isAgreed }: Pick<Change, 'status' | 'reason'> & { readonly isAgreed: boolean },
): Parameters<Push>[1] => {
  const agreed = isAgreed && AGREED.includes(status) ? { total, open } : null;
  const told: Told = { number, status, reason, collected: address === null, agreed };
  const button = (locale: Locale) => [[{ label: texts[locale].open, value: startValue(ORDERS, id) }]];
  return {
    personId,
    text: { ru: texts.ru.told(told), en: texts.en.told(told) },
    buttons: { ru: button('ru'), en: button('en') },
  };
};
