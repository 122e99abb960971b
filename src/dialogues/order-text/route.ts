import type { OrderReader, Reading, UnderstoodLine } from '#modules/assistant/index.ts';
import type { FileRef, TurnContext } from '#modules/conversations/index.ts';
import { phraseKeyOf } from '#modules/search/index.ts';
import type { Amending } from './amending.ts';
import { isOrderFile, type UnderstandFiles } from './files.ts';
import type { Understand, Understood } from './understand.ts';

/** The dialogue that takes orders in words. */
export const ORDER_TEXT = 'order-text';

/**
 * Where free text, or files that nobody asked for, go when they are an order: into the cart, or to the card of the one product that was named without an
 * amount. Undefined: it is looked for. Call it outside any transaction: models may be asked.
 */
export type RouteOrder = (
  turn: TurnContext,
  text: string,
  files?: readonly FileRef[],
) => Promise<
  { readonly start: string; readonly text: string; readonly files?: readonly FileRef[] } | undefined
>;

export const createRoute = ({
  reader,
  understand,
  understandFiles,
  amending,
}: {
  reader: Pick<OrderReader, 'glance'>;
  understand: Understand;
  understandFiles: UnderstandFiles;
  amending: Pick<Amending, 'isAmendment'>;
}): RouteOrder => {
  /** Whoever is no customer orders by what can be nothing else. */
  const understoodOf = async (
    turn: TurnContext,
    text: string,
    reading: Reading,
  ): Promise<Understood | undefined> => {
    const { order, lines } = reading;
    if (order === 'certain') return understand.wholly(turn, text);
    const isAgain = lines.some(({ again }) => again);
    const mayOrder = isAgain || (turn.person.customer && (order === 'maybe' || lines.length === 1));
    return mayOrder ? understand.locally(turn, text) : undefined;
  };

  return async (turn, text, files = []) => {
    if (files.length > 0) {
      if (!files.every(isOrderFile)) return undefined;
      // Read before the transaction in which the other dialogue begins.
      await understandFiles(turn, files);
      return { start: ORDER_TEXT, text, files };
    }
    if (await amending.isAmendment(turn, text)) return { start: ORDER_TEXT, text };
    const reading = reader.glance(text);
    if (isAllAgain(reading)) return { start: 'orders', text: '' };
    const understood = await understoodOf(turn, text, reading);
    if (!understood) return undefined;
    const named = namedIn(understood);
    if (named) return { start: 'catalogue', text: `product:${named.id} ${text}` };
    if (!isOrder(understood)) return undefined;
    understand.keep(turn, understood);
    return { start: ORDER_TEXT, text };
  };
};

/** Whether everything is to be as last time, and no thing is named: a whole order is repeated from the list of them. */
const isAllAgain = ({ lines }: Reading): boolean =>
  lines.length > 0 && lines.every(({ again, title, said }) => again && title === said);

/** The only product that is wanted, when nothing says how many. */
const namedIn = ({ text, order, lines: [only, ...others] }: Understood) => {
  if (!only?.product || others.length > 0 || only.amount !== null || only.unbelieved) return undefined;
  const isExact = phraseKeyOf(only.product.title) === phraseKeyOf(text);
  return order !== 'no' || isExact || only.by === 'sku' ? only.product : undefined;
};

/** A search shows more than three: what may be one is taken for an order only when it is clear what is meant. */
const isOrder = ({ text, order, lines }: Understood): boolean => {
  if (order === 'no') return false;
  if (lines.some(({ state }) => state === 'sure')) return true;
  // «As last time» asks for no search, though nobody knows of a last time.
  if (lines.some(({ again, state }) => again && state !== 'unknown')) return true;
  if (order === 'maybe' || isBare(text, lines)) return false;
  return lines.some(({ state, unsearched }) => state !== 'unknown' || unsearched);
};

/** Things that one short list may have, and still be words of one search. */
const FEW = 2;

/** Names without amounts, no list of many: a comma in one name, or a letter of the other keyboard layout. */
const isBare = (text: string, lines: readonly UnderstoodLine[]): boolean =>
  !text.trim().includes('\n') &&
  lines.every(({ qty, loose }) => qty === null || loose) &&
  (lines.length <= FEW || !/\p{Script=Cyrillic}/u.test(text));
