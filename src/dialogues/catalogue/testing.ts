import { AppError } from '#kernel/errors.ts';
import { refuse } from '#kernel/result.ts';
import type { FoundProduct, Search, SearchPage, SearchWish } from '#modules/search/index.ts';

/** A product of a test; `hidden` ones are not found. */
export interface Ware {
  readonly id: number;
  readonly title: string;
  readonly price?: string | null;
  readonly stock?: string;
}

/** For tests: a hit of a search with nothing special about it. */
export const hit = ({ id, title, price = '10.00', stock = '1' }: Ware, position = 1): FoundProduct => ({
  id,
  title,
  sku: `A-${id}`,
  unit: null,
  price,
  stock,
  hidden: false,
  position,
  by: 'words',
  share: 1,
  coverage: 1,
  marks: [],
  matches: [],
  missed: [],
});

/** For tests: an answer that found these. */
export const found = (items: readonly FoundProduct[], fields: Partial<SearchPage> = {}): SearchPage => ({
  items,
  page: 1,
  pages: 1,
  total: items.length,
  more: false,
  corrected: null,
  unknown: [],
  empty: false,
  unsure: false,
  searchId: null,
  ...fields,
});

/**
 * For tests: a search over an array. A product is found by any word that its title has; a word of `misspelt` is
 * taken for another (`hesitant`: that is only proposed), one of `filler` for none. It tells what was asked and
 * chosen, and can be shut.
 */
export const createShelf = (
  wares: () => readonly Ware[],
  {
    misspelt = {},
    hesitant = false,
    filler = [],
  }: { misspelt?: Record<string, string>; hesitant?: boolean; filler?: readonly string[] } = {},
) => {
  const asked: SearchWish[] = [];
  const chosen: (readonly [searchId: number, productId: number, position: number])[] = [];
  let isShut = false;
  const assertOpen = () => {
    if (isShut) throw new AppError('unavailable', 'there is no index');
  };

  const search: Search = {
    find: async (wish) => {
      assertOpen();
      asked.push(wish);
      const typed = (wish.text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter(
        (word) => !filler.includes(word),
      );
      const read = typed.map((word) => misspelt[word] ?? word);
      const has = ({ title }: Ware, word: string) => title.toLowerCase().includes(word);
      const hits = wares().filter((ware) => (hesitant ? typed : read).some((word) => has(ware, word)));
      const pages = Math.max(1, Math.ceil(hits.length / wish.size));
      const page = Math.min(wish.page ?? 1, pages);
      return found(
        hits.map((ware, index) => hit(ware, index + 1)).slice((page - 1) * wish.size, page * wish.size),
        {
          page,
          pages,
          total: hits.length,
          more: false,
          corrected: read.join(' ') === typed.join(' ') ? null : read.join(' '),
          unknown: read.filter((word) => !wares().some((ware) => has(ware, word))),
          empty: typed.length === 0,
          searchId: wish.note ? asked.filter(({ note }) => note).length : null,
        },
      );
    },
    similar: async (productId, most) => {
      assertOpen();
      const like = wares().find(({ id }) => id === productId);
      const kind = like?.title.split(' ')[0];
      return wares()
        .filter(({ id, title }) => id !== productId && kind !== undefined && title.startsWith(kind))
        .slice(0, most)
        .map((ware, index) => hit(ware, index + 1));
    },
    chose: async (...choice) => void chosen.push(choice),
  };
  const shut = (closed: boolean): void => {
    isShut = closed;
  };
  return { search, asked, chosen, shut };
};

/** For tests: goods that are looked at, and that nobody orders. */
export const noOrdering = {
  customers: { membershipOf: async () => undefined },
  cart: { read: async () => undefined, add: async () => refuse('gone') },
  readAmount: () => refuse('unclear'),
};
