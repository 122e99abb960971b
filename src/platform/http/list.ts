import { z } from 'zod';
import { words } from './words.ts';

const MAX_SIZE = 200;
const USUAL_SIZE = 25;

/** Which page of a list, in what order. `-name` sorts downwards. */
export interface Paging<Sort extends string> {
  /** The first page is 1. */
  readonly page: number;
  readonly size: number;
  readonly sort: Sort | `-${Sort}`;
}

/**
 * The query of a list route: `page`, `size`, `sort` by one of `sorts` (the first of `usual`), `q` for words to
 * search, and the filters of its own. Unknown fields are refused.
 */
export const listQuery = <const Sorts extends readonly [string, ...string[]], Filters extends z.ZodRawShape>(
  sorts: Sorts,
  usual: Sorts[number] | `-${Sorts[number]}`,
  filters: Filters,
) => {
  type Order = Sorts[number] | `-${Sorts[number]}`;
  const orders = sorts.flatMap((name) => [name, `-${name}`]) as [Order, ...Order[]];
  return z.strictObject({
    page: z.coerce.number().int().min(1).max(1_000_000).default(1),
    size: z.coerce.number().int().min(1).max(MAX_SIZE).default(USUAL_SIZE),
    sort: z
      .enum(orders)
      .optional()
      .transform((order): Order => (order as Order | undefined) ?? usual),
    q: words(200).optional(),
    ...filters,
  });
};

/** One page of a list; `total` counts what fits the filters on all pages. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), total: z.int() });

/** A page as a use case answers it. */
export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

/** The column and direction of an order such as `-name`. */
export const orderOf = <Sort extends string>(
  sort: Sort | `-${Sort}`,
): { readonly by: Sort; readonly direction: 'asc' | 'desc' } =>
  sort.startsWith('-')
    ? { by: sort.slice(1) as Sort, direction: 'desc' }
    : { by: sort as Sort, direction: 'asc' };

/** A `like` pattern for rows that contain these words as written, in any case of letters. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
