import { MEANINGFUL } from '../text/word-tokens.ts';
import { bySureness, type Candidate } from './candidates.ts';
import type { Group } from './group.ts';
import type { Lexicon } from './lexicon.ts';
import { rarityAmong } from './rarity.ts';

/** A group with what it weighs in this query. */
export interface WeighedGroup extends Omit<Group, 'candidates'> {
  /** Best first. */
  readonly candidates: readonly Candidate[];
  /** Similarity of the best candidate. */
  readonly best: number;
  /** The word that says what kind of product is wanted. */
  readonly isProductType: boolean;
  /** A full word or an article code: what a product is found by, while numbers and short words only tell it from others. */
  readonly carries: boolean;
}

const MOST_CANDIDATES = 24;
const LEAST_OF_BEST = 0.45;
/** As similar as this is hardly another word. */
export const SURE = 0.9;
const FIRST_WORD_BONUS = 0.2;
const TYPE_WORD = { fewestHeads: 3, leastShare: 0.25 };

const bestCandidates = (group: Group, lexicon: Lexicon): readonly Candidate[] => {
  const sorted = [...group.candidates.values()].sort(
    (a, b) =>
      bySureness(a, b) ||
      lexicon.frequencyOf(b.term) - lexicon.frequencyOf(a.term) ||
      lexicon.hashOf(a.term) - lexicon.hashOf(b.term),
  );
  const best = sorted[0]?.similarity ?? 0;
  return sorted
    .filter(({ term, similarity }) => similarity > best * LEAST_OF_BEST || lexicon.isContext(term))
    .slice(0, MOST_CANDIDATES);
};

/** Short codes are sizes, `M8`, unless hardly any product has them. */
const LONG_CODE = 5;
const RARE_CODE = 3;

const carries = (
  { kind, isFullWord, token }: Group,
  candidates: readonly Candidate[],
  lexicon: Lexicon,
): boolean =>
  isFullWord ||
  (kind === 'code' &&
    (token.key.length >= LONG_CODE ||
      candidates.every(({ term }) => lexicon.frequencyOf(term) <= RARE_CODE)));

interface Draft {
  readonly group: Group;
  readonly candidates: readonly Candidate[];
  readonly best: number;
  weight: number;
}

const draftOf = (group: Group, lexicon: Lexicon): Draft => {
  const rarity = rarityAmong(lexicon.documents);
  const candidates = bestCandidates(group, lexicon);
  const best = candidates[0]?.similarity ?? 0;
  const frequency = candidates.reduce(
    (sum, { term, similarity }) => sum + lexicon.frequencyOf(term) * similarity,
    0,
  );
  const weight = group.weight * rarity(Math.min(lexicon.documents, frequency / best));
  return { group, candidates, best, weight };
};

/** A word that is only guessed never outweighs the heaviest one that is sure. */
const capGuesses = (drafts: readonly Draft[]): void => {
  const sure = drafts.filter(
    ({ group, best }) =>
      best >= SURE &&
      group.weight > MEANINGFUL &&
      (group.kind === 'word' || group.kind === 'number' || group.kind === 'code'),
  );
  const most = Math.max(0, ...sure.map((draft) => draft.weight));
  if (most === 0) return;
  for (const draft of drafts) {
    if (draft.best < SURE && draft.group.kind === 'word')
      draft.weight = Math.min(draft.weight, most) * draft.best;
  }
};

/** The word whose best term opens titles more often than those of the others. */
const productType = (drafts: readonly Draft[], lexicon: Lexicon): Draft | null => {
  let type: Draft | null = null;
  let most = 0;
  for (const draft of drafts) {
    if (!draft.group.isFullWord) continue;
    const term = draft.candidates[0]?.term ?? -1;
    const heads = lexicon.headsOf(term);
    const share = heads / Math.max(1, lexicon.frequencyOf(term));
    if (heads < TYPE_WORD.fewestHeads || share < TYPE_WORD.leastShare || share * draft.best <= most) continue;
    most = share * draft.best;
    type = draft;
  }
  return type;
};

/** Weighs the groups that have candidates; the heaviest first. */
export const weigh = (groups: readonly Group[], lexicon: Lexicon): readonly WeighedGroup[] => {
  const drafts = groups.filter((group) => group.candidates.size > 0).map((group) => draftOf(group, lexicon));
  capGuesses(drafts);
  const type = productType(drafts, lexicon);
  const first = drafts.find((draft) => draft.group.isFullWord);
  if (first !== undefined) first.weight *= 1 + FIRST_WORD_BONUS;
  return drafts
    .map((draft) => {
      const { group, candidates, best, weight } = draft;
      const isProductType = draft === type;
      return {
        ...group,
        candidates,
        best,
        weight,
        isProductType,
        carries: carries(group, candidates, lexicon),
      };
    })
    .sort((a, b) => b.weight - a.weight);
};
