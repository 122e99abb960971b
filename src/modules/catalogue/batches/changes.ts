import type { ChangeRow, Names, ProductFields } from './change-rows.ts';

/** Values of fields by name; `price: …` and `stock: …` are those of a price type and of a warehouse. */
export type FieldValues = Readonly<Record<string, string | number | boolean | null>>;

/** What a batch did to a product, as people read it. */
export interface BatchChange {
  readonly productId: number;
  /** As it is called now; null: it is gone and its name is not known any more. */
  readonly sku: string | null;
  readonly title: string | null;
  readonly kind: ChangeRow['kind'];
  readonly before: FieldValues | null;
  /** As the batch left it; null: it was undone, or the product is gone. */
  readonly after: FieldValues | null;
}

/** What people see of a new product. */
const OF_NEW = ['category_id', 'price', 'stock_qty', 'unit'] as const;
const PLAIN = [
  'sku',
  'title',
  'title_lat',
  'guid',
  'description',
  'unit',
  'barcode',
  'pack_qty',
  'price',
  'stock_qty',
  'withdrawn',
] as const;

/**
 * Reads a stored change. A batch keeps only what was before it; what it left is what the next change of the same
 * field found, or what is there now.
 */
export const changeOf = (row: ChangeRow, undone: boolean, names: Names): BatchChange => {
  const { product_id: productId, kind, before, present } = row;
  const about = {
    productId,
    sku: present?.sku ?? before?.sku ?? null,
    title: present?.title ?? before?.title ?? null,
    kind,
  };
  const wanted = before ?? Object.fromEntries(OF_NEW.map((field) => [field, null]));
  const after = undone || !present ? null : valuesOf(foundAfter(wanted, row), wanted, names);
  return { ...about, before: before && valuesOf(before, before, names), after };
};

/** The categories that a stored change mentions. */
export const categoriesIn = ({ before, later, present }: ChangeRow): readonly number[] =>
  [before, ...later, present].flatMap((one) => one?.category_id ?? []);

/** Of every wanted field the value that the next batch found in it, else the present one. */
const foundAfter = (wanted: ProductFields, { later, present }: ChangeRow): FoundFields =>
  Object.fromEntries(
    (Object.keys(wanted) as (keyof ProductFields)[]).map((field) => {
      if (field === 'prices') return [field, pricesAfter(wanted.prices ?? {}, later, present?.prices ?? {})];
      const next = later.find((change) => field in change);
      return [field, next ? next[field] : present?.[field]];
    }),
  );

/** Prices are kept one by one: only those that changed. */
const pricesAfter = (wanted: Prices, later: readonly ProductFields[], present: Prices): Prices =>
  Object.fromEntries(
    Object.keys(wanted).map((type) => {
      const next = later.find(({ prices }) => prices && type in prices);
      return [type, (next ? next.prices?.[type] : present[type]) ?? null];
    }),
  );

type Prices = NonNullable<ProductFields['prices']>;
type FoundFields = Omit<ProductFields, 'images'> & { readonly images?: ProductFields['images'] | number };

const valuesOf = (found: FoundFields, wanted: ProductFields, names: Names): FieldValues => {
  const values: Record<string, string | number | boolean | null> = {};
  for (const field of PLAIN) if (field in wanted) values[field] = found[field] ?? null;
  if ('category_id' in wanted)
    values.category = found.category_id == null ? null : (names.categories.get(found.category_id) ?? null);
  for (const [id, price] of Object.entries(found.prices ?? {}))
    values[`price: ${names.priceTypes.get(Number(id)) ?? id}`] = price;
  for (const [id, qty] of Object.entries(found.stocks ?? {}))
    values[`stock: ${names.warehouses.get(Number(id)) ?? id}`] = qty;
  if ('images' in wanted)
    values.images = typeof found.images === 'number' ? found.images : (found.images?.length ?? 0);
  return values;
};
