import { compareDecimals } from '#kernel/decimal.ts';
import { ok } from '#kernel/result.ts';
import { amountOf, type LineAmendment } from '#modules/assistant/index.ts';
import type { ProductCard } from '#modules/catalogue/index.ts';
import { type Effect, effect, type TurnContext } from '#modules/conversations/index.ts';
import type { Cart, CartAddition, OrderLine } from '#modules/orders/index.ts';
import type { Review } from './data.ts';

/** What the dialogue does to a cart. */
export type TextCart = Pick<
  Cart,
  'read' | 'add' | 'setQty' | 'remove' | 'restore' | 'choose' | 'leaveToOffice'
>;

/** The writes of this dialogue, each for whoever speaks. */
export const createEffects = ({ cart }: { cart: TextCart }) => ({
  /** Never refused: what could not be added is missing from the cart afterwards, and said so. */
  add: ({ person, conversation }: TurnContext, additions: readonly CartAddition[]): Effect =>
    effect('add-order-text', async (tx) => {
      if (additions.length > 0)
        await cart.add(tx, { personId: person.id, conversationId: conversation.id, additions });
      return ok(undefined);
    }),

  /** Removes what the text has added, and nothing else. */
  undo: ({ person }: TurnContext, review: Review): Effect =>
    effect('undo-order-text', async (tx) => {
      const personId = person.id;
      const order = await cart.read(tx, personId);
      const products = new Set(review.lines.map(({ productId }) => productId));
      const said = new Set(review.lines.map((line) => line.said));
      const had = new Map(review.had.map(({ productId, qty }) => [productId, qty]));
      const others = new Set(review.others);
      const lines = (order?.lines ?? []).flatMap((line) => {
        const isChosen = line.said !== null && said.has(line.said) && !others.has(line.id);
        if (!isChosen && (line.productId === null || !products.has(line.productId))) return [];
        return [{ lineId: line.id, qty: had.get(line.productId ?? 0) ?? null }];
      });
      return cart.restore(tx, { personId, lines });
    }),

  /** Says which product a line means; packs are counted over for it. */
  choose: (
    { person }: TurnContext,
    {
      line,
      card,
      unit,
      qty = line.qty,
    }: {
      line: OrderLine;
      card: Pick<ProductCard, 'id' | 'title' | 'unit' | 'packQty'>;
      unit: Parameters<typeof amountOf>[0]['unit'];
      qty?: string | undefined;
    },
  ): Effect =>
    effect('choose-product', async (tx) => {
      const wish = { personId: person.id, lineId: line.id };
      // Of what was named with its size, one.
      const amount = amountOf({ qty, unit }, card).amount ?? '1';
      if (compareDecimals(amount, line.qty) !== 0) {
        const counted = await cart.setQty(tx, { ...wish, qty: amount });
        if (!counted.ok) return counted;
      }
      return cart.choose(tx, { ...wish, productId: card.id });
    }),

  /** Other words for a line: it is asked about anew. */
  replace: (
    { person, conversation }: TurnContext,
    line: OrderLine,
    { title, choices }: { title: string; choices: readonly number[] },
  ): Effect =>
    effect('reword-line', async (tx) => {
      const personId = person.id;
      const removed = await cart.remove(tx, { personId, lineId: line.id });
      if (!removed.ok) return removed;
      const qty = line.qtyAssumed ? null : line.qty;
      const addition = { productId: null, title, qty, said: line.said, doubt: 'doubtful', choices } as const;
      return cart.add(tx, { personId, conversationId: conversation.id, additions: [addition] });
    }),

  /** Never refused: what is not sold any more stays as it is, and the cart that is shown says so. */
  amend: ({ person }: TurnContext, changes: readonly LineAmendment[]): Effect =>
    effect('amend-cart', async (tx) => {
      const personId = person.id;
      for (const { lineId, qty } of changes)
        if (qty === null) await cart.remove(tx, { personId, lineId });
        else await cart.setQty(tx, { personId, lineId, qty });
      return ok(undefined);
    }),

  office: ({ person }: TurnContext, lineId: number): Effect =>
    effect('leave-to-office', (tx) => cart.leaveToOffice(tx, { personId: person.id, lineId })),

  drop: ({ person }: TurnContext, lineId: number): Effect =>
    effect('drop-line', (tx) => cart.remove(tx, { personId: person.id, lineId })),
});

export type Effects = ReturnType<typeof createEffects>;
