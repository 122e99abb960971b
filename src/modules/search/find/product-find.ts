import { AppError } from '#kernel/errors.ts';
import { MOST_HITS, type SearchIndex } from '../contract.ts';
import { queryText } from './query-text.ts';

/**
 * For the office's list of products: ids of what fits a text, hidden ones too, best first. Undefined where the index has
 * no answer, or found nothing in words: then the list looks at every row for the signs as typed.
 */
export const createProductFind =
  ({ index }: { index: SearchIndex }) =>
  async (typed: string): Promise<readonly number[] | undefined> => {
    try {
      const { hits } = await index.search({ text: queryText(typed), limit: MOST_HITS, withHidden: true });
      return hits.length > 0 ? hits.map(({ productId }) => productId) : undefined;
    } catch (error) {
      if (error instanceof AppError && error.code === 'unavailable') return undefined;
      throw error;
    }
  };
