import { YE, YO } from '../text/texts.ts';
import type { Candidate } from './candidates.ts';
import type { Group } from './group.ts';
import type { Cut } from './groups.ts';
import type { Lexicon } from './lexicon.ts';

const MENDED: ReadonlySet<string> = new Set(['typo', 'layout']);

/** The surest candidate that passes; among equals the one that more products have. */
const surest = (
  group: Group,
  lexicon: Lexicon,
  passes: (candidate: Candidate) => boolean,
): Candidate | null => {
  let best: Candidate | null = null;
  for (const candidate of group.candidates.values()) {
    if (candidate.form < 0 || !passes(candidate)) continue;
    const isBetter =
      best === null ||
      candidate.similarity > best.similarity ||
      (candidate.similarity === best.similarity &&
        lexicon.frequencyOf(candidate.term) > lexicon.frequencyOf(best.term));
    if (isBetter) best = candidate;
  }
  return best;
};

/**
 * The query with layout and spelling mended in real words of the catalogue; null where nothing was to mend.
 * `met`: the terms of the best hit, whose words are taken; without hits the likeliest words are.
 */
export const correctedText = (
  { reading, groups }: Cut,
  lexicon: Lexicon,
  met: ReadonlySet<number> | null,
): string | null => {
  let text = reading.text.toLowerCase().replaceAll(YO, YE);
  let isMended = reading.isRetyped;
  for (const group of groups) {
    const { typed } = group.token;
    if (group.kind !== 'word' || group.optional) continue;
    if (!MENDED.has(surest(group, lexicon, () => true)?.kind ?? '')) continue;
    const meant = surest(group, lexicon, ({ term }) => met === null || met.has(term));
    const surface = meant === null ? typed : lexicon.surfaceOf(meant.form);
    if (surface === typed) continue;
    const mended = text.replace(new RegExp(`(?<!\\p{L})${typed}(?!\\p{L})`, 'u'), () => surface);
    isMended ||= mended !== text;
    text = mended;
  }
  return isMended ? text : null;
};
