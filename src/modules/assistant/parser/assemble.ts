import { containerWord, thingOf } from './containers.ts';
import { announces, corrects, onlyAnnounces, resizes, rethought } from './corrections.ts';
import type { Draft } from './draft.ts';
import { isLone } from './lone.ts';
import { place, spread } from './placing.ts';
import { withoutTakenBack } from './taking-back.ts';
import { CORRECTED, type Token } from './token.ts';
import { isContainer } from './units/units.ts';
import { listed } from './variants.ts';
import { ENDED } from './words/texts.ts';
import { isGoodsWord, isSizedWord, isTalk, tells } from './words/words.ts';

/**
 * Drafts of one row, each completed from its neighbours: an amount alone belongs to the thing before, a size alone is
 * another size of that thing, "5 of each" counts for every thing of the list before it that has no amount.
 */
export const assemble = (pieces: readonly Draft[]): Draft[] => {
  const drafts: Draft[] = [];
  let waiting: Draft['amount'] = null;
  /** The row that said it. */
  let waitingRow = -1;
  let again: Draft['again'];
  const each = eachFollows(pieces);
  let head: Draft | undefined;
  let announced = -1;
  for (const [at, piece] of pieces.entries()) {
    if (/[.!?;]|\n\n/.test(piece.border)) {
      again = undefined;
      if (piece.amount === null) waiting = null;
    }
    if (piece.border === CORRECTED && (corrects(drafts, piece) || resizes(drafts, piece))) continue;
    if (announces(piece)) announced = piece.row;
    const other = rethought(piece, announced === piece.row);
    if (onlyAnnounces(piece) || (other && corrects(drafts, other))) continue;
    const draft = withoutTakenBack(drafts, piece);
    if (!draft) continue;
    const last = drafts.at(-1);
    if (draft.talk && draft.title.length > 0) {
      drafts.push(draft);
      continue;
    }
    if (draft.title.length === 0) {
      if (draft.again && last && !last.talk && last.row === draft.row)
        drafts[drafts.length - 1] = { ...last, again: draft.again, end: draft.end };
      else if (draft.again && draft.heading && !draft.amount) again = draft.again;
      else if (draft.again) {
        drafts.push({ ...draft, title: [draft.again], talk: false });
        continue;
      }
      if (!draft.amount) continue;
      const thing = containerThing(draft);
      if (thing && !last && isBesideAnother(pieces[at + 1], draft)) {
        drafts.push(thing);
        continue;
      }
      if (
        last &&
        (last.question || last.tokens.some((token) => ENDED.test(token.low) || tells(token))) &&
        last.row === draft.row &&
        isGoods(last.title) &&
        (draft.wish || draft.amount.unit)
      ) {
        drafts[drafts.length - 1] = {
          ...last,
          talk: false,
          question: false,
          amount: draft.amount,
          wish: true,
          end: draft.end,
        };
        continue;
      }
      const alone =
        pieces[at + 1]?.row !== draft.row && last?.row !== draft.row && (!last || last.amount !== null);
      const larger =
        last?.row === draft.row && last.amount && draft.border === ',' ? recounted(last, draft) : undefined;
      if (larger) drafts[drafts.length - 1] = larger;
      else if (thing && !draft.amount.each && (alone || (last && !last.talk && last.amount)))
        drafts.push(thing);
      else if (last && !last.talk && !last.amount && !isSentence(draft))
        give(drafts, draft.amount, draft.end);
      else [waiting, waitingRow] = [draft.amount, draft.row];
      continue;
    }
    if (head?.row !== draft.row) head = undefined;
    const named = isMake(head, draft) ? { ...draft, title: [...head.title, ...draft.title] } : draft;
    const placed = place(drafts, named, each[at]);
    if (draft.heading && !draft.amount && draft.title.length < MOST_OF_HEAD) head = draft;
    // "Electrics:" heads a list of things, "Coupling PPR:" one of sizes.
    if (placed === named && last?.heading && last.amount === null && !last.again)
      drafts[drafts.length - 1] = { ...last, talk: true };
    if (placed === 'added') continue;
    const own = again && !placed.amount && !placed.again ? { ...placed, again } : placed;
    if (waiting?.each && last?.row === waitingRow && endsEach(last, own)) waiting = null;
    if (!own.amount && waiting && (waiting.each || drafts.length === 0)) {
      drafts.push({ ...own, amount: waiting, loose: false });
      if (!waiting.each) waiting = null;
      continue;
    }
    if (own.again && !own.amount && last && isAlsoAgain(last, own))
      drafts[drafts.length - 1] = { ...last, again: own.again };
    drafts.push(...(own.amount?.each ? listed(own) : [own]));
    if (own.amount?.each && !own.leads)
      spread(drafts, drafts.length - 1 - listed(own).length, own.amount, own.row);
    if (own.amount?.each && own.leads) [waiting, waitingRow] = [own.amount, own.row];
  }
  return drafts;
};

/** "Cartridges: hp 85a 5 pcs, canon 725 3 pcs": makes of the thing before the colon. */
const isMake = (head: Draft | undefined, { title }: Draft): head is Draft =>
  head !== undefined &&
  /^[a-z]{2}/.test(title[0]?.low ?? '') &&
  !title.some(isGoodsWord) &&
  head.title.some(isGoodsWord);
const MOST_OF_HEAD = 4;

/** For every draft whether the next amount of its row is "5 of each". */
const eachFollows = (pieces: readonly Draft[]): boolean[] => {
  const follows: boolean[] = [];
  for (let at = pieces.length - 2; at >= 0; at -= 1) {
    const next = pieces[at + 1];
    follows[at] =
      next?.row === pieces[at]?.row &&
      (next?.amount ? next.amount.each && !next.leads : follows[at + 1] === true);
  }
  return follows;
};

/** "Notebook 48 sheets, 60 pcs": the first amount was a size. */
const recounted = (last: Draft, { amount, end }: Draft): Draft | undefined => {
  const size = last.tokens.find((token) => token.amount === last.amount);
  const isSize =
    size !== undefined &&
    last.amount?.unit &&
    !last.leads &&
    amount?.unit &&
    amount.unit !== last.amount.unit;
  if (
    !isSize ||
    (amount.unit !== 'piece' && amount.rank <= last.amount.rank) ||
    /^[^\p{L}\d]/u.test(size.low)
  )
    return undefined;
  return { ...last, title: [...last.title, size], amount, end };
};

/** "… and 2 buckets": where the thing before has its amount already, the container is wanted itself. */
const containerThing = (draft: Draft): Draft | undefined => {
  const token = draft.tokens.find(({ kind }) => kind === 'amount');
  const [amount, word] =
    token?.amount && isContainer({ ...token, low: containerWord(token.low) ?? '' }) ? thingOf(token) : [];
  return amount?.amount && word ? { ...draft, title: [word], amount: amount.amount } : undefined;
};

/** "20 bags, tape 2", "3 buckets and a mop": the next of the list is another thing. */
const isBesideAnother = (next: Draft | undefined, draft: Draft): boolean => {
  if (next?.row !== draft.row || next.border === ':') return false;
  if (next.title.length === 0) return containerThing(next) !== undefined;
  return next.amount !== null || isLone(next) || /^\p{L}$|^\+$/u.test(next.border);
};

/** "Napkins and soap as usual". */
const isAlsoAgain = (last: Draft, own: Draft): boolean =>
  /^\p{L}$/u.test(own.border) && !last.amount && !last.again && !last.talk && last.row === own.row;

/** "3 of each: brush, roller | tape 10": behind a row of its own list, a thing of the next row with its own number. */
const endsEach = (last: Draft, own: Draft): boolean =>
  last.amount?.each === true &&
  !last.border.startsWith('\n') &&
  own.row !== last.row &&
  isLone(own) &&
  !own.title.some(isSizedWord);

/** "What is the price of bricks? 500 needed": what was asked for is wanted. */
const isGoods = (title: readonly Token[]): boolean =>
  title.length > 0 && title.length < 7 && title.some(isGoodsWord) && !title.some(isTalk);

const isSentence = (draft: Draft): boolean =>
  /[.!?]/.test(draft.border) && draft.amount?.unit === null && !draft.amount.each;

const give = (drafts: Draft[], amount: NonNullable<Draft['amount']>, end: number): void => {
  const last = drafts.at(-1);
  if (!last) return;
  drafts[drafts.length - 1] = { ...last, amount, loose: false, end };
  if (amount.each) spread(drafts, drafts.length - 2, amount);
};
