import { YE, YO } from '../text/texts.ts';
import type { Candidate } from './candidates.ts';
import type { Group } from './group.ts';
import type { Cut } from './groups.ts';
import type { Lexicon } from './lexicon.ts';
import { SURE } from './weigh.ts';

const MENDED: ReadonlySet<string> = new Set(['typo', 'layout']);

/** Where nothing is found, only what is as like as this is offered instead, and not of short words. */
const OFFERED = { leastSimilarity: 0.55, leastLetters: 6 };

/** The surest candidate that passes; among equals the one that more products have. */
const surest = (
  group: Group,
  lexicon: Lexicon,
  passes: (candidate: Candidate) => boolean,
): Candidate | null => {
  const isCommoner = (one: number, other: number): boolean => {
    const more = lexicon.frequencyOf(one) - lexicon.frequencyOf(other);
    return more > 0 || (more === 0 && lexicon.hashOf(one) < lexicon.hashOf(other));
  };
  let best: Candidate | null = null;
  for (const candidate of group.candidates.values()) {
    if (candidate.form < 0 || !passes(candidate)) continue;
    const isBetter =
      best === null ||
      candidate.similarity > best.similarity ||
      (candidate.similarity === best.similarity && isCommoner(candidate.term, best.term));
    if (isBetter) best = candidate;
  }
  return best;
};

const isOffered = (typed: string, similarity: number): boolean =>
  similarity >= OFFERED.leastSimilarity && (similarity >= SURE || typed.length >= OFFERED.leastLetters);

/** A word that no correction makes sense of. */
const isStrange = ({ isFullWord, optional, token, candidates }: Group): boolean =>
  isFullWord &&
  !optional &&
  [...candidates.values()].every(
    ({ faint, similarity }) => faint === true && !isOffered(token.typed, similarity),
  );

/**
 * The query with layout and spelling mended in real words of the catalogue; null where nothing was to mend.
 * `met`: the terms of the best hit, whose words are taken; without hits the likeliest words are, or none where
 * some words stay strange.
 */
export const correctedText = (
  { reading, groups }: Cut,
  lexicon: Lexicon,
  met: ReadonlySet<number> | null,
): string | null => {
  if (met === null && groups.some(isStrange)) return null;
  let text = reading.text.toLowerCase().replaceAll(YO, YE);
  let isMended = reading.isRetyped;
  for (const group of groups) {
    const { typed } = group.token;
    if (group.kind !== 'word' || group.optional) continue;
    if (!MENDED.has(surest(group, lexicon, () => true)?.kind ?? '')) continue;
    const meant = surest(group, lexicon, ({ term, similarity }) =>
      met === null ? isOffered(typed, similarity) : met.has(term),
    );
    const surface = meant === null ? typed : lexicon.surfaceOf(meant.form);
    if (surface === typed) continue;
    const mended = text.replace(new RegExp(`(?<!\\p{L})${typed}(?!\\p{L})`, 'u'), () => surface);
    isMended ||= mended !== text;
    text = mended;
  }
  return isMended ? text : null;
};
