import { sql } from 'kysely';
import { addDecimals, compareDecimals } from '#kernel/decimal.ts';
import { AppError } from '#kernel/errors.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { isAbsurd, readQty, sumOf } from '../amount.ts';
import { type Good, readGoods } from '../cart/goods.ts';
import { MOST_LINES, type OrderLine, type OrderStatus } from '../contract.ts';
import type { Emit, Teach } from '../ports.ts';
import { createTell } from '../status/tell.ts';
import { editable } from './editable.ts';
import { linesOf, writeLine } from './line-rows.ts';

/** What the office says of a line; what is absent stays. */
export interface LineEdit {
  readonly productId?: number | undefined;
  /** Exactly so much: the office may sell less than the minimum. */
  readonly qty?: string | undefined;
  /** For one unit; null: on request. */
  readonly price?: string | null | undefined;
  readonly note?: string | undefined;
}

/** What the office says of a whole order; what is absent stays. */
export interface OrderEdit {
  readonly comment?: string | undefined;
  readonly deliveryOn?: string | null | undefined;
  readonly address?: string | null | undefined;
}

interface Target {
  readonly orderId: string;
  /** The version that was seen. */
  readonly version: number;
}

export type OrderEdits = ReturnType<typeof createOrderEdits>;

/**
 * What the office changes in an order that is still being worked on. Each AppError `missing`, `conflict` once it was
 * changed by somebody else or is on its way, `invalid` for what cannot be.
 */
export const createOrderEdits = ({
  db,
  audit,
  teach = async () => {},
  emit = async () => {},
}: {
  db: Database;
  audit: Audit;
  teach?: Teach | undefined;
  emit?: Emit | undefined;
}) => {
  const tell = createTell({ emit });

  /** Locks the order, lets `work` change it, and keeps its total, its version and the audit. */
  const edit = (
    by: Actor,
    { orderId, version }: Target,
    action: `orders.${string}`,
    work: (
      tx: Tx,
      order: { readonly organizationId: string | null; readonly priceTypeId: number | null },
    ) => Promise<{ readonly before?: unknown; readonly after?: unknown }>,
  ): Promise<void> => {
    assertMay(by, 'orders.change');
    return db.transaction().execute(async (tx) => {
      const order = await editable(tx, orderId, version);
      const { before, after } = await work(tx, order);
      const { rows } = await sql<{ status: OrderStatus }>`
        update orders set version = version + 1, total = coalesce((
          select sum(round(qty * price, 2)) from order_lines where order_id = ${orderId}
        ), 0) where id = ${orderId} returning status
      `.execute(tx);
      const status = rows[0]?.status ?? order.status;
      await tell(tx, { type: 'order.changed', orderId, number: order.number, status, from: null });
      await audit.record(tx, { by, action, subject: { kind: 'order', id: orderId }, before, after });
    });
  };

  const changeLine = (
    by: Actor,
    target: Target & { readonly lineId: number },
    wish: LineEdit,
  ): Promise<void> =>
    edit(by, target, 'orders.line_change', async (tx, { organizationId, priceTypeId }) => {
      const lines = await linesOf(tx, target.orderId);
      const line = lines.find(({ id }) => id === target.lineId);
      if (!line) throw new AppError('missing', 'there is no such line');
      const isOther = wish.productId !== undefined && wish.productId !== line.productId;
      const good = isOther ? await goodOf(tx, wish.productId ?? 0, priceTypeId) : undefined;
      if (good && lines.some(({ productId }) => productId === good.id))
        throw new AppError('conflict', 'the product is in another line of the order');
      const qty = wish.qty === undefined ? line.qty : qtyOf(wish.qty);
      const price = wish.price === undefined ? (good ? good.price : line.price) : wish.price;
      believe(qty, price);
      const { note = line.note } = wish;
      await writeLine(tx, target.lineId, { qty, price, note, good });
      if (good && line.doubt !== null)
        await teach(tx, {
          organizationId,
          phrase: line.title,
          productId: good.id,
          by: by.personId,
          office: true,
        });
      return {
        before: stateOf(line),
        after: stateOf({ ...line, productId: good?.id ?? line.productId, qty, price, note }),
      };
    });

  const addLine = (by: Actor, target: Target, wish: { readonly productId: number; readonly qty: string }) =>
    edit(by, target, 'orders.line_add', async (tx, { priceTypeId }) => {
      const lines = await linesOf(tx, target.orderId);
      const good = await goodOf(tx, wish.productId, priceTypeId);
      const known = lines.find(({ productId }) => productId === good.id);
      if (!known && lines.length >= MOST_LINES)
        throw new AppError('conflict', 'the order has too many lines');
      const qty = known ? addDecimals(known.qty, qtyOf(wish.qty)) : qtyOf(wish.qty);
      const price = known ? known.price : good.price;
      believe(qty, price);
      if (known) await writeLine(tx, known.id, { qty, price, note: known.note, good: undefined });
      else
        await sql`
          insert into order_lines (order_id, position, product_id, title, sku, unit, qty, price)
          select ${target.orderId}, coalesce(max(position), 0) + 1, ${good.id}, ${good.title}, ${good.sku}, ${good.unit},
                 ${qty}::numeric, ${price}::numeric
          from order_lines where order_id = ${target.orderId}
        `.execute(tx);
      return { after: { product: good.id, qty, price } };
    });

  /** The last line stays: an order with nothing in it is to be cancelled. */
  const removeLine = (by: Actor, target: Target & { readonly lineId: number }): Promise<void> =>
    edit(by, target, 'orders.line_remove', async (tx) => {
      const lines = await linesOf(tx, target.orderId);
      const line = lines.find(({ id }) => id === target.lineId);
      if (!line) throw new AppError('missing', 'there is no such line');
      if (lines.length === 1) throw new AppError('conflict', 'the last line cannot be removed');
      await tx.deleteFrom('order_lines').where('id', '=', target.lineId).execute();
      return { before: stateOf(line) };
    });

  const changeOrder = (by: Actor, target: Target, wish: OrderEdit): Promise<void> =>
    edit(by, target, 'orders.change', async (tx) => {
      const { comment, deliveryOn, address } = wish;
      const set = {
        ...(comment === undefined ? {} : { comment }),
        ...(deliveryOn === undefined ? {} : { delivery_on: deliveryOn }),
        ...(address === undefined ? {} : { address }),
      };
      const columns = Object.keys(set) as (keyof typeof set)[];
      if (columns.length === 0) throw new AppError('invalid', 'nothing is to be changed');
      const before = await tx
        .selectFrom('orders')
        .select(['comment', 'delivery_on', 'address'])
        .where('id', '=', target.orderId)
        .executeTakeFirst();
      await tx.updateTable('orders').set(set).where('id', '=', target.orderId).execute();
      // Where people live is no business of the audit.
      const told = columns.filter((column) => column === 'delivery_on');
      return {
        before: { ...Object.fromEntries(told.map((column) => [column, before?.[column]])) },
        after: { fields: columns, ...Object.fromEntries(told.map((column) => [column, set[column]])) },
      };
    });

  return { changeLine, addLine, removeLine, changeOrder };
};

const goodOf = async (tx: Tx, id: number, priceTypeId: number | null): Promise<Good> => {
  const good = (await readGoods(tx, { ids: [id], priceTypeId })).get(id);
  if (!good) throw invalid('product_id', 'there is no such product');
  return good;
};

const qtyOf = (written: string): string => {
  const qty = readQty(written);
  if (qty === undefined) throw invalid('qty', 'must be above zero and at most 1000000');
  return qty;
};

/** AppError `invalid` for amounts that nobody can mean. */
const believe = (qty: string, price: string | null): void => {
  if (compareDecimals(qty, '1000000') > 0) throw invalid('qty', 'must be at most 1000000');
  if (isAbsurd(sumOf(qty, price))) throw invalid('price', 'the line costs too much');
};

const invalid = (path: string, issue: string) =>
  new AppError('invalid', 'the line cannot be so', { fields: [{ path: `body.${path}`, issue }] });

const stateOf = ({
  productId,
  title,
  qty,
  price,
  note,
}: Pick<OrderLine, 'productId' | 'title' | 'qty' | 'price' | 'note'>) => ({
  product: productId,
  title,
  qty,
  price,
  ...(note === '' ? {} : { note }),
});
