import { sql } from 'kysely';
import { addDecimals, compareDecimals } from '#kernel/decimal.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { cleanText, isBlank, shorten } from '#kernel/text.ts';
import type { Tx } from '#platform/db/database.ts';
import { isAbsurd, readQty, roundUp, sumOf } from '../amount.ts';
import { type Cart, type CartAddition, type LeftOut, MOST_LINES, MOST_QTY } from '../contract.ts';
import type { Buyers } from '../ports.ts';
import { type Good, isProductId, readGoods } from './goods.ts';
import type { CartRows } from './open.ts';

/** Characters of a title, and of what was said. */
const LONGEST_TITLE = 255;
const LONGEST_WORDS = 1_000;
const MOST_CHOICES = 10;

/** Puts wishes into a cart: amounts of a product add up, wishes in doubt are lines of their own. */
export const createAdd =
  ({ customers, cart }: { customers: Buyers; cart: CartRows }): Cart['add'] =>
  async (tx, { personId, conversationId, additions }) => {
    const id = await cart.open(tx, personId, conversationId);
    const before = await cart.lines(tx, personId, id);
    const goods = await readGoods(tx, {
      ids: additions.flatMap(({ productId }) => (productId === null ? [] : [productId])),
      priceTypeId: (await customers.membershipOf(tx, personId))?.priceTypeId ?? null,
    });
    const amounts = new Map(before.map(({ productId, qty }) => [productId, qty]));
    const wishes = additions.map((addition) => wishOf(addition, { goods, amounts }));
    const left = wishes.flatMap((wish, at): LeftOut[] => (wish.ok ? [] : [{ at, why: wish.reason }]));
    const [first] = left;
    if (first && left.length === additions.length) return refuse(first.why);
    // The last wish for a product has all of its amount.
    const rows = new Map(
      wishes.flatMap((wish, at) => (wish.ok ? [[wish.value.productId ?? `doubt ${at}`, wish.value]] : [])),
    );
    const fresh = [...rows.values()].filter(
      ({ productId }) => productId === null || !before.some((line) => line.productId === productId),
    );
    if (before.length + fresh.length > MOST_LINES) return refuse('too_many');
    await write(tx, id, [...rows.values()]);
    const touched = new Set([...rows.values()].map(({ productId }) => productId));
    const order = await cart.changed(tx, personId, id, ({ productId }) => touched.has(productId));
    return ok({ ...order, left });
  };

interface Row {
  readonly productId: number | null;
  readonly title: string;
  readonly qty: string;
  readonly qtyAssumed: boolean;
  readonly price: string | null;
  readonly said: string | null;
  readonly doubt: 'doubtful' | 'unknown' | null;
  readonly choices: readonly number[];
  readonly note: string;
}

/** The line that an addition makes; `amounts` has what is in the cart, and keeps what comes to it. */
const wishOf = (
  addition: CartAddition,
  { goods, amounts }: { goods: ReadonlyMap<number, Good>; amounts: Map<number | null, string> },
): Result<Row, LeftOut['why']> => {
  const wanted = readQty(addition.qty ?? '1');
  if (wanted === undefined) return refuse('bad_qty');
  const words = {
    qtyAssumed: addition.qty === null,
    said: addition.said ? shorten(cleanText(addition.said).trim(), LONGEST_WORDS) : null,
    note: shorten(cleanText(addition.note ?? '').trim(), LONGEST_WORDS),
  };
  const { productId } = addition;
  if (productId === null) {
    const title = titleOf(addition);
    if (title === undefined) return refuse('gone');
    const choices = (addition.choices ?? []).filter(isProductId).slice(0, MOST_CHOICES);
    const doubt = addition.doubt === 'doubtful' && choices.length > 0 ? 'doubtful' : 'unknown';
    return ok({
      productId,
      title,
      qty: wanted,
      price: null,
      doubt,
      choices: doubt === 'doubtful' ? choices : [],
      ...words,
    });
  }
  const good = goods.get(productId);
  if (!good || good.hidden) return refuse('gone');
  const known = amounts.get(productId);
  const sum = known === undefined ? wanted : addDecimals(known, wanted);
  const qty = roundUp(sum, good);
  if (compareDecimals(sum, MOST_QTY) > 0 || isAbsurd(sumOf(qty, good.price))) return refuse('bad_qty');
  amounts.set(productId, qty);
  return ok({ productId, title: good.title, qty, price: good.price, doubt: null, choices: [], ...words });
};

const titleOf = ({ title, said }: CartAddition): string | undefined => {
  const shown = cleanText(title).replace(/\s+/g, ' ').trim() || cleanText(said ?? '').trim();
  return isBlank(shown) ? undefined : shorten(shown, LONGEST_TITLE);
};

/** What the customer saw before of a product that is in the cart stays: whether its price changed is told apart. */
const write = async (tx: Tx, orderId: string, rows: readonly Row[]): Promise<void> => {
  const json = JSON.stringify(rows);
  await sql`
    insert into order_lines (order_id, position, product_id, title, qty, qty_assumed, price, said, doubt, choices, note)
    select ${orderId}, coalesce((select max(position) from order_lines where order_id = ${orderId}), 0) + place,
           (line->>'productId')::integer, line->>'title', (line->>'qty')::numeric, (line->>'qtyAssumed')::boolean,
           (line->>'price')::numeric, line->>'said', line->>'doubt',
           array(select jsonb_array_elements_text(line->'choices')::integer), line->>'note'
    from jsonb_array_elements(${json}::jsonb) with ordinality as wish(line, place)
    on conflict (order_id, product_id) where product_id is not null do update set
      qty = excluded.qty, qty_assumed = order_lines.qty_assumed and excluded.qty_assumed,
      said = coalesce(excluded.said, order_lines.said),
      note = case when excluded.note = '' then order_lines.note else excluded.note end
  `.execute(tx);
};
