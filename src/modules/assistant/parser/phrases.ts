import type { Draft } from './draft.ts';
import { counted, isLone } from './lone.ts';
import { isNamedByCode, isQuality, isSizeOnly } from './qualities.ts';
import type { Token } from './token.ts';
import { PREPOSITIONS, QUALIFYING, WITHOUT } from './words/texts.ts';

/**
 * "Hinges / with damper 100 / without damper 40": a phrase with an amount that tells which of the things before, with
 * its preposition; undefined for anything else. `last`: the thing before, with or without such a phrase of its own.
 */
export const otherPhrase = (last: Draft, draft: Draft): Draft | undefined => {
  const told = isLone(draft) ? counted(draft) : draft;
  const phrase = told.amount && withPreposition(told, QUALIFYING);
  if (!phrase || phrase.length > LONGEST_PHRASE || !told.title.some(({ kind }) => kind === 'word'))
    return undefined;
  const at = last.title.findIndex(({ kind, low }) => kind === 'word' && QUALIFYING.has(low));
  const isHead = last.amount === null && !isLone(last) && last.row !== draft.row;
  if (at <= 0 && !isHead && !(last.amount === null && last.heading)) return undefined;
  return { ...told, title: [...(at > 0 ? last.title.slice(0, at) : last.title), ...phrase] };
};
const LONGEST_PHRASE = 4;

/** "4 kg in beans" behind "coffee": the words after the preposition, with it. */
export const phraseBehind = (draft: Draft): readonly Token[] | undefined =>
  draft.leads && draft.amount?.unit && draft.title.length < LONGEST_PHRASE
    ? withPreposition(draft, PREPOSITIONS)
    : undefined;

const withPreposition = (
  { title, tokens }: Draft,
  prepositions: ReadonlySet<string>,
): readonly Token[] | undefined => {
  const [first] = title;
  if (first?.low === WITHOUT) return title;
  const before = first && tokens[tokens.indexOf(first) - 1];
  return before?.kind === 'word' && prepositions.has(before.low) ? [before, ...title] : undefined;
};

/** "Robes / men's 100 / women's 40": a quality or size with a bare number below a thing that heads them is counted. */
export const countedQuality = (draft: Draft): Draft => {
  if (!isLone(draft)) return draft;
  const one = counted(draft);
  return isQuality(one.title, false) || (isSizeOnly(one.title) && !isNamedByCode(one.title)) ? one : draft;
};
