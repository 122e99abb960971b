import { Readable } from 'node:stream';
import { writeXlsxStream } from 'hucre/xlsx';
import type { Database } from '#platform/db/database.ts';
import type { Cell } from '#platform/http/csv.ts';
import type { ExportedProduct } from '../products/schema.ts';

/** A table of goods with the names of its columns: imported again, it changes nothing. */
export interface ProductTable {
  readonly header: readonly string[];
  readonly rows: AsyncIterable<readonly Cell[]>;
}

/** What a table of goods must know before its first row. */
export interface TableNames {
  readonly priceTypes: readonly string[];
  readonly warehouses: readonly string[];
  /** Latin titles of categories by id. */
  readonly latin: ReadonlyMap<number, string>;
}

const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Price types, warehouses and Latin titles of categories, as they are now. */
export const readTableNames = async (db: Database): Promise<TableNames> => {
  const [types, warehouses, categories] = await Promise.all([
    db.selectFrom('price_types').select('name').orderBy('name').execute(),
    db.selectFrom('warehouses').select('name').orderBy('name').execute(),
    db.selectFrom('categories').select(['id', 'title_lat']).where('title_lat', 'is not', null).execute(),
  ]);
  return {
    priceTypes: types.map(({ name }) => name),
    warehouses: warehouses.map(({ name }) => name),
    latin: new Map(categories.map(({ id, title_lat }) => [id, title_lat ?? ''])),
  };
};

/** For `sendCsv`: texts that already begin like a guarded formula get one apostrophe more, for the way back. */
export const csvOfProducts = (rows: AsyncIterable<ExportedProduct>, names: TableNames): ProductTable => {
  const { header, cellsOf } = columnsOf(names);
  async function* cells() {
    for await (const product of rows)
      yield cellsOf(product).map((cell) =>
        typeof cell === 'string' && GUARDED.test(cell) ? `'${cell}` : cell,
      );
  }
  return { header, rows: cells() };
};

/** A workbook of one sheet, written as it is read, and its media type. */
export const xlsxOfProducts = (
  rows: AsyncIterable<ExportedProduct>,
  names: TableNames,
): { readonly stream: Readable; readonly type: string } => {
  const { header, cellsOf } = columnsOf(names);
  async function* cells() {
    for await (const product of rows) yield cellsOf(product);
  }
  const columns = header.map((name) => ({ header: name, width: WIDTHS[name] ?? USUAL_WIDTH }));
  const sheet = writeXlsxStream(cells(), { name: 'products', columns, freezePane: { rows: 1 } });
  return { stream: Readable.fromWeb(sheet as Parameters<typeof Readable.fromWeb>[0]), type: SHEET_TYPE };
};

const GUARDED = /^'+[=+\-@\t\r＝＋－＠]/;
const USUAL_WIDTH = 14;
const WIDTHS: Readonly<Record<string, number>> = {
  category: 40,
  title_ru: 60,
  title_lat: 30,
  description: 40,
};

const columnsOf = ({ priceTypes, warehouses, latin }: TableNames) => {
  const header = [
    'category',
    'category_lat',
    'title_ru',
    'title_lat',
    'description',
    'sku',
    'stock_qty',
    'price',
    'unit',
    'barcode',
    'pack_qty',
    'guid',
    ...priceTypes.map((name) => `prices.${name}`),
    ...warehouses.map((name) => `stocks.${name}`),
    'hidden',
    'deleted',
  ];

  const cellsOf = (product: ExportedProduct): (string | number | null)[] => {
    const path = product.path ?? [];
    const prices = new Map(product.prices.map(({ priceType, price }) => [priceType, price]));
    const stocks = new Map(product.stocks.map(({ warehouse, qty }) => [warehouse, qty]));
    return [
      pathText(path.map(({ title }) => title)),
      latinText(path.map(({ id }) => latin.get(id) ?? '')),
      product.title,
      product.titleLat,
      product.description,
      product.sku,
      number(product.stockQty),
      number(product.price),
      product.unit,
      product.barcode,
      number(product.packQty),
      product.guid,
      ...priceTypes.map((name) => number(prices.get(name))),
      ...warehouses.map((name) => number(stocks.get(name))),
      product.hidden ? 'true' : '',
      product.withdrawn ? 'true' : '',
    ];
  };

  return { header, cellsOf };
};

/** Up to fifteen digits, which a number keeps exactly. */
const number = (decimal: string | null | undefined): number | null =>
  decimal === null || decimal === undefined ? null : Number(decimal);

/** A sign at the end says that a single title with a slash is not two. */
const pathText = (titles: readonly string[]): string =>
  titles.length === 1 && /[/\\|]/.test(titles[0] ?? '') ? `${titles[0]} >` : titles.join(' > ');

/** Of the last steps that have one each. */
const latinText = (titles: readonly string[]): string => {
  const from = titles.lastIndexOf('') + 1;
  return pathText(titles.slice(from));
};
