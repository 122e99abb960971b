import { isDash } from './numbers/numbers.ts';
import type { Piece } from './piece.ts';
import { asSize, commaBetween, RANK, type Token } from './token.ts';
import { isBeforeSize } from './units/units.ts';
import { isFiller, isGoodsWord, isTalk } from './words/words.ts';

/**
 * "Gloves, 5 threads, size 9 - 200 pairs": pieces before the one with the amount behind a dash belong to it with their
 * commas, if they can be no things of their own; in a list they always do.
 */
export const withAttributes = (pieces: readonly Piece[], isList: boolean): Piece[] => {
  const said = pieces.filter(({ tokens }) => tokens.length > 0);
  if (isList && endsInTimes(said)) return [asOne(said)];
  const kept: Piece[] = [];
  let open: Piece[] = [];
  for (const piece of pieces) {
    if (piece.border !== ',') kept.push(...open.splice(0));
    const isOneThing = isList && open.every(({ tokens }) => !tokens.some(isMeasure));
    if (open.length > 0 && endsInAmount(piece) && (isOneThing || tellsMore(open, piece))) {
      kept.push(asOne([...open, piece]));
      open = [];
    } else if (piece.tokens.length > 0 && piece.tokens.every(isPlain) && piece.tokens[0]?.kind !== 'amount')
      open.push(piece);
    else kept.push(...open.splice(0), piece);
  }
  return [...kept, ...open];
};

/** "Notebook 48 sheets, ruled × 100 pcs": behind the sign stands how many, before it nothing but what tells which. */
const endsInTimes = (pieces: readonly Piece[]): boolean => {
  const tokens = pieces.flatMap((piece) => piece.tokens);
  const last = tokens.at(-1);
  return (
    last?.kind === 'amount' &&
    TIMES.test(last.low) &&
    pieces.every(({ border }, at) => at === 0 || border === ',') &&
    tokens.slice(0, -1).every((token) => isPlain(token) || (token.amount && /^\d/.test(token.low)))
  );
};

const TIMES = /^×/u;

/** Its last words are an amount behind a dash or a colon, for this thing alone. */
const endsInAmount = ({ tokens }: Piece): boolean => {
  const last = tokens.at(-1);
  return last?.kind === 'amount' && last.amount?.each === false && (last.gap ? DASH : COLON).test(last.low);
};

const DASH = /^[-‐‑‒–—−:]/u;
const COLON = /^:/u;

/** Nothing behind the first comma begins like a thing, or is another size with an amount. */
const tellsMore = (open: readonly Piece[], last: Piece): boolean => {
  const rest = [...open.slice(1), last];
  const [first] = last.tokens;
  const counted = open.at(-1)?.tokens.at(-1)?.kind === 'number';
  if (counted && first?.amount?.rank !== RANK.measure) return false;
  return rest.every(({ tokens: [head] }) => head !== undefined && (!isGoodsWord(head) || isBeforeSize(head)));
};

const asOne = (pieces: readonly Piece[]): Piece => {
  const tokens = pieces.flatMap(({ tokens: some }, at) => [
    ...(at === 0 ? [] : commaBetween(pieces[at - 1]?.tokens.at(-1), some[0])),
    ...some,
  ]);
  const sizes = tokens.slice(0, -1).map((token) => (isSizeHere(token) ? asSize(token) : token));
  return { border: pieces[0]?.border ?? '', tokens: [...sizes, ...tokens.slice(-1)] };
};

const isSizeHere = ({ kind }: Token): boolean => kind === 'amount' || kind === 'number';

/** May be a size. */
const isMeasure = ({ amount, low }: Token): boolean =>
  amount !== undefined && amount.rank <= RANK.measure && !amount.each && /^\d/.test(low);

const isPlain = (token: Token): boolean =>
  (isMeasure(token) ||
    token.kind === 'word' ||
    token.kind === 'code' ||
    token.kind === 'number' ||
    token.kind === 'mark') &&
  !isDash(token) &&
  !isFiller(token) &&
  !isTalk(token);
