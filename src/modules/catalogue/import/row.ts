import { hash } from 'node:crypto';
import type { ProductDraft } from '../draft.ts';
import { texts } from './texts.ts';

/** The columns of the staging table in the order of `encodeRow`. */
export const STAGED = [
  'n integer',
  'index integer',
  'hash bytea',
  'sku text',
  'sku_normal text',
  'guid text',
  'title text',
  'title_lat text',
  'category text',
  'description text',
  'unit text',
  'barcode text',
  'pack_qty numeric(15, 3)',
  'price numeric(12, 2)',
  'prices text',
  'stock_qty numeric(15, 3)',
  'stocks text',
  'images text',
  'deleted boolean',
] as const;

/** The path of goods without a category, as `encodeRow` writes paths: steps of title, id and Latin title. */
export const WITHOUT_CATEGORY = JSON.stringify([[texts.ru.withoutCategory]]);

/**
 * One line of COPY text for the staging table. Its hash covers what the draft says and nothing else, so equal
 * drafts have equal hashes whatever the order of their keys.
 */
export const encodeRow = (n: number, index: number, draft: ProductDraft): string => {
  const said = [
    textOf(draft.sku),
    textOf(draft.skuNormal),
    textOf(draft.guid),
    textOf(draft.title),
    textOf(draft.titleLat),
    textOf(draft.category && pathOf(draft.category)),
    textOf(draft.description),
    textOf(draft.unit),
    textOf(draft.barcode),
    textOf(draft.packQty),
    textOf(draft.price),
    textOf(draft.prices && sorted(draft.prices)),
    textOf(draft.stockQty),
    textOf(draft.stocks && sorted(draft.stocks)),
    textOf(draft.images && JSON.stringify([...new Set(draft.images)])),
    draft.deleted ? 't' : 'f',
  ].join('\t');
  return `${n}\t${index}\t\\\\x${hash('sha256', said, 'hex').slice(0, 32)}\t${said}\n`;
};

/** The line of a bad row, known by its missing hash: all it says is that the product of this sku is there. */
export const encodeBadRow = (n: number, index: number, sku: string): string =>
  `${n}\t${index}\t\\N\t${textOf(sku)}${'\t\\N'.repeat(STAGED.length - 4)}\n`;

const pathOf = (path: NonNullable<ProductDraft['category']>): string =>
  path.length === 0
    ? WITHOUT_CATEGORY
    : JSON.stringify(path.map(({ title, id = null, titleLat = null }) => [title, id, titleLat]));

const sorted = (record: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))));

const SPECIAL = /[\\\t\n\r\0]/;
const ESCAPED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '',
};

const textOf = (text: string | undefined): string => {
  if (text === undefined) return '\\N';
  return SPECIAL.test(text) ? text.replace(/[\\\t\n\r\0]/g, (sign) => ESCAPED[sign] ?? '') : text;
};
