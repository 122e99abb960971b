import { isZero, quantity, roubles } from '#kernel/amounts.ts';
import { addDecimals, compareDecimals, multiplyDecimals, shortDecimal } from '#kernel/decimal.ts';
import type { Locale } from '#kernel/locale.ts';
import type { Result } from '#kernel/result.ts';
import { startValue } from '#kernel/start-value.ts';
import { shorten } from '#kernel/text.ts';
import { createBrowse } from '#modules/catalogue/index.ts';
import { type Button, effect, type Reply, type TurnContext } from '#modules/conversations/index.ts';
import type { Cart, Order } from '#modules/orders/index.ts';
import { amountOf, type Card } from './card.ts';
import { afterOrdering, type PlaceOf, productAt, type Trail, toAdd, toResults } from './places.ts';
import { texts } from './texts.ts';

/** How the chat orders: the cart, and what reads an amount that was typed (refused: why it is none). */
export interface OrderingDeps {
  readonly cart: Pick<Cart, 'add' | 'read'>;
  readonly readAmount: (
    text: string,
    product: Pick<Card, 'unit' | 'packQty'>,
  ) => Result<string, 'unclear' | 'absurd' | 'no_pack'>;
}

/** Amounts that people order most, in steps of what is sold. */
const USUAL = ['1', '5', '10'];
/** Characters of what was typed that are said back, and of a key that searches for it. */
const LONGEST_QUOTE = 60;
const LONGEST_KEY = 24;
/** On a card a longer number is rather an article code than an amount. */
const LONGEST_CARD_NUMBER = 4;

/** Putting a product into the cart from its card: how much, and what came of it. */
export const createOrdering = ({ cart, readAmount }: OrderingDeps) => {
  /** The way on after so much of a product was put into the cart. */
  const add = async (turn: TurnContext, trail: Trail, { id, qty }: { id: number; qty: string }) => {
    const { db, person, conversation } = turn;
    const before = lineOf(await cart.read(db, person.id), id)?.qty ?? '0';
    const place = { kind: 'added' as const, id, wanted: qty, before };
    const additions = [{ productId: id, title: '', qty }];
    return {
      go: 'browse' as const,
      data: { trail: afterOrdering(trail, place) },
      effects: [
        effect('add-to-cart', (tx) =>
          cart.add(tx, { personId: person.id, conversationId: conversation.id, additions }),
        ),
      ],
    };
  };

  return {
    add,

    /** What a text means as an amount of the product one looks at; undefined: it means something else. */
    hear: async (turn: TurnContext, trail: Trail, text: string) => {
      const at = productAt(trail);
      const card = at && (await createBrowse(turn).card(at.id));
      if (!card) return undefined;
      const isAsked = at.kind === 'amount';
      if (!isAsked && new RegExp(`^\\d{${LONGEST_CARD_NUMBER + 1},}$`).test(text.trim())) return undefined;
      const read = readAmount(text, card);
      if (read.ok) return add(turn, trail, { id: at.id, qty: read.value });
      if (read.reason === 'unclear' && !isAsked) return undefined;
      return { go: 'browse' as const, data: { trail: asking(trail, at.id, text, read.reason) } };
    },

    /** The way on after the cart refused. */
    refused: ({ locale }: TurnContext, trail: Trail, reason: string) => {
      const at = productAt(trail);
      if (reason === 'too_many')
        return { go: 'browse' as const, data: { trail }, say: { text: texts[locale].tooMany } };
      const isTooMuch = reason === 'bad_qty' && at !== undefined;
      return {
        go: 'browse' as const,
        data: { trail: isTooMuch ? asking(trail, at.id, '', 'absurd') : trail },
      };
    },

    addedReply: async (turn: TurnContext, place: PlaceOf<'added'>, card: Card): Promise<Reply> => {
      const { db, person, locale } = turn;
      const words = texts[locale];
      const order = await cart.read(db, person.id);
      const line = lineOf(order, place.id);
      const keys = [
        [
          { label: words.cart, value: startValue('cart') },
          { label: words.onward, value: 'onward' },
        ],
      ];
      if (!order || !line) return { text: words.notAdded, buttons: keys };
      return {
        text: [...addedWords(line, place, card, locale), inCart(order, locale)].join('\n'),
        buttons: keys,
      };
    },
  };
};

/** Asks how much; `narrow`: keys show few signs. */
export const amountReply = (card: Card, { unread }: PlaceOf<'amount'>, locale: Locale): Reply => {
  const words = texts[locale];
  const keys = [...amountKeys(card, locale), ...packKeys(card, locale)];
  const said = unread && shorten(unread.said, LONGEST_QUOTE);
  const why = unread && (unread.why === 'absurd' || unread.why === 'no_pack' ? unread.why : 'unclear');
  return {
    text: [
      ...(why && said !== undefined ? [words.unread[why](said), ''] : []),
      words.howMuch(card.title),
    ].join('\n'),
    buttons: [
      keys.slice(0, 3),
      keys.slice(3),
      ...(unread && why === 'unclear' && /\p{L}/u.test(unread.said)
        ? [[{ label: words.find(shorten(unread.said, LONGEST_KEY)), value: toResults(unread.said) }]]
        : []),
    ],
  };
};

const asking = (trail: Trail, id: number, text: string, why: string): Trail =>
  afterOrdering(trail, { kind: 'amount', id, unread: { said: shorten(text.trim(), 300), why } });

const amountKeys = (card: Card, locale: Locale): Button[] => {
  const step = card.orderMultiple ?? '1';
  const least = card.orderMin ?? step;
  const usual = USUAL.map((times) => multiplyDecimals(step, times));
  const amounts = [least, ...usual.filter((amount) => compareDecimals(amount, least) > 0)];
  return amounts.map((amount) => ({
    label: amountOf(card, amount, locale),
    value: toAdd(card.id, shortDecimal(amount)),
  }));
};

const packKeys = (card: Card, locale: Locale): Button[] => {
  const { id, packQty } = card;
  return packQty === null || shortDecimal(packQty) === '1' || isZero(packQty)
    ? []
    : [
        {
          label: texts[locale].packKey(amountOf(card, packQty, locale)),
          value: toAdd(id, shortDecimal(packQty)),
        },
      ];
};

const addedWords = (
  line: Order['lines'][number],
  { wanted, before }: PlaceOf<'added'>,
  card: Card,
  locale: Locale,
): string[] => {
  const words = texts[locale];
  const amount = (number: string) => amountOf(card, number, locale);
  const isMore = compareDecimals(before, '0') > 0;
  const isRounded = compareDecimals(line.qty, addDecimals(before, wanted)) !== 0;
  const stock = line.stock ?? card.stock;
  return [
    isMore
      ? words.addedMore(line.title, amount(wanted), amount(line.qty))
      : words.added(line.title, amount(isRounded ? line.qty : wanted)),
    ...(isRounded ? [words.rounded(amount(line.qty))] : []),
    ...(isZero(stock)
      ? [words.noneLeft]
      : compareDecimals(stock, line.qty) < 0
        ? [words.fewLeft(amount(stock))]
        : []),
  ];
};

/** How much is in the cart, and for how much. */
const inCart = ({ lines, total }: Order, locale: Locale): string => {
  const words = texts[locale];
  const shown = quantity(String(lines.length), locale);
  return [
    words.inCart(lines.length, shown, isZero(total) ? undefined : roubles(total, locale)),
    ...(lines.some(({ price, gone }) => price === null && !gone) ? [words.someOnRequest] : []),
  ].join(' ');
};

const lineOf = (order: Order | undefined, productId: number) =>
  order?.lines.find((line) => line.productId === productId);
