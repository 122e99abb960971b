import { unpacked } from './containers.ts';
import { believed } from './numbers/numbers.ts';
import type { Piece } from './piece.ts';
import { isPriceBehind, withoutPrices } from './prices.ts';
import { isSmallTalk } from './talk.ts';
import { type Amount, RANK, type Token } from './token.ts';
import { EACH, FIRST_PERSON, OURSELVES, QUESTIONS, TALK_REST, WITHOUT } from './words/texts.ts';
import { isEdge, isFiller, isTalk, isWish, tells } from './words/words.ts';

/** A piece as it is understood alone; its neighbours may add to it. */
export interface Draft {
  /** Tokens of the title in their order. */
  readonly title: readonly Token[];
  readonly amount: Amount | null;
  /** The amount is a bare number. */
  readonly loose: boolean;
  /** The bare number that was taken for an amount. */
  readonly size: Token | undefined;
  /** «As last time». */
  readonly again: Token | undefined;
  /** A word asks for goods. */
  readonly wish: boolean;
  /** Small talk, or a question: no goods. */
  readonly talk: boolean;
  readonly question: boolean;
  /** Where it stands in its row. */
  readonly start: number;
  readonly end: number;
  readonly border: string;
  readonly tokens: readonly Token[];
  /** The amount stands before the thing. */
  readonly leads: boolean;
  /** Its first word asks: "is there", "how much". */
  readonly asksFirst: boolean;
  /** A colon follows. */
  readonly heading: boolean;
  /** Its row of the text. */
  readonly row: number;
}

/**
 * `ordering`: its row asks for goods elsewhere, so that talk behind a thing is only cut off; `priced`: the text tells
 * prices.
 */
export const draftOf = ({ tokens: all, border }: Piece, ordering: boolean, priced: boolean): Draft => {
  const tokens = unpacked(withoutPrices(all, priced));
  const chosen = sizeBeforeNumber(tokens, choice(tokens));
  const amount = tokens[chosen]?.amount ?? null;
  const againAt = tokens.findIndex(({ kind }) => kind === 'again');
  const kept = tokens.filter(
    (token, at) =>
      at !== chosen &&
      token.kind !== 'again' &&
      token.kind !== 'dropped' &&
      !isPriceBehind(tokens, at, chosen),
  );
  const wish = kept.some((token) => isWish(token));
  const words = kept.filter((token) => !isFiller(token));
  const rest = trimmed(cut(words, ordering));
  const loose = looseAt(rest, amount);
  const title = loose === undefined ? rest : trimmed(rest.filter((_, at) => at !== loose));
  const found = loose === undefined ? amount : looseAmount(rest[loose]);
  return {
    title,
    size: loose === undefined ? undefined : rest[loose],
    amount: found,
    loose: loose !== undefined,
    again: tokens[againAt],
    wish,
    talk:
      isSmallTalk(title, cut(words, ordering), found) ||
      (!found && (bySelves(kept) || (!wish && words.some(tells)))),
    question: words.some(({ low }) => QUESTIONS.has(low)),
    start: all[0]?.start ?? 0,
    end: all.at(-1)?.end ?? 0,
    border,
    tokens,
    leads: chosen >= 0 && title[0] !== undefined && tokens.indexOf(title[0]) > chosen,
    asksFirst: QUESTIONS.has(words.find(({ kind }) => kind === 'word')?.low ?? ''),
    heading: false,
    row: 0,
  };
};

/** The place of the amount that is believed most: before the thing the first of equals, after it the last. */
const choice = (tokens: readonly Token[]): number => {
  let best = -1;
  const leads = tokens.find((token) => token.kind !== 'dropped' && !isFiller(token))?.kind === 'amount';
  tokens.forEach(({ amount }, at) => {
    if (!amount || (amount.each && amount.unit && (tokens[best]?.amount?.rank ?? 0) >= RANK.piece)) return;
    const rank = tokens[best]?.amount?.rank ?? 0;
    if (amount.rank > rank || (amount.rank === rank && !leads)) best = at;
  });
  // "Stand 3 drawers - 4 pcs": behind the last dash stands how many.
  const last = tokens.findLastIndex(({ amount }) => amount?.each === false);
  const final = tokens[last];
  // "Tea 100 bags - 5", but "paper 10 packs - 250" roubles.
  const isFewer =
    Number(final?.amount?.qty) < Number(tokens[best]?.amount?.qty) && last === tokens.length - 1;
  const counts = final?.amount && (final.amount.unit ? final.amount.rank >= RANK.piece : isFewer);
  if (counts && /^[-–—=]/.test(final.low) && !leads) best = last;
  const chosen = tokens[best]?.amount;
  if (!chosen || chosen.rank !== RANK.gram || leads || chosen.each) return best;
  // "Coffee 500 g" tells which coffee; "sugar - 500 grams" and a gram before its thing tell how much.
  return /^[^\p{L}\d]|\p{L}{4,}$/u.test(tokens[best]?.low ?? '') ? best : -1;
};

/** "Antifreeze 10 kg 3": the bare number behind tells how many, the measure which. */
const sizeBeforeNumber = (tokens: readonly Token[], chosen: number): number => {
  const [measure, last] = [tokens[chosen], tokens[chosen + 1]];
  const isMeasure = measure?.amount?.rank === RANK.measure && /^\d/.test(measure.low);
  const isCount = chosen > 0 && chosen === tokens.length - 2 && last?.kind === 'number';
  return isMeasure && isCount && /^[1-9]\d{0,3}$/.test(last.text) ? -1 : chosen;
};

/** A bare number at the end that may be an amount: after a size, or after a measure that is one then. */
const looseAt = (title: readonly Token[], amount: Amount | null): number | undefined => {
  const at = title.length - 1;
  const last = title[at];
  if (last?.kind !== 'number' || !/^\d{1,6}$/.test(last.text) || /^0/.test(last.text)) return undefined;
  if (amount) return undefined;
  const before = title.slice(0, at);
  const hasSize = before.some(({ kind }) => kind === 'number' || kind === 'code' || kind === 'amount');
  const hasWord = before.some((token) => token.kind === 'word' || /\p{L}{2}/u.test(token.low));
  return hasSize && hasWord ? at : undefined;
};

/** A bare number as an amount. */
export const looseAmount = (token: Token | undefined): Amount => ({
  qty: believed(token?.text ?? ''),
  unit: null,
  rank: RANK.loose,
  each: false,
});

/** Without a clause that begins inside: "cement 5 bags so that tomorrow". */
const cut = (tokens: readonly Token[], ordering: boolean): readonly Token[] => {
  const start = tokens.findIndex((token) => token.kind !== 'amount' && !isEdge(token) && !isTalk(token));
  const at = tokens.findIndex(
    (token, place) =>
      place > start &&
      start >= 0 &&
      token.kind === 'word' &&
      (TALK_REST.has(token.low) || (ordering && isTalk(token))),
  );
  return at < 0 ? tokens : tokens.slice(0, at);
};

const trimmed = (tokens: readonly Token[]): readonly Token[] => {
  let [start, end] = [0, tokens.length];
  const isOff = (token: Token | undefined) =>
    token !== undefined &&
    token.kind !== 'amount' &&
    !isBracket(token) &&
    (isEdge(token) || isTalk(token) || isPrice(token));
  while (start < end && isOff(tokens[start]) && tokens[start]?.low !== WITHOUT) start += 1;
  while (end > start && isOff(tokens[end - 1])) end -= 1;
  const kept = tokens.slice(start, end);
  return kept.filter(
    (token, at) =>
      !(token.text === '(' && kept[at + 1]?.text === ')') &&
      !(token.text === ')' && kept[at - 1]?.text === '('),
  );
};

/** "Ice we buy ourselves": not wanted here. */
const bySelves = (tokens: readonly Token[]): boolean =>
  tokens.some(({ low }, at) => OURSELVES.has(low) && FIRST_PERSON.test(tokens[at + 1]?.low ?? ''));

const isBracket = (token: Token): boolean => token.text === '(' || token.text === ')';
const isPrice = (token: Token): boolean => token.kind === 'word' && EACH.has(token.low);
