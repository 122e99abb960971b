import type { Draft } from './draft.ts';
import { NO_GENITIVE } from './forms/texts.ts';
import { isLone } from './lone.ts';
import { countedQuality, otherPhrase, phraseBehind } from './phrases.ts';
import { isAlike, isNamedByCode, isQuality, isSizeOnly } from './qualities.ts';
import { commaBetween, RANK, type Token } from './token.ts';
import { isBeforeSize } from './units/units.ts';
import { isSized, listed, withoutSize, withoutSizeWord, withQuality } from './variants.ts';
import { isAdjective, isQualityWord } from './words/words.ts';

/** To the things before that have no amount yet, as far as talk or a counted thing. */
export const spread = (
  drafts: Draft[],
  from: number,
  amount: NonNullable<Draft['amount']>,
  row?: number,
): void => {
  for (let at = from; at >= 0; at -= 1) {
    const draft = drafts[at];
    if (!draft || draft.talk || (draft.amount && !draft.loose) || draft.again) return;
    if (row !== undefined && draft.row !== row) return;
    // "Drills 6 8 and 10, 2 of each": a bare number that was taken for an amount is another size then.
    const title = draft.size ? [...draft.title, draft.size] : draft.title;
    drafts.splice(at, 1, ...listed({ ...draft, title, amount, loose: false }));
  }
};

/**
 * A size or a quality alone is another one of the thing before, or more about it: then it is added to the last draft.
 * `eachFollows`: the next amount of the row is "5 of each".
 */
export const place = (drafts: Draft[], alone: Draft, eachFollows = false): Draft | 'added' => {
  const last = drafts.at(-1);
  if (!last || last.talk || last.title.length === 0) return alone;
  const phrase = otherPhrase(last, alone);
  if (phrase && (last.amount || isLone(last))) return phrase;
  if (phrase) {
    drafts[drafts.length - 1] = { ...last, ...phrase };
    return 'added';
  }
  const draft = last.row === alone.row || isLone(last) ? alone : countedQuality(alone);
  if (draft.row !== last.row && draft.amount === null) return draft;
  if (
    isSizeOnly(draft.title) &&
    !(draft.row !== last.row && isNamedByCode(draft.title)) &&
    draft.title[0]?.low !== last.title[0]?.low
  ) {
    const sized = last.title.at(-1);
    if (last.loose && draft.amount && !draft.loose && last.size) {
      const title = [...last.title, last.size];
      const sized = extended({ ...last, title }, draft);
      drafts.splice(-1, 1, ...(draft.amount.each ? listed(sized) : [sized]));
      return 'added';
    }
    const isVariant = last.amount !== null || (isSized(sized) && isAlike(last.title, draft.title));
    if (isVariant)
      return {
        ...draft,
        title: [...withoutSizeWord(withoutSize(last.title, draft.title), draft.title), ...draft.title],
      };
    drafts[drafts.length - 1] = extended(last, draft);
    if (draft.amount?.each) spread(drafts, drafts.length - 2, draft.amount, draft.row);
    return 'added';
  }
  if (last.amount && draft.amount && last.row === draft.row && isSizedVariant(last.title, draft.title))
    return { ...draft, title: [...withoutSize(last.title), ...draft.title] };
  if (isAttribute(draft) && !last.amount && last.row === draft.row && draft.border === ',') {
    drafts[drafts.length - 1] = extended(last, draft);
    return 'added';
  }
  const more = phraseBehind(draft);
  if (more && !last.amount && last.row === draft.row) {
    drafts[drafts.length - 1] = extended(last, { ...draft, title: more, border: '' });
    return 'added';
  }
  const shouted = last.title.every(({ text }) => text === text.toUpperCase());
  if (!isQuality(draft.title, shouted) || isWeighedThing(draft) || /[.!?]/.test(draft.border)) return draft;
  if (last.amount && draft.amount) {
    const isOther = draft.border !== '' || last.title.some(({ low }) => isQualityWord(low));
    return isOther ? { ...draft, title: withQuality(last.title, draft.title) } : draft;
  }
  if (last.amount) return draft;
  if (
    !last.heading &&
    (draft.amount?.each || eachFollows) &&
    last.title.some((token) => isAdjective(token.low))
  )
    return { ...draft, title: withQuality(last.title, draft.title) };
  drafts[drafts.length - 1] = extended(last, draft);
  return 'added';
};

/** "10 kg of pollock": behind a weight stands the genitive, which for an adjective ends otherwise. */
const isWeighedThing = ({ leads, amount, title }: Draft): boolean =>
  leads && amount?.rank === RANK.measure && NO_GENITIVE.test(title[0]?.low ?? '');

/** "Switch 1k white 12 pcs 2k white 6 pcs": another size of the thing, with its qualities. */
const isSizedVariant = (last: readonly Token[], [first, ...rest]: readonly Token[]): boolean =>
  first !== undefined &&
  isSized(first) &&
  rest.length > 0 &&
  rest.every(({ kind, low }) => kind === 'word' && isQualityWord(low)) &&
  last.slice(1).some((token) => isSized(token) && isAlike([token], [first]));

/** "Gloves, 5 threads - 200 pairs", "table, colour beech - 4 pcs": what follows the comma tells which. */
const isAttribute = ({ title, amount }: Draft): boolean => {
  const [first, second] = title;
  if (!first || !amount?.unit || title.length > 3) return false;
  if (first.kind === 'word') return isBeforeSize(first) && title.length > 1;
  return (
    (first.kind === 'number' || first.kind === 'amount') &&
    title.length < 3 &&
    (!second || second.kind === 'word')
  );
};

const extended = (last: Draft, draft: Draft): Draft => ({
  ...last,
  title: [
    ...last.title,
    ...(draft.border === ',' ? commaBetween(last.title.at(-1), draft.title[0]) : []),
    ...draft.title,
  ],
  heading: false,
  amount: draft.amount,
  loose: draft.loose,
  again: last.again ?? draft.again,
  end: draft.end,
});
