import { sql } from 'kysely';
import { compareDecimals } from '#kernel/decimal.ts';
import { ok } from '#kernel/result.ts';
import { covered, roundUp } from '../amount.ts';
import type { Cart, CartChange } from '../contract.ts';
import type { SeenLine } from '../order-rows.ts';
import type { CartRows } from './open.ts';
import { readSeen, type SeenStock, writeSeen } from './seen.ts';

/** Takes what is true now into the cart, and tells what is not as the customer saw it. */
export const createRefresh =
  ({ cart }: { cart: CartRows }): Cart['refresh'] =>
  async (tx, personId) => {
    const orderId = await cart.lock(tx, personId);
    if (!orderId) return ok([]);
    const seen = await readSeen(tx, orderId);
    const before = await cart.lines(tx, personId, orderId);
    const changes = before.flatMap((line) => changesOf(line, seen));
    const still = before.filter(({ productId, gone }) => productId !== null && !gone);
    await sql`
      update order_lines l set price = now.price, qty = now.qty
      from unnest(${still.map(({ id }) => id)}::bigint[], ${still.map(({ price }) => price)}::numeric[],
                  ${still.map((line) => roundUp(line.qty, line))}::numeric[]) as now(id, price, qty)
      where l.id = now.id and (l.price, l.qty) is distinct from (now.price, now.qty)
    `.execute(tx);
    await writeSeen(tx, orderId, { before: new Map(), lines: await cart.lines(tx, personId, orderId) });
    if (changes.some(({ what }) => what !== 'gone')) await cart.changed(tx, personId, orderId);
    return ok(changes);
  };

/** Whatever of a line is not as it was seen; of stock only what there is less of. */
export const changesOf = (line: SeenLine, seen: SeenStock): readonly CartChange[] => {
  const { id: lineId, title } = line;
  const change = (what: CartChange['what'], before: string | null, after: string | null): CartChange => ({
    lineId,
    title,
    what,
    before,
    after,
  });
  if (line.gone) return [change('gone', null, null)];
  if (line.productId === null) return [];
  const qty = roundUp(line.qty, line);
  const had = covered(seen.get(lineId) ?? line.qty, line.qty);
  const has = covered(line.stock ?? '0', line.qty);
  return [
    ...(isSame(line.seenPrice, line.price) ? [] : [change('price', line.seenPrice, line.price)]),
    ...(compareDecimals(qty, line.qty) === 0 ? [] : [change('qty', line.qty, qty)]),
    ...(compareDecimals(has, had) < 0
      ? [change('stock', had, compareDecimals(has, '0') === 0 ? null : has)]
      : []),
  ];
};

const isSame = (a: string | null, b: string | null): boolean =>
  a === null || b === null ? a === b : compareDecimals(a, b) === 0;
