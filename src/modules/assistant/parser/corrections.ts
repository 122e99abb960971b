import type { Draft } from './draft.ts';
import { VOWEL } from './forms/texts.ts';
import { counted, isLone } from './lone.ts';
import { isSizeOnly } from './qualities.ts';
import type { Token } from './token.ts';
import { resized } from './variants.ts';
import { CORRECTING, RETHOUGHT } from './words/texts.ts';

/** Things back: nobody corrects what was said long ago. */
const FARTHEST = 100;
/** Letters that the forms of one word have in common. */
const STEM = 4;

/**
 * Gives the amount of `draft` to the thing that it corrects: the one it names again, or the last one before it. False
 * where it has no amount or names another thing.
 */
export const corrects = (drafts: Draft[], draft: Draft): boolean => {
  const { title, amount, end } = isLone(draft) ? counted(draft) : draft;
  if (!amount) return false;
  const isNamed = title.some(hasLetters);
  const last = lastOf(drafts, (draft) => !draft.talk && draft.title.length > 0);
  const named = isNamed ? title : (drafts[last]?.title ?? []);
  const again = drafts[last]?.amount === null || isNamed ? sameThing(drafts, named) : -1;
  const at = again >= 0 || isNamed ? again : last;
  const wrong = drafts[at];
  if (!wrong) return false;
  const unit = amount.unit ?? wrong.amount?.unit ?? null;
  drafts[at] = {
    ...wrong,
    title: isLone(wrong) ? wrong.title.slice(0, -1) : wrong.title,
    amount: { ...amount, unit },
    loose: false,
    end: at === last ? end : wrong.end,
  };
  // "Oh, couplings" was said only to name what is corrected.
  if (at !== last && !isNamed) drafts.splice(last, 1);
  return true;
};

/**
 * "Stop, the hose not 16 mm but 20 mm" gives the thing that is named again its other size. False where `draft` is no
 * size, or several things may be meant.
 */
export const resizes = (drafts: Draft[], draft: Draft): boolean => {
  const last = drafts.at(-1);
  if (!last || last.talk || draft.amount || !isSizeOnly(draft.title)) return false;
  const isNamedAgain = last.amount === null;
  const before = isNamedAgain ? drafts.slice(-FARTHEST, -1) : drafts.slice(-FARTHEST);
  const named = last.title.filter((token) => hasLetters(token) && !isAnnouncement(token)).slice(0, 1);
  const meant = before.filter((_, at) => sameThing(before.slice(at, at + 1), named) === 0);
  const [wrong] = meant;
  const title = wrong && resized(wrong.title, draft.title);
  if (!wrong || !title || meant.length > 1) return false;
  if (isNamedAgain) drafts.pop();
  drafts[drafts.lastIndexOf(wrong)] = { ...wrong, title };
  return true;
};

/** "Stop", "correction:": the rest of the row corrects what it names again. */
export const announces = ({ tokens }: Draft): boolean => tokens.some(isAnnouncement);

/** Says no more than that. */
export const onlyAnnounces = ({ title, amount }: Draft): boolean =>
  amount === null && title.length > 0 && title.every(isAnnouncement);

const isAnnouncement = ({ low }: Token): boolean => CORRECTING.has(low);

/**
 * "Oh, 150 bolts then": one word and an amount that may correct what was said; `announced`: a whole title may.
 * Undefined for any other draft.
 */
export const rethought = (draft: Draft, announced: boolean): Draft | undefined => {
  if (!announced && !draft.tokens.some(({ low }) => RETHOUGHT.has(low))) return undefined;
  const said = isLone(draft) ? counted(draft) : draft;
  const title = said.title.filter((token) => !RETHOUGHT.has(token.low) && !isAnnouncement(token));
  return title.length === 1 || (announced && title.some(hasLetters)) ? { ...said, title } : undefined;
};

/** The thing, `counted`: one with an amount, that begins with the same word, and has the numbers that are said. */
export const sameThing = (drafts: readonly Draft[], title: readonly Token[], counted = true): number => {
  const word = title.find(hasLetters)?.low;
  if (!word) return -1;
  const numbers = title.filter(({ low }) => /\d/.test(low)).map(({ low }) => low);
  return lastOf(
    drafts,
    (draft) =>
      (!counted || draft.amount !== null || isLone(draft)) &&
      !draft.talk &&
      isSameWord(draft.title.find(hasLetters)?.low ?? '', word) &&
      numbers.every((number) => draft.title.some(({ low }) => low === number)),
  );
};

/** Forms of one word: its beginning, or a shorter one with the same consonants, for vowels come and go. */
export const isSameWord = (one: string, other: string): boolean => {
  if (one.slice(0, STEM) === other.slice(0, STEM)) return true;
  const [short = '', long = ''] = [one, other].map(consonants).sort((a, b) => a.length - b.length);
  return one.slice(0, STEM - 1) === other.slice(0, STEM - 1) && long.startsWith(short);
};
const consonants = (word: string): string =>
  [...word]
    .filter((letter) => !VOWEL.test(letter))
    .slice(0, STEM - 1)
    .join('');

/** The last of the drafts that are near; -1: none. */
const lastOf = (drafts: readonly Draft[], is: (draft: Draft) => boolean): number => {
  const from = Math.max(0, drafts.length - FARTHEST);
  const at = drafts.slice(from).findLastIndex(is);
  return at < 0 ? at : from + at;
};

/** A word, rather than a number or a sign. */
export const hasLetters = ({ low }: Token): boolean => /\p{L}{2}/u.test(low);
