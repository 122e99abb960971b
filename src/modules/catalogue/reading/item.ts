import type { CategoryStep, ProductDraft, ReadRow } from '../draft.ts';
import { readPrice, readPrices, readQty, readStocks, sumOf } from './amount.ts';
import { readCategory, withLatin } from './category.ts';
import { plainText } from './description.ts';
import { type Fields, fieldsOf, isEmpty, pick } from './fields.ts';
import { readImages } from './images.ts';
import { createNotes, type Notes } from './notes.ts';
import { normalSku } from './sku.ts';
import { INNER } from './texts.ts';
import { cutAt, lineOf, readFlag, readId } from './words.ts';

const LONGEST_KEY = 128;
const LONGEST_TITLE = 255;
const LONGEST_UNIT = 50;
const LONGEST_DESCRIPTION = 20_000;

/** How to read items where they leave a choice. */
export interface ItemOptions {
  /** Between the steps of a category; absent: ` > `, else `/` that is not between digits. */
  readonly categorySeparator?: string | undefined;
  /** The price type that is the price where none is sent; absent: the first. */
  readonly priceType?: string | undefined;
}

/**
 * One item of a push, a pull or a table (contracts/onec.md 1.3 and 1.4) as a draft. Never throws: whatever is
 * wrong is a problem of the row, an error when it cannot be a product, a warning when a field was left out.
 */
export const readItem = (raw: unknown, index: number, options: ItemOptions = {}): ReadRow => {
  const notes = createNotes(index);
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    notes.error('not_an_object', undefined, raw);
    return { index, problems: notes.all(undefined), raw };
  }
  const fields = fieldsOf(raw);
  const sku = readKey(fields.sku, 'sku', notes);
  const guid = isEmpty(fields.guid) ? undefined : readId(fields.guid);
  if (guid !== undefined && guid.length > LONGEST_KEY) notes.error('sku_too_long', 'guid', guid);
  const rest = readRest(fields, notes, options);
  // 1C tells a deletion with the key alone.
  const title = rest.deleted && isEmpty(fields.title) ? undefined : readTitle(fields.title, notes);
  const problems = notes.all(sku);
  if (sku === undefined || problems.some(({ level }) => level === 'error')) return { index, problems, raw };
  return { index, draft: { sku, skuNormal: normalSku(sku), guid, title, ...rest }, problems };
};

const readRest = (
  fields: Fields,
  notes: Notes,
  { categorySeparator, priceType }: ItemOptions,
): Omit<ProductDraft, 'sku' | 'skuNormal' | 'guid' | 'title'> => {
  const prices = readPrices(fields.prices, notes);
  const stocks = readStocks(fields.stocks, notes);
  const price = isEmpty(fields.price) ? usualOf(prices, priceType) : readPrice(fields.price, 'price', notes);
  const qty = readQty(fields.stockQty, 'stock_qty', notes);
  return {
    titleLat: readShort(fields.titleLat, 'title_lat', LONGEST_TITLE, notes),
    category: readPath(fields, notes, categorySeparator),
    description: readDescription(fields.description, notes),
    unit: readShort(fields.unit, 'unit', LONGEST_UNIT, notes),
    barcode: readShort(fields.barcode, 'barcode', LONGEST_KEY, notes),
    packQty: readPack(fields.packQty, notes),
    price,
    prices,
    stockQty: isEmpty(fields.stockQty) && stocks ? sumOf(stocks) : qty,
    stocks,
    images: readImages(fields.images, notes),
    deleted: readFlag(fields.deleted) === true || readFlag(fields.active) === false,
  };
};

const readKey = (value: unknown, field: string, notes: Notes): string | undefined => {
  const key = lineOf(value) ?? '';
  if (key === '') notes.error('sku_missing', field, isEmpty(value) ? undefined : value);
  if (key.length > LONGEST_KEY) notes.error('sku_too_long', field, key);
  return key === '' || key.length > LONGEST_KEY ? undefined : key;
};

const readTitle = (value: unknown, notes: Notes): string | undefined => {
  const title = lineOf(value) ?? '';
  if (title === '') {
    notes.error('title_missing', 'title', isEmpty(value) ? undefined : value);
    return undefined;
  }
  if (title.length > LONGEST_TITLE) notes.warn('title_cut', 'title', title);
  return cutAt(title, LONGEST_TITLE);
};

const readPath = (
  { category, categoryLat }: Fields,
  notes: Notes,
  separator: string | undefined,
): readonly CategoryStep[] | undefined => {
  const path = readCategory(category, notes, separator);
  return path && !isEmpty(categoryLat) ? withLatin(path, categoryLat, separator) : path;
};

const readDescription = (value: unknown, notes: Notes): string | undefined => {
  if (typeof value !== 'string') return lineOf(value);
  const text = plainText(value);
  if (text.length > LONGEST_DESCRIPTION) notes.warn('text_cut', 'description', text);
  return cutAt(text, LONGEST_DESCRIPTION);
};

/** A short text; of a list the first, of an object its name. */
const readShort = (value: unknown, field: string, longest: number, notes: Notes): string | undefined => {
  const first: unknown = Array.isArray(value) ? value.find((one) => !isEmpty(one)) : value;
  const text = lineOf(typeof first === 'object' && first !== null ? pick(first, INNER.title) : first) ?? '';
  if (text.length > longest) notes.warn('text_cut', field, text);
  return text === '' ? undefined : cutAt(text, longest);
};

const readPack = (value: unknown, notes: Notes): string | undefined => {
  const qty = readQty(value, 'pack_qty', notes);
  if (qty?.startsWith('-')) notes.warn('number_expected', 'pack_qty', value);
  return qty === undefined || qty === '0' || qty.startsWith('-') ? undefined : qty;
};

const usualOf = (
  prices: Readonly<Record<string, string>> | undefined,
  wanted: string | undefined,
): string | undefined => {
  if (prices === undefined) return undefined;
  const name = Object.keys(prices).find((one) => one.toLowerCase() === wanted?.trim().toLowerCase());
  return prices[name ?? Object.keys(prices)[0] ?? ''];
};
