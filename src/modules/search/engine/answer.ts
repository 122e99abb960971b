import { type IndexAnswer, type IndexHit, MOST_HITS } from '../contract.ts';
import { MOST_TERMS } from './assignment.ts';
import { createExplainer } from './explain.ts';
import { isUnsure, worthShowing } from './judge.ts';
import type { Lexicon } from './lexicon.ts';
import type { Plan } from './plan.ts';
import { createRanker } from './rank.ts';

/** Documents that may fit, wherever they lie. */
export interface Collected {
  /** Product ids, in any order. */
  readonly products: readonly number[];
  /**
   * Writes the numbers of the terms of a collected document into `terms`, in their order, -1 for those the
   * lexicon does not know, as many as there is room for; how many they are.
   */
  readTerms(at: number, terms: Int32Array): number;
}

/** How many documents are worth collecting for so many hits. */
export const documentsToRank = (limit: number): number => Math.max(80, Math.min(limit, MOST_HITS));

/** Ranks what was collected, cuts the junk, and explains the hits that are left. */
export const answerOf = (lexicon: Lexicon, plan: Plan, collected: Collected, limit: number): IndexAnswer => {
  const scoreOf = createRanker(lexicon, plan);
  const explain = createExplainer(lexicon, plan);
  const terms = new Int32Array(MOST_TERMS);
  const ranked = collected.products
    .map((productId, at) => ({ productId, at, score: scoreOf(terms, collected.readTerms(at, terms)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.productId - b.productId);
  const best = ranked[0]?.score ?? 0;
  const explained = ranked
    .slice(0, Math.max(0, Math.min(limit, MOST_HITS)))
    .map(({ productId, at, score }) => ({
      productId,
      score,
      share: best === 0 ? 0 : score / best,
      ...explain(terms, collected.readTerms(at, terms)),
    }));
  const hits = worthShowing(explained);
  return {
    hits: hits.map(
      ({ productId, score, share, coverage, matches, missed }): IndexHit => ({
        productId,
        score,
        share,
        coverage,
        matches,
        missed,
      }),
    ),
    corrected: plan.corrected(hits[0] === undefined ? null : new Set(hits[0].terms)),
    unknown: hits.length > 0 ? plan.unknown : [...new Set([...plan.unknown, ...plan.doubtful])],
    empty: plan.empty,
    unsure: isUnsure(hits),
    terms: [...new Set(hits.flatMap((hit) => hit.terms))].map((term) => String(lexicon.hashOf(term))),
  };
};
