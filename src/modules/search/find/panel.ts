import { type Actor, assertMay } from '#modules/access/index.ts';
import { type ListedProduct, readProducts } from '#modules/catalogue/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { FoundProduct, Search, SearchPage } from '../contract.ts';
import type { Journal } from '../journal/journal.ts';
import type { ReplicaState } from '../replica/message.ts';

type Employee = Actor & { readonly personId: string };

/** A product as the office lists it, and why it was found. */
export interface ListedHit {
  readonly product: ListedProduct;
  readonly hit: FoundProduct;
}

/** What somebody in the panel looks for. */
export interface PanelWish {
  readonly text: string;
  readonly page: number;
  readonly size: number;
  readonly withHidden: boolean;
  /** Whether the journal keeps it. */
  readonly noted: boolean;
}

export type PanelSearch = ReturnType<typeof createPanelSearch>;

/** Search as the panel's pages use it: with all that the office knows of a product, and the state of the index. */
export const createPanelSearch = ({
  db,
  search,
  journal,
  state,
}: {
  db: Database;
  search: Pick<Search, 'find'>;
  journal: Pick<Journal, 'chose'>;
  state: () => ReplicaState;
}) => {
  /** AppError `unavailable` while nothing can search. */
  const find = async (
    by: Employee,
    { noted, ...wish }: PanelWish,
  ): Promise<Omit<SearchPage, 'items'> & { readonly items: readonly ListedHit[] }> => {
    assertMay(by, 'catalogue.read');
    const note = { place: 'panel', personId: by.personId } as const;
    const page = await search.find({ ...wish, ...(noted ? { note } : {}) });
    const products = await readProducts(
      db,
      page.items.map(({ id }) => id),
    );
    const hits = new Map(page.items.map((hit) => [hit.id, hit]));
    const items = products.flatMap((product) => {
      const hit = hits.get(product.id);
      return hit ? [{ product, hit }] : [];
    });
    return { ...page, items };
  };

  /** Which hit of one's own search somebody opened; the first one counts, anything else changes nothing. */
  const chose = async (
    by: Employee,
    searchId: number,
    { productId, position }: { productId: number; position: number },
  ): Promise<void> => {
    assertMay(by, 'catalogue.read');
    await journal.chose(searchId, productId, position, by.personId);
  };

  const readState = (by: Actor): ReplicaState => {
    assertMay(by, 'catalogue.read');
    return state();
  };

  return { find, chose, state: readState };
};
