import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import type { Clock } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';
import type { Order, PlacedStatus } from '../contract.ts';
import { readOrders } from '../order-rows.ts';
import { phoneOf } from '../phone.ts';

/** Changes so young may still be followed by an earlier one whose transaction is slow: they are told again. */
const OVERLAP_MS = 60_000;

/** An order as other systems need it: with who ordered it, and what they know its goods by. */
export interface ExchangedOrder extends Order {
  readonly externalId: string | null;
  readonly organization: { readonly id: string; readonly name: string; readonly kind: string } | null;
  readonly customer: { readonly id: string; readonly name: string; readonly phone: string | null };
  /** By the id of the line; absent for goods that are not in the catalogue. */
  readonly guids: ReadonlyMap<number, string>;
}

/** What has changed since a cursor, the oldest change first. */
export interface OrderFeedPage {
  readonly orders: readonly ExchangedOrder[];
  /** Where the next request goes on. */
  readonly cursor: string;
  /** Others wait already. */
  readonly more: boolean;
}

interface Position {
  /** As PostgreSQL writes it: to the microsecond. */
  readonly at: string;
  readonly id: string;
  /** Amid pages of young changes: where to begin anew after the last page. */
  readonly again?: string;
}

const BEGINNING: Position = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

export type OrderFeed = ReturnType<typeof createOrderFeed>;

/**
 * Placed orders as other systems follow them. Every change is told at least once, young ones perhaps again: `version`
 * tells what is known already. Cursors stay good after a dump was restored.
 */
export const createOrderFeed = ({ db, clock }: { db: Database; clock: Clock }) => {
  /** AppError `invalid` for a cursor that we never gave. */
  const read = async (wish: {
    readonly cursor: string | undefined;
    readonly statuses: readonly PlacedStatus[] | undefined;
    readonly limit: number;
  }): Promise<OrderFeedPage> => {
    const from = wish.cursor === undefined ? BEGINNING : positionIn(wish.cursor);
    const { rows } = await understood(
      sql<Position>`
        select id, changed_at::text as at from orders
        where status <> 'draft' and (changed_at, id) > (${from.at}::timestamptz, ${from.id}::uuid)
          ${wish.statuses ? sql`and status = any(${wish.statuses})` : sql``}
        order by changed_at, id limit ${wish.limit + 1}
      `.execute(db),
    );
    const page = rows.slice(0, wish.limit);
    const more = rows.length > wish.limit;
    const last = page.at(-1) ?? from;
    return {
      orders: await withCustomers(page.map(({ id }) => id)),
      cursor: cursorOf(await next(from, last, more)),
      more,
    };
  };

  /**
   * Where the next request goes on. After the last page that is before whatever is young, but never before where these
   * pages began.
   */
  const next = async (from: Position, last: Position, more: boolean): Promise<Position> => {
    const { rows } = await understood(
      sql<{ again: string; old: boolean }>`
        select greatest(${from.again ?? from.at}::timestamptz, least(${last.at}::timestamptz, young))::text as again,
               ${last.at}::timestamptz <= young as old
        from (select now() - make_interval(secs => ${OVERLAP_MS / 1_000}) as young) at
      `.execute(db),
    );
    const { again, old } = rows[0] ?? { again: from.at, old: false };
    if (old) return { at: last.at, id: last.id };
    if (more) return { at: last.at, id: last.id, again };
    return again === from.at && from.again === undefined ? from : { at: again, id: BEGINNING.id };
  };

  const withCustomers = async (ids: readonly string[]): Promise<readonly ExchangedOrder[]> => {
    const orders = await readOrders(db, { ids, now: clock.now() });
    const { rows } = await sql<Pick<ExchangedOrder, 'id' | 'externalId' | 'organization' | 'customer'>>`
      select o.id, o.external_id as "externalId",
             case when g.id is not null then jsonb_build_object('id', g.id, 'name', g.name, 'kind', g.kind) end as organization,
             jsonb_build_object('id', p.id, 'name', p.name, 'phone', ${phoneOf(sql`p.id`)}) as customer
      from orders o join people p on p.id = o.person_id left join organizations g on g.id = o.organization_id
      where o.id = any(${ids}::uuid[])
    `.execute(db);
    const { rows: goods } = await sql<{ id: number; guid: string }>`
      select l.id, p.guid from order_lines l join products p on p.id = l.product_id
      where l.order_id = any(${ids}::uuid[]) and p.guid is not null
    `.execute(db);
    const guids = new Map(goods.map(({ id, guid }) => [id, guid]));
    const facts = new Map(rows.map((row) => [row.id, row]));
    return orders.flatMap((order) => {
      const known = facts.get(order.id);
      return known ? [{ ...order, ...known, guids }] : [];
    });
  };

  return { read };
};

const cursorOf = ({ at, id, again }: Position): string =>
  Buffer.from([at, id, ...(again === undefined ? [] : [again])].join(' ')).toString('base64url');

const TIME = String.raw`-infinity|\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d(?::\d\d)?`;
const POSITION = new RegExp(`^(${TIME}) ([0-9a-f-]{36})(?: (${TIME}))?$`);

const positionIn = (cursor: string): Position => {
  const [, at, id, again] = POSITION.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at === undefined || id === undefined) throw unknownCursor();
  return { at, id, ...(again === undefined ? {} : { again }) };
};

/** What a cursor asked for; one with a 30th of February is none of ours, and nobody but PostgreSQL knows all times. */
const understood = <Rows>(asked: Promise<Rows>): Promise<Rows> =>
  asked.catch((error: { readonly code?: unknown }) => {
    throw IS_BAD_VALUE.test(String(error.code)) ? unknownCursor() : error;
  });

/** SQLSTATE of values that cannot be read. */
const IS_BAD_VALUE = /^22/;

const unknownCursor = (): AppError =>
  new AppError('invalid', 'this cursor is not one of ours: leave it out to begin anew', {
    fields: [{ path: 'cursor', issue: 'unknown' }],
  });
