import { sql } from 'kysely';
import { addDecimals, compareDecimals } from '#kernel/decimal.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Tx } from '#platform/db/database.ts';
import { isAbsurd, readQty, roundUp, sumOf } from '../amount.ts';
import { type Cart, type CartRefusal, MOST_QTY } from '../contract.ts';
import type { SeenLine } from '../order-rows.ts';
import type { Buyers, Teach } from '../ports.ts';
import { readGoods } from './goods.ts';
import type { CartRows } from './open.ts';
import { forgetSeen } from './seen.ts';

interface Found {
  readonly orderId: string;
  readonly line: SeenLine;
  readonly others: readonly SeenLine[];
}

/** What customers do to single lines of their cart. */
export const createCartLines = ({
  customers,
  cart,
  teach,
}: {
  customers: Buyers;
  cart: CartRows;
  teach: Teach;
}): Pick<Cart, 'setQty' | 'remove' | 'clear' | 'restore' | 'choose' | 'leaveToOffice'> => {
  const find = async (
    tx: Tx,
    { personId, lineId }: { personId: string; lineId: number },
  ): Promise<Result<Found, 'missing'>> => {
    const orderId = await cart.lock(tx, personId);
    if (!orderId) return refuse('missing');
    const lines = await cart.lines(tx, personId, orderId);
    const line = lines.find(({ id }) => id === lineId);
    return line ? ok({ orderId, line, others: lines.filter((other) => other !== line) }) : refuse('missing');
  };

  const setQty: Cart['setQty'] = async (tx, { personId, lineId, qty: written }) => {
    const found = await find(tx, { personId, lineId });
    if (!found.ok) return found;
    const { orderId, line } = found.value;
    const wanted = readQty(written);
    if (wanted === undefined) return refuse('bad_qty');
    if (line.gone) return refuse('gone');
    const qty = roundUp(wanted, line);
    if (isAbsurd(sumOf(qty, line.price))) return refuse('bad_qty');
    await sql`update order_lines set qty = ${qty}, qty_assumed = false where id = ${lineId}`.execute(tx);
    return ok(await cart.changed(tx, personId, orderId, ({ id }) => id === lineId));
  };

  const remove: Cart['remove'] = async (tx, { personId, lineId }) => {
    const found = await find(tx, { personId, lineId });
    if (!found.ok) return found;
    const { orderId, others } = found.value;
    await tx.deleteFrom('order_lines').where('id', '=', lineId).execute();
    const order = await cart.changed(tx, personId, orderId);
    return ok(others.length === 0 ? undefined : order);
  };

  const clear: Cart['clear'] = async (tx, personId) => {
    const orderId = await cart.lock(tx, personId);
    if (!orderId) return ok(undefined);
    await tx.deleteFrom('order_lines').where('order_id', '=', orderId).execute();
    await forgetSeen(tx, orderId);
    await cart.changed(tx, personId, orderId);
    return ok(undefined);
  };

  const restore: Cart['restore'] = async (tx, { personId, lines }) => {
    const orderId = await cart.lock(tx, personId);
    if (!orderId) return ok(undefined);
    const kept = lines.flatMap(({ lineId: id, qty }) => {
      const had = qty === null ? undefined : readQty(qty);
      return had === undefined ? [] : [{ id, qty: had }];
    });
    const out = lines.flatMap(({ lineId, qty }) => (qty === null ? [lineId] : []));
    await sql`
      delete from order_lines where order_id = ${orderId} and id = any(${out}::bigint[])
    `.execute(tx);
    await sql`
      update order_lines l set qty = had.qty
      from unnest(${kept.map(({ id }) => id)}::bigint[], ${kept.map(({ qty }) => qty)}::numeric[]) as had(id, qty)
      where l.order_id = ${orderId} and l.id = had.id
    `.execute(tx);
    const ids = new Set(kept.map(({ id }) => id));
    await cart.changed(tx, personId, orderId, ({ id }) => ids.has(id));
    return ok(undefined);
  };

  const choose: Cart['choose'] = async (tx, { personId, lineId, productId }) => {
    const found = await find(tx, { personId, lineId });
    if (!found.ok) return found;
    const { orderId, line, others } = found.value;
    const membership = await customers.membershipOf(tx, personId);
    const goods = await readGoods(tx, { ids: [productId], priceTypeId: membership?.priceTypeId ?? null });
    const good = goods.get(productId);
    if (!good || good.hidden) return refuse('gone');
    if (line.productId === productId) return ok(await cart.read(tx, personId, orderId));
    const same = others.find((other) => other.productId === productId);
    const sum = same ? addDecimals(same.qty, line.qty) : line.qty;
    const qty = roundUp(sum, good);
    if (compareDecimals(sum, MOST_QTY) > 0 || isAbsurd(sumOf(qty, good.price))) return refuse('bad_qty');
    if (same) {
      await tx.deleteFrom('order_lines').where('id', '=', line.id).execute();
      await sql`update order_lines set qty = ${qty} where id = ${same.id}`.execute(tx);
    } else
      await sql`
        update order_lines set product_id = ${productId}, title = ${good.title}, qty = ${qty}, price = ${good.price},
               said = coalesce(said, title), doubt = null, choices = '{}'
        where id = ${line.id}
      `.execute(tx);
    if (line.doubt !== null) {
      const organizationId = membership?.organizationId ?? null;
      // What a stranger means teaches nobody.
      if (organizationId !== null)
        await teach(tx, { organizationId, phrase: line.title, productId, by: personId, office: false });
    }
    return ok(await cart.changed(tx, personId, orderId, (shown) => shown.productId === productId));
  };

  const leaveToOffice: Cart['leaveToOffice'] = async (
    tx,
    { personId, lineId },
  ): ReturnType<Cart['leaveToOffice']> => {
    const found = await find(tx, { personId, lineId });
    if (!found.ok) return found;
    const { orderId, line } = found.value;
    if (line.doubt === null) return refuse('missing' satisfies CartRefusal);
    await sql`update order_lines set doubt = 'unknown', choices = '{}' where id = ${lineId}`.execute(tx);
    return ok(await cart.changed(tx, personId, orderId));
  };

  return { setQty, remove, clear, restore, choose, leaveToOffice };
};
