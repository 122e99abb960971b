import { beginningOf } from '../text/tokenize.ts';
import { MEANINGFUL } from '../text/word-tokens.ts';
import { createWordFinder } from './candidates.ts';
import { correctedText } from './corrected.ts';
import type { Group } from './group.ts';
import { cutQuery } from './groups.ts';
import type { Lexicon } from './lexicon.ts';
import type { Synonyms } from './synonyms.ts';
import { SURE, type WeighedGroup, weigh } from './weigh.ts';

/** How a query is looked for: what may match, and what it weighs. */
export interface Plan {
  /** The heaviest first; none: nothing can be found. */
  readonly groups: readonly WeighedGroup[];
  /**
   * The query in words of the catalogue, where it was mended; `met` are the terms of the best hit, null
   * where there is none.
   */
  corrected(met: ReadonlySet<number> | null): string | null;
  /** Full words were typed: numbers and short words alone find nothing then. */
  readonly hasWords: boolean;
  /** Those that say what is wanted: the first full word, the heaviest one that is sure, and the kind of product. */
  readonly decisive: ReadonlySet<string>;
  /** Typed words that no product has in any reading. */
  readonly unknown: readonly string[];
  /** Typed words that are only like those of products: unknown, too, where nothing is found. */
  readonly doubtful: readonly string[];
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

const isTypedWord = ({ isFullWord, optional }: Pick<Group, 'isFullWord' | 'optional'>): boolean =>
  isFullWord && !optional;

const doubtfulWords = (groups: readonly Group[]): readonly string[] => {
  const doubtful = groups.filter(
    (group) =>
      isTypedWord(group) && [...group.candidates.values()].every(({ similarity }) => similarity < SURE),
  );
  return [...new Set(doubtful.map(({ typed }) => typed))];
};

const decisiveWords = (typed: readonly Group[], weighed: readonly WeighedGroup[]): ReadonlySet<string> =>
  new Set(
    [
      typed.find(isTypedWord),
      weighed.find((group) => isTypedWord(group) && group.best >= SURE),
      weighed.find(({ isProductType }) => isProductType),
    ].flatMap((group) => (group === undefined ? [] : [group.typed])),
  );

/** Plans a query against what a catalogue is made of. `withHidden`: words of hidden products count, too. */
export const planQuery = (lexicon: Lexicon, text: string, synonyms: Synonyms, withHidden = false): Plan => {
  const cut = cutQuery(beginningOf(text), lexicon, synonyms, createWordFinder(lexicon, withHidden));
  const empty = !cut.groups.some((group) => group.weight > MEANINGFUL);
  const groups = empty ? [] : weigh(cut.groups, lexicon);
  return {
    groups,
    corrected: (met) => (empty ? null : correctedText(cut, lexicon, met)),
    hasWords: cut.groups.some(isTypedWord),
    decisive: decisiveWords(cut.groups, groups),
    unknown: unknownWords(cut.groups),
    doubtful: doubtfulWords(cut.groups),
    empty,
  };
};
