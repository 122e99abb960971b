import { normalSku } from '#modules/catalogue/index.ts';
import type { IndexAnswer, SearchPage } from '../contract.ts';
import type { FoundRows } from './rows.ts';

/**
 * How a query was understood. Whoever names a sku or barcode is understood: only what stands beside it may be corrected
 * or unknown, and it is asked about only where several products have it.
 */
export const understood = (
  text: string,
  { corrected, unknown, empty, unsure }: IndexAnswer,
  named: FoundRows['named'],
): Pick<SearchPage, 'corrected' | 'unknown' | 'empty' | 'unsure'> => {
  if (named.length === 0) return { corrected, unknown, empty, unsure };
  const skus = named.map(({ sku }) => normalSku(sku));
  const isWhole = skus.includes(normalSku(text)) || named.some(({ by }) => by === 'barcode');
  return {
    corrected: isWhole ? null : corrected,
    unknown: isWhole ? [] : unknown.filter((word) => !skus.some((sku) => sku.includes(normalSku(word)))),
    empty: false,
    unsure: named.length > 1,
  };
};
