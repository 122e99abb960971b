import { type RawBuilder, sql } from 'kysely';
import { cleanText } from '#kernel/text.ts';
import { containing } from '#platform/http/list.ts';
import { normalSku } from '../reading/sku.ts';

/** Which products are meant; what is absent does not matter. */
export interface ProductFilter {
  /** With everything below it. */
  readonly categoryId?: number | undefined;
  readonly hidden?: boolean | undefined;
  /** Some are left. */
  readonly stock?: boolean | undefined;
  /** The usual price is not known. */
  readonly noPrice?: boolean | undefined;
  /**
   * What an index of words finds (`found`), or without one every word, as written, in the title or sku; digits also in
   * the barcode, four signs of a guid or more in the guid; or the beginning of a sku, however it is written.
   */
  readonly q?: string | undefined;
}

/** Ids of what an index of words found for `q`, best first; undefined: there is none to ask. */
export type FoundIds = readonly number[] | undefined;

type Condition = RawBuilder<boolean>;

/** The condition on a row `p` of products. */
export const fitting = (
  { categoryId, hidden, stock, noPrice, q = '' }: ProductFilter,
  found?: FoundIds,
): Condition => {
  const words = wordsOf(q);
  const conditions: Condition[] = [sql`true`];
  if (categoryId !== undefined) conditions.push(sql`p.category_id = any(${subtreeOf(categoryId)})`);
  if (hidden !== undefined) conditions.push(hidden ? sql`p.hidden` : sql`not p.hidden`);
  if (stock !== undefined) conditions.push(stock ? sql`p.stock_qty > 0` : sql`p.stock_qty <= 0`);
  if (noPrice !== undefined) conditions.push(noPrice ? sql`p.price is null` : sql`p.price is not null`);
  if (words.length > 0) {
    const meant =
      found === undefined ? byWords(words) : sql`(p.id = any(${found}::integer[]) or ${byCodes(words)})`;
    conditions.push(sql`(${bySku(q) ?? sql`false`} or ${meant})`);
  }
  return sql`(${sql.join(conditions, sql` and `)})`;
};

/** Whether the sku of `p` begins with what is looked for: such products come first. Undefined: no sku does. */
export const bySku = (q: string): Condition | undefined => {
  const normal = normalSku(q);
  return normal === '' ? undefined : sql`p.sku_normal like ${containing(normal).slice(1)}`;
};

/** An array, so that it is read once and the planner knows that it is one. */
const subtreeOf = (categoryId: number): RawBuilder<number[]> => sql`array(
  with recursive below as (
    select id from categories where id = ${categoryId}
    union all
    select c.id from below b join categories c on c.parent_id = b.id
  )
  select id from below
)`;

const byWords = (words: readonly string[]): Condition =>
  sql.join(
    words.map((word) => {
      const like = containing(word);
      const places = [sql`p.title ilike ${like}`, sql`p.sku ilike ${like}`, ...codePlaces(word)];
      return sql`(${sql.join(places, sql` or `)})`;
    }),
    sql` and `,
  );

/** Every row is read for them: only when all words could be of a barcode or guid. */
const byCodes = (words: readonly string[]): Condition => {
  const places = words.map(codePlaces);
  if (places.some((some) => some.length === 0)) return sql`false`;
  return sql.join(
    places.map((some) => sql`(${sql.join([...some], sql` or `)})`),
    sql` and `,
  );
};

/** Barcodes and guids are looked at only for what could be of one: each look costs at every row. */
const codePlaces = (word: string): readonly Condition[] => {
  const like = containing(word);
  return [
    // Never null: "not known" would not end the look at a row, and all other words were looked for, too.
    ...(/^\d+$/.test(word) ? [sql<boolean>`coalesce(p.barcode like ${like}, false)`] : []),
    ...(/^[\da-f-]{4,}$/i.test(word)
      ? [sql<boolean>`coalesce(p.guid like ${like.toLowerCase()}, false)`]
      : []),
  ];
};

/** Each word is a look at every row: the first ones tell enough. */
const MOST_WORDS = 8;

const wordsOf = (q: string): string[] =>
  [
    ...new Set(
      cleanText(q)
        .split(/\s+/)
        .filter((word) => word !== ''),
    ),
  ].slice(0, MOST_WORDS);
