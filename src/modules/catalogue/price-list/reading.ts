import { z } from 'zod';

/** Encodings that a table may have; labels of WHATWG. */
export const CHARSETS = ['utf-8', 'windows-1251', 'utf-16le', 'utf-16be', 'ibm866', 'koi8-r'] as const;
export type Charset = (typeof CHARSETS)[number];

/** Signs between the cells of a line. */
export const SEPARATORS = [';', ',', '\t', '|'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** Fields that a column can be; beside them `prices.<price type>` and `stocks.<warehouse>`. */
export const FIELDS = [
  'sku',
  'guid',
  'title',
  'title_lat',
  'category',
  'category_2',
  'category_3',
  'category_lat',
  'description',
  'stock_qty',
  'price',
  'unit',
  'barcode',
  'pack_qty',
  'images',
  'deleted',
] as const;
export type Field = (typeof FIELDS)[number] | `prices.${string}` | `stocks.${string}`;

/** Whether a column can be this field. */
export const isField = (name: string): boolean =>
  (FIELDS as readonly string[]).includes(name) || /^(prices|stocks)\..{1,255}$/s.test(name);

/** Which column is which field; columns count from 0. */
export const Mapping = z.record(
  z.string().refine(isField, 'there is no such field'),
  z.int().min(0).max(16_383),
);
export type Mapping = z.infer<typeof Mapping>;

/** How to read a table: the options of both readers, kept with the batch. */
export const TableReading = z.object({
  /** Of CSV. */
  charset: z.enum(CHARSETS).optional(),
  /** Of CSV. */
  separator: z.enum(SEPARATORS).optional(),
  /** Name of the sheet; absent: the first. */
  sheet: z.string().max(255).optional(),
  /** Line or row of the names; what follows are goods. 0: there are none. */
  headerRow: z.int().min(0).max(1_048_576),
  mapping: Mapping,
  /** Between the steps of a category; absent: seen in every cell anew. */
  categorySeparator: z.string().min(1).max(5).optional(),
  /** Rows with a name alone are headings: the category of the rows below. */
  groupRows: z.boolean().optional(),
  /** Which of the price types is the usual price where no column is `price`. */
  priceType: z.string().max(100).optional(),
  /** The file is the whole catalogue. */
  fullLoad: z.boolean().optional(),
});
export type TableReading = z.infer<typeof TableReading>;
