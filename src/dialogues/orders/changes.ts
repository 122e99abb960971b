import { z } from 'zod';
import { quantity, roubles } from '#kernel/amounts.ts';
import type { Locale } from '#kernel/locale.ts';
import { ok } from '#kernel/result.ts';
import { shorten } from '#kernel/text.ts';
import { effect, type TurnContext } from '#modules/conversations/index.ts';
import type { Cart } from '#modules/orders/index.ts';
import { texts } from './checkout/texts.ts';
import { texts as common } from './texts.ts';

/** What differs from what the customer saw, as steps remember it. */
export const Changes = z.array(
  z.object({
    lineId: z.int(),
    title: z.string(),
    what: z.enum(['price', 'stock', 'gone', 'qty']),
    before: z.string().nullable(),
    after: z.string().nullable(),
  }),
);
export type Changes = z.infer<typeof Changes>;

/** The cart that a confirmation was asked for. */
export const Seen = z.object({ id: z.string(), version: z.number() });

/** Changes that one message names. */
const MOST_NAMED = 15;
const LONGEST_TITLE = 100;

/**
 * Brings the cart up to date. `changes` and `seen` are filled when the effect runs, before the next step asks:
 * a step that is entered together with the effect is to have them in its data. `settle`: what is sold no more is
 * taken out, too.
 */
export const freshening = (cart: Cart, { person }: TurnContext, { settle }: { settle: boolean }) => {
  const changes: Changes = [];
  const seen: z.infer<typeof Seen> = { id: '', version: 0 };
  const freshen = effect('freshen-cart', async (tx) => {
    const told = await cart.refresh(tx, person.id);
    changes.splice(0, changes.length, ...(told.ok ? told.value : []));
    const gone = changes.filter(({ what }) => settle && what === 'gone');
    for (const { lineId } of gone) await cart.remove(tx, { personId: person.id, lineId });
    const order = await cart.read(tx, person.id);
    if (order) Object.assign(seen, { id: order.id, version: order.version });
    return ok(undefined);
  });
  return { changes, seen, effects: [freshen] };
};

/** Changes line by line; `settled`: what is sold no more was taken out. */
export const changeWords = (
  changes: Changes,
  { locale, settled }: { locale: Locale; settled: boolean },
): readonly string[] => {
  const words = texts[locale];
  const named = changes.slice(0, MOST_NAMED).map(({ title: whole, what, before, after }) => {
    const title = shorten(whole, LONGEST_TITLE);
    const price = (amount: string | null) =>
      amount === null ? common[locale].onRequest : roubles(amount, locale);
    const amount = (number: string | null) => (number === null ? words.none : quantity(number, locale));
    if (what === 'gone') return settled ? words.change.gone(title) : words.change.goneShown(title);
    if (what === 'price') return words.change.price(title, price(before), price(after));
    return words.change[what](title, amount(before), amount(after));
  });
  const more = changes.length - named.length;
  return [...named.map((change) => `• ${change}`), ...(more > 0 ? [words.moreChanges(more)] : [])];
};
