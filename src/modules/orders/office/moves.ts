import { sql } from 'kysely';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { OrderStatus, PlacedStatus } from '../contract.ts';
import type { Emit } from '../ports.ts';
import { lockPlaced, type Moved, mayMove, moveLocked } from '../status/move.ts';
import { createTell } from '../status/tell.ts';

/** How long a change made in the panel can be taken back; the customer is told afterwards. */
export const UNDO_MS = 10_000;
/** Orders moved at once. */
export const MOST_MOVED = 100;

/** Orders to be moved. */
export interface MoveWish {
  readonly ids: readonly string[];
  readonly status: PlacedStatus;
  readonly reason?: string | undefined;
  /** What whoever moves them has seen: an order with another version stays. */
  readonly versions?: Readonly<Record<string, number>> | undefined;
}

/** An order that stays: its status, where it has one. */
export interface Stayed {
  readonly id: string;
  readonly why: 'missing' | 'not_allowed' | 'changed';
  readonly status: OrderStatus | null;
}

/** Why a change is not taken back. */
export type UndoWhy =
  | 'missing'
  /** Its time is over, or the customer was told. */
  | 'late'
  /** Something was changed after it, or it was undone already. */
  | 'changed'
  /** It was not made in the panel. */
  | 'not_allowed';

export type OrderMoves = ReturnType<typeof createOrderMoves>;

/** Moves of orders from status to status by the office or by 1C, and the way back. */
export const createOrderMoves = ({
  db,
  audit,
  clock,
  emit = async () => {},
}: {
  db: Database;
  audit: Audit;
  clock: Clock;
  emit?: Emit | undefined;
}) => {
  const tell = createTell({ emit });

  /**
   * Moves what may be moved, all in the transaction given: the customers are told ten seconds after a change in the
   * panel, at once after any other.
   */
  const moveIn = async (
    tx: Tx,
    by: Actor,
    { ids, status: to, reason = '', versions = {} }: MoveWish,
  ): Promise<{ moved: readonly Moved[]; refused: readonly Stayed[]; undoUntil: Date }> => {
    assertMay(by, 'orders.work');
    const at = clock.now();
    const undoUntil = new Date(at + UNDO_MS);
    const wanted = [...new Set(ids)];
    const found = new Map((await lockPlaced(tx, wanted)).map((order) => [order.id, order]));
    const moved: Moved[] = [];
    const refused: Stayed[] = [];
    for (const id of wanted) {
      const order = found.get(id);
      const seen = versions[id];
      if (!order) refused.push({ id, why: 'missing', status: null });
      else if (seen !== undefined && seen !== order.version)
        refused.push({ id, why: 'changed', status: order.status });
      else if (!mayMove(order.status, to)) refused.push({ id, why: 'not_allowed', status: order.status });
      else {
        const tellAt = by.channel === 'panel' ? undoUntil.getTime() : at;
        moved.push(await moveLocked(tx, { order, to, reason, by, at, tellAt, tell }));
      }
    }
    for (const { id, from } of moved)
      await audit.record(tx, {
        by,
        action: 'orders.move',
        subject: { kind: 'order', id },
        before: { status: from },
        after: { status: to, number: found.get(id)?.number, ...(reason === '' ? {} : { reason }) },
      });
    return { moved, refused, undoUntil };
  };

  const move = (by: Actor, wish: MoveWish) => db.transaction().execute((tx) => moveIn(tx, by, wish));

  /** Takes changes back that were made in the panel within the last ten seconds, whoever made them. */
  const undo = (
    by: Actor,
    changeIds: readonly number[],
  ): Promise<{
    undone: readonly number[];
    refused: readonly { readonly changeId: number; readonly why: UndoWhy }[];
  }> => {
    assertMay(by, 'orders.work');
    return db.transaction().execute(async (tx) => {
      const at = clock.now();
      const wanted = [...new Set(changeIds)];
      const orderIds = await ordersOf(tx, wanted);
      const orders = new Map((await lockPlaced(tx, orderIds)).map((order) => [order.id, order]));
      const latest = new Map((await latestOf(tx, orderIds)).map((change) => [change.id, change]));
      const known = new Set(await knownOf(tx, wanted));
      const refused: { changeId: number; why: UndoWhy }[] = [];
      const back: LatestChange[] = [];
      for (const changeId of wanted) {
        const change = latest.get(changeId);
        const why = known.has(changeId) ? whyNot(change, at) : 'missing';
        if (why === undefined && change) back.push(change);
        else refused.push({ changeId, why: why ?? 'missing' });
      }
      for (const { id, orderId, from, to } of back) {
        await sql`update order_changes set undone_at = ${new Date(at)} where id = ${id}`.execute(tx);
        await sql`update orders set status = ${from}, version = version + 1 where id = ${orderId}`.execute(
          tx,
        );
        const number = orders.get(orderId)?.number ?? 0;
        await tell(tx, { type: 'order.status', orderId, number, status: from, from: to });
      }
      for (const { orderId, from, to } of back)
        await audit.record(tx, {
          by,
          action: 'orders.undo',
          subject: { kind: 'order', id: orderId },
          before: { status: to },
          after: { status: from, number: orders.get(orderId)?.number },
        });
      return { undone: back.map(({ id }) => id), refused };
    });
  };

  return { move, moveIn, undo };
};

interface LatestChange {
  readonly id: number;
  readonly orderId: string;
  readonly from: OrderStatus;
  readonly to: OrderStatus;
  readonly at: Date;
  readonly channel: string;
  readonly toldAt: Date | null;
}

const whyNot = (change: LatestChange | undefined, now: number): UndoWhy | undefined => {
  if (!change) return 'changed';
  if (change.channel !== 'panel') return 'not_allowed';
  return change.toldAt !== null || now >= change.at.getTime() + UNDO_MS ? 'late' : undefined;
};

const ordersOf = async (tx: Tx, changeIds: readonly number[]): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select distinct order_id as id from order_changes where id = any(${changeIds}::bigint[])
  `.execute(tx);
  return rows.map(({ id }) => id);
};

const knownOf = async (tx: Tx, changeIds: readonly number[]): Promise<readonly number[]> => {
  const { rows } = await sql<{ id: number }>`
    select id from order_changes where id = any(${changeIds}::bigint[])
  `.execute(tx);
  return rows.map(({ id }) => id);
};

/** The last change of each order that still counts. */
const latestOf = async (tx: Tx, orderIds: readonly string[]): Promise<readonly LatestChange[]> => {
  const { rows } = await sql<LatestChange>`
    select distinct on (order_id) id, order_id as "orderId", from_status as "from", to_status as "to", at,
           by_channel as channel, told_at as "toldAt"
    from order_changes where order_id = any(${orderIds}::uuid[]) and undone_at is null
    order by order_id, id desc
  `.execute(tx);
  return rows;
};
