import { AppError } from '#kernel/errors.ts';
import type { Database } from '#platform/db/database.ts';
import { type IndexAnswer, type IndexQuery, MOST_HITS, type SynonymGroup } from '../contract.ts';
import { answerOf, documentsToRank } from '../engine/answer.ts';
import { planQuery } from '../engine/plan.ts';
import { compileSynonyms } from '../engine/synonyms.ts';
import { collectStored } from './collect.ts';
import { readVocabulary, type StoredVocabulary } from './vocabulary.ts';

/** Posting lists that hold less of the catalogue do not answer: they are being filled for the first time. */
const LEAST_SHARE = 0.9;

/** Searches in the posting lists of the database, over a vocabulary kept in memory. */
export interface StoredSearch {
  /** Whether the posting lists hold the catalogue. */
  usable(): boolean;
  /** Plans and ranks as the index in memory does. */
  search(query: IndexQuery): Promise<IndexAnswer>;
  setSynonyms(groups: readonly SynonymGroup[]): void;
  /** Takes over what the posting lists have learned since. */
  refresh(signal: AbortSignal): Promise<void>;
  /** The frequencies were counted anew, and some of them forgotten: the next refresh reads all of them. */
  recounted(): void;
  /** Forgets the vocabulary: the memory answers from now on. */
  rest(): void;
  /** `share`: the part of the catalogue that is held; null while nobody knows. */
  size(): { readonly documents: number; readonly terms: number; readonly share: number | null };
}

export const createStoredSearch = ({ db }: { db: Database }): StoredSearch => {
  let vocabulary: StoredVocabulary | undefined;
  let synonyms = compileSynonyms([]);
  /** How often the frequencies were counted anew, and how often when the vocabulary was read. */
  let [recounts, known] = [0, 0];

  const share = (): number | null => {
    if (!vocabulary) return null;
    const { documents, products } = vocabulary.size();
    return products === 0 ? 1 : Math.min(1, documents / products);
  };

  const search = async ({ text, limit, withHidden = false }: IndexQuery): Promise<IndexAnswer> => {
    if (!vocabulary) throw new AppError('unavailable', 'the posting lists are not read');
    const { lexicon } = vocabulary;
    const plan = planQuery(lexicon, text, synonyms, withHidden);
    const wanted = Math.max(0, Math.min(limit, MOST_HITS));
    const collected = await collectStored(db, { lexicon, plan, wanted: documentsToRank(wanted), withHidden });
    return answerOf(lexicon, plan, collected, wanted);
  };

  return {
    usable: () => (share() ?? 0) >= LEAST_SHARE,
    search,
    setSynonyms: (groups) => {
      synonyms = compileSynonyms(groups);
    },
    refresh: async (signal) => {
      const now = recounts;
      if (vocabulary && known === now && (await vocabulary.catchUp(signal)) === 'current') return;
      vocabulary = await readVocabulary(db, signal);
      known = now;
    },
    recounted: () => {
      recounts += 1;
    },
    rest: () => {
      vocabulary = undefined;
    },
    size: () => ({
      documents: vocabulary?.size().documents ?? 0,
      terms: vocabulary?.lexicon.terms ?? 0,
      share: share(),
    }),
  };
};
