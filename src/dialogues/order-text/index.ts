import { startValue } from '#kernel/start-value.ts';
import { shorten } from '#kernel/text.ts';
import type { Matcher, OrderFiles, OrderReader } from '#modules/assistant/index.ts';
import { createBrowse } from '#modules/catalogue/index.ts';
import {
  type Dialogue,
  defineDialogue,
  type FileRef,
  type Opening,
  type Reply,
  type StepInput,
  type TurnContext,
} from '#modules/conversations/index.ts';
import type { Customers } from '#modules/customers/index.ts';
import type { Order } from '#modules/orders/index.ts';
import { reviewOf } from './additions.ts';
import { createAmending } from './amending.ts';
import { data, type Review } from './data.ts';
import { createDoubtHearing } from './doubt-hearing.ts';
import { doneReply, doubtReply, openDoubts } from './doubts.ts';
import { createEffects, type TextCart } from './effects.ts';
import { createFileUnderstanding, isOrderFile } from './files.ts';
import { createRoute, ORDER_TEXT, type RouteOrder } from './route.ts';
import { isOneDoubt, NOT_ORDER, notOrderRows, summaryReply } from './summary.ts';
import { texts } from './texts.ts';
import { createUnderstand, type Understood } from './understand.ts';

/** Characters of a line that is named. */
const LONGEST_SAID = 100;

export interface OrderTextDeps {
  readonly reader: OrderReader;
  readonly matcher: Matcher;
  readonly cart: TextCart;
  readonly customers: Pick<Customers, 'membershipOf'>;
  /** Reads files of conversations. */
  readonly orderFiles: OrderFiles;
}

/**
 * Orders in one's own words (S3-17): a text, a list, a table or a file becomes lines of the cart at once, doubtful and
 * unknown ones, too, so nothing is lost; then what is doubtful is asked about, one by one.
 */
export const createOrderText = (
  deps: OrderTextDeps,
): { readonly dialogue: Dialogue; readonly route: RouteOrder } => {
  const { cart, customers } = deps;
  const understand = createUnderstand(deps);
  const understandFiles = createFileUnderstanding({ ...deps, understand });
  const effects = createEffects({ cart });
  const amending = createAmending({ cart, effects });
  const route = createRoute({ ...deps, understand, understandFiles, amending });
  const hearDoubt = createDoubtHearing({ ...deps, understand, effects });

  /** The cart of now. */
  const cartOf = ({ db, person }: TurnContext): Promise<Order | undefined> => cart.read(db, person.id);

  /** Into the cart with it, then tell. */
  const take = async (turn: TurnContext, understood: Pick<Understood, 'text' | 'lines' | 'left'>) => {
    const { review, additions } = reviewOf(understood, await cartOf(turn));
    return { go: 'review' as const, data: review, effects: [effects.add(turn, additions)] };
  };

  const fromText = async (turn: TurnContext, text: string, by: Opening['by']) => {
    const amended = await amending.amend(turn, text);
    if (amended) return { start: 'cart', text: '', ...amended };
    const understood =
      understand.known(turn, text) ??
      (by === 'dialogue' ? await understand.locally(turn, text) : await understand.wholly(turn, text));
    if (understood.lines.length > 0) return take(turn, understood);
    return { go: 'words' as const, data: {}, say: { text: texts[turn.locale].notUnderstood } };
  };

  const fromFiles = async (turn: TurnContext, files: readonly FileRef[]) => {
    const understood = await understandFiles(turn, files);
    if (typeof understood === 'object') return take(turn, understood);
    const words = texts[turn.locale];
    const manager = { label: words.askManager, value: startValue('talk-to-person') };
    return {
      go: 'words' as const,
      data: {},
      say: { text: words[understood], ...(understood === 'fileOther' ? { buttons: [[manager]] } : {}) },
    };
  };

  /** Words that nobody asked for: an order again, or a search. */
  const elsewhere = async (turn: TurnContext, text: string, review: Review) => {
    const to = await route(turn, text);
    if (to?.start === ORDER_TEXT) return fromText(turn, text, 'text');
    const [open, ...more] = openDoubts(review, await cartOf(turn));
    const said = open && shorten(open.said ?? open.title, LONGEST_SAID);
    const waits = said === undefined ? {} : { say: { text: texts[turn.locale].waits(said, more.length) } };
    return { ...(to ?? { start: 'search', text }), ...waits };
  };

  const askReview = async (turn: TurnContext, review: Review): Promise<readonly Reply[]> => {
    const { locale, db, conversation } = turn;
    const order = await cartOf(turn);
    const [next, ...later] = openDoubts(review, order);
    const isOnlyAsked = review.fresh && isOneDoubt(review) && next !== undefined;
    const first = !review.fresh
      ? hearDoubt.told(review, order, locale)
      : isOnlyAsked
        ? []
        : [summaryReply(review, order, locale)];
    if (!next) return review.fresh ? first : [...first, doneReply(order, locale)];
    const priceTypeId = (await customers.membershipOf(db, turn.person.id))?.priceTypeId ?? null;
    const browse = createBrowse({ db, priceTypeId });
    const cards = await Promise.all(next.choices.map((id) => browse.card(id)));
    const of = review.lines.filter(({ productId, unknown }) => productId === null && !unknown).length;
    const question = doubtReply(next, {
      choices: cards.flatMap((card) => card ?? []),
      at: Math.max(1, of - later.length),
      of,
      locale,
      narrow: conversation.capabilities.buttons,
    });
    const further = isOnlyAsked ? notOrderRows(review, locale) : [];
    return [...first, { ...question, buttons: [...(question.buttons ?? []), ...further] }];
  };

  const dialogue = defineDialogue({
    name: ORDER_TEXT,
    version: 1,
    command: 'order',
    words: texts,
    reads: isOrderFile,
    data,
    begin: (turn, { by, text, files }) => {
      if (files && files.length > 0) return fromFiles(turn, files);
      return text.trim() === '' ? { go: 'words', data: {} } : fromText(turn, text, by);
    },
    steps: {
      words: {
        ask: ({ locale }) => ({ text: texts[locale].ask }),
        hear: (turn, input) => {
          if (input.kind === 'text') return fromText(turn, input.text, 'text');
          if (input.kind === 'file') return fromFiles(turn, input.files);
          return { go: 'words', data: {} };
        },
      },
      review: {
        ask: askReview,
        hear: async (turn, input, review) => {
          if (input.kind === 'file') return fromFiles(turn, input.files);
          if (input.kind === 'choice' && input.value === NOT_ORDER)
            return { start: 'search', text: review.text, effects: [effects.undo(turn, review)] };
          const order = await cartOf(turn);
          const amended = input.kind === 'text' ? await amending.amend(turn, input.text) : undefined;
          if (amended)
            return amended.effects.length > 0 && openDoubts(review, order).length > 1
              ? { go: 'review', data: { ...review, fresh: false, chosen: null }, ...amended }
              : { start: 'cart', text: '', ...amended };
          const heard = await hearDoubt.review(turn, input, { review, order });
          if (heard) return heard;
          return input.kind === 'text'
            ? elsewhere(turn, input.text, review)
            : { go: 'review', data: { ...review, fresh: false, chosen: null } };
        },
      },
      other: {
        ask: async (turn, { lineId }) => {
          const line = (await cartOf(turn))?.lines.find(({ id }) => id === lineId);
          const words = texts[turn.locale];
          return {
            text: words.askOther(line?.said ?? line?.title ?? '…'),
            buttons: [[{ label: words.back, value: 'back' }]],
          };
        },
        hear: async (turn, input: StepInput, { review, lineId }) =>
          hearDoubt.other(turn, input, { review, lineId, order: await cartOf(turn) }),
      },
    },
  });

  return { dialogue, route };
};
