import { withAttributes } from './attributes.ts';
import { SINGULAR_ADJECTIVE, SINGULAR_NOUN, VOWEL } from './forms/texts.ts';
import { isDash } from './numbers/numbers.ts';
import type { Piece } from './piece.ts';
import { asAmount, runs } from './runs.ts';
import { withoutSpeaker } from './speaker.ts';
import { atTakingBack } from './taking-back.ts';
import { withThousands } from './thousands.ts';
import { CORRECTED, RANK, SILENT, type Token } from './token.ts';
import { isPhysical, isSingle, unitOf } from './units/units.ts';
import { MORE, PREPOSITIONS } from './words/texts.ts';
import { isAdjective, isFiller, isGoodsWord, isTalk, isWish } from './words/words.ts';

/**
 * A row in pieces: at borders first, then where an amount ends one thing or begins another. `isList`: every row tells of
 * one thing.
 */
export const piecesOf = (tokens: readonly Token[], isList: boolean): Piece[] =>
  withAttributes(joined(atBorders(tokens).flatMap(correcting)), isList)
    .flatMap(backFirst)
    .flatMap(({ tokens: run, border }) =>
      runs(withSingles(leading(withThousands(withoutSpeaker(run))))).map((part, at) => ({
        tokens: part,
        border: at === 0 ? border : '',
      })),
    );

/** "No, 14 m glue 5 bags": the amount alone corrects, the rest is wanted besides. */
const correcting = (piece: Piece): Piece[] => {
  const [first, second] = piece.tokens;
  const rest = piece.tokens.slice(second?.text === '.' ? 2 : 1);
  const isNext = rest.slice(1).some(({ kind }) => kind === 'amount' || kind === 'number');
  if (piece.border !== CORRECTED || first?.kind !== 'amount' || !isNext) return [piece];
  return [
    { ...piece, tokens: [first] },
    { tokens: rest, border: SILENT },
  ];
};

/** What is taken back in a piece of its own. */
const backFirst = ({ tokens, border }: Piece): Piece[] =>
  atTakingBack(tokens).map((some, at) => ({ tokens: some, border: at === 0 ? border : SILENT }));

/** "Sugar bag salt 5 packs": a container between two things is one of the first. */
const withSingles = (tokens: readonly Token[]): readonly Token[] => {
  if (!tokens.some(({ kind }) => kind === 'amount')) return tokens;
  return tokens.map((token, at) => {
    const [before, after] = [tokens[at - 1], tokens[at + 1]];
    if (
      !before ||
      !isSingle(token) ||
      token.kind !== 'word' ||
      (!isGoodsWord(before) &&
        !(isAdjective(before.low) && isGoodsWord(tokens[at - 2] ?? before)) &&
        !(before.kind === 'code' || (before.kind === 'word' && !VOWEL.test(before.low)))) ||
      !after ||
      !isGoodsWord(after)
    )
      return token;
    return {
      ...token,
      kind: 'amount',
      amount: { qty: '1', unit: unitOf(token.low) ?? null, rank: RANK.container, each: false },
    };
  });
};

const atBorders = (tokens: readonly Token[]): Piece[] => {
  const pieces: Piece[] = [];
  let start = 0;
  let border = '';
  tokens.forEach((token, at) => {
    const isColon = token.kind === 'mark' && token.text === ':';
    const isMore = token.kind === 'word' && MORE.has(token.low) && at > start;
    if (token.kind !== 'border' && !isColon && !isMore) return;
    pieces.push({ tokens: tokens.slice(start, at), border });
    start = at + 1;
    border = isMore ? SILENT : token.low;
  });
  pieces.push({ tokens: tokens.slice(start), border });
  return pieces.filter(({ tokens: some, border: sign }) => some.length > 0 || /[.!?;]/.test(sign));
};

/** "Pens blue and black" is one thing: "and" parts only where an amount stands before it or a thing follows. */
const joined = (pieces: readonly Piece[]): Piece[] => {
  const kept: Piece[] = [];
  for (const piece of pieces) {
    const before = kept.at(-1);
    if (before && /^\p{L}$/u.test(piece.border) && !parts(before.tokens, piece.tokens))
      kept[kept.length - 1] = { ...before, tokens: [...before.tokens, ...glue(piece)] };
    else kept.push(piece);
  }
  return kept;
};

const glue = ({ tokens, border }: Piece): Token[] => {
  const first = tokens[0];
  const start = first?.start ?? 0;
  const joint: Token = {
    kind: 'word',
    text: border,
    low: border,
    start: Math.max(0, start - 2),
    end: start,
    gap: true,
  };
  return [joint, ...tokens];
};

const parts = (before: readonly Token[], after: readonly Token[]): boolean => {
  if (before.some(({ kind }) => kind === 'amount' || kind === 'again')) return true;
  const first = after.find((token) => token.kind !== 'dropped' && !isFiller(token));
  if (!first || first.kind === 'amount') return true;
  if (first.kind === 'number' || first.kind === 'code') return true;
  if (isTalk(first)) return true;
  const each = after.some(({ amount }) => amount?.each);
  const named = before.slice(before.findLastIndex(isWish) + 1);
  if (named.some(({ kind, low }) => kind === 'word' && PREPOSITIONS.has(low)) && !each) return false;
  if (!each && before.every((token) => token.kind === 'word' && isAdjective(token.low))) return false;
  return each || isGoodsWord(first) || !isAdjective(first.low);
};

/** A bare number before a thing is an amount: "5 couplings", in a run "5 couplings 3 taps". */
const leading = (tokens: readonly Token[]): Token[] => {
  const first = tokens.findIndex(
    (token) => token.kind !== 'dropped' && token.kind !== 'mark' && !isFiller(token) && !isTalk(token),
  );
  const counts = countsThing(tokens, first);
  if (!counts && tokens[first]?.kind !== 'amount') return [...tokens];
  return tokens.map((token, at) => {
    const next = tokens[at + 1];
    const begins =
      at > first &&
      !PREPOSITIONS.has(tokens[at - 1]?.low ?? '') &&
      next &&
      countsThing(tokens, at) &&
      isGoodsWord(next) &&
      agrees(token, next);
    return (counts && at === first) || begins ? asAmount(token) : token;
  });
};

/** Two to four and a singular, or more and a plural; not "pipe 20 coupling". */
const agrees = (number: Token, noun: Token): boolean =>
  Number(number.text) < 5 || !SINGULAR_NOUN.test(noun.low);

const countsThing = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at];
  // "10 - coupling" counts as "10 couplings" does.
  const next = isDash(tokens[at + 1]) ? tokens[at + 2] : tokens[at + 1];
  if (token?.kind !== 'number' || !next?.gap || !/^\d{1,5}$/.test(token.text)) return false;
  if (next.kind !== 'word' || isPhysical(next) || isDash(next)) return false;
  // "3 sectional": not three of them.
  return !SINGULAR_ADJECTIVE.test(next.low);
};
