import { beginningOf } from '../text/tokenize.ts';
import { MEANINGFUL } from '../text/word-tokens.ts';
import { createWordFinder } from './candidates.ts';
import { correctedText } from './corrected.ts';
import type { Group } from './group.ts';
import { cutQuery } from './groups.ts';
import type { Lexicon } from './lexicon.ts';
import type { Synonyms } from './synonyms.ts';
import { type WeighedGroup, weigh } from './weigh.ts';

/** How a query is looked for: what may match, and what it weighs. */
export interface Plan {
  /** The heaviest first; none: nothing can be found. */
  readonly groups: readonly WeighedGroup[];
  /**
   * The query in words of the catalogue, where it was mended; `met` are the terms of the best hit, null
   * where there is none.
   */
  corrected(met: ReadonlySet<number> | null): string | null;
  /** Typed words that no product has in any reading. */
  readonly unknown: readonly string[];
  /** Nothing to look for. */
  readonly empty: boolean;
}

const isWordOrNumber = ({ kind }: Group): boolean => kind === 'word' || kind === 'number';

const unknownWords = (groups: readonly Group[]): readonly string[] => {
  const codes = groups.filter(({ kind, candidates }) => kind === 'code' && candidates.size > 0);
  const isInCode = ({ typed }: Group): boolean => codes.some((code) => code.typed.includes(typed));
  const unknown = groups.filter(
    (group) =>
      isWordOrNumber(group) &&
      group.weight > MEANINGFUL &&
      !group.optional &&
      group.candidates.size === 0 &&
      !isInCode(group),
  );
  return [...new Set(unknown.map(({ typed }) => typed))];
};

/** Plans a query against what a catalogue is made of. `withHidden`: words of hidden products count, too. */
export const planQuery = (lexicon: Lexicon, text: string, synonyms: Synonyms, withHidden = false): Plan => {
  const cut = cutQuery(beginningOf(text), lexicon, synonyms, createWordFinder(lexicon, withHidden));
  return {
    groups: weigh(cut.groups, lexicon),
    corrected: (met) => correctedText(cut, lexicon, met),
    unknown: unknownWords(cut.groups),
    empty: !cut.groups.some((group) => group.weight > MEANINGFUL),
  };
};
