import type { CategoryStep, ProductDraft, ReadRow, RowProblem } from '../draft.ts';
import { readItem } from '../reading/item.ts';
import { fieldNamed } from './columns.ts';
import type { TableRow } from './csv-rows.ts';
import { isHeadingRow } from './heading-row.ts';
import type { TableReading } from './reading.ts';
import { PRICE_ON_REQUEST, STOCK_NONE, STOCK_SOME } from './texts.ts';

/**
 * Turns rows of a table into goods. Nothing for rows that are none: above the goods, empty, a repeated line of
 * names, a heading, which becomes the category of what follows where `groupRows` says so.
 */
export const createRowReader = ({
  headerRow,
  mapping,
  groupRows,
  categorySeparator,
  priceType,
}: TableReading) => {
  const columns = Object.entries(mapping);
  const needed = Math.max(mapping.title ?? 0, mapping.sku ?? mapping.guid ?? 0);
  let group: string | undefined;

  return ({ line, cells }: TableRow): ReadRow | undefined => {
    if (line <= headerRow) return undefined;
    const said = saidIn(cells, columns);
    if (said.size === 0 || isHeader(said)) return undefined;
    if (groupRows && isHeadingRow(cells, mapping)) {
      group = cells.find((cell) => cell.trim() !== '')?.trim();
      return undefined;
    }
    const raw = Object.fromEntries(said);
    if (cells.length <= needed) {
      const problem = { index: line, level: 'error', reason: 'too_few_cells' } as const;
      return { index: line, problems: [problem], raw };
    }
    const problems: RowProblem[] = [];
    const warn = (field: string, value: string) =>
      problems.push({
        index: line,
        level: 'warning',
        field,
        reason: 'number_expected',
        value,
        sku: said.get('sku'),
      });
    const path = categoryOf(said, categorySeparator) ?? (group === undefined ? undefined : [group]);
    // As objects: what is a step already is not split again.
    const category = path?.map((title) => ({ title }));
    const read = readItem({ ...itemOf(said, warn), ...(category && { category }) }, line, { priceType });
    const draft = read.draft && adjusted(read.draft, said, { categorySeparator, priceType });
    return { index: line, draft, problems: [...read.problems, ...problems], raw };
  };
};

type Said = ReadonlyMap<string, string>;

const saidIn = (cells: readonly string[], columns: readonly (readonly [string, number])[]): Said => {
  const said = new Map<string, string>();
  for (const [field, column] of columns) {
    const cell = (cells[column] ?? '').trim();
    if (cell !== '') said.set(field, cell);
  }
  return said;
};

/** Lists made for paper repeat the names of columns on every page. */
const isHeader = (said: Said): boolean =>
  said.has('title') &&
  fieldNamed(said.get('title') ?? '') === 'title' &&
  [...said].every(([field, cell]) => fieldNamed(cell) === fieldNamed(field) || /\./.test(field));

/** The row as an item of JSON: what `readItem` reads. An empty cell says nothing. */
const itemOf = (said: Said, warn: (field: string, value: string) => void): Record<string, unknown> => {
  const item: Record<string, unknown> = {};
  const prices: Record<string, string> = {};
  const stocks: { warehouse: string; qty: string }[] = [];
  for (const [field, cell] of said) {
    const [, kind, name = ''] = /^(prices|stocks)\.(.+)$/s.exec(field) ?? [];
    if (kind === 'prices') prices[name] = priceOf(cell);
    else if (field === 'price') item.price = priceOf(cell);
    else if (kind === 'stocks' || field === 'stock_qty') {
      const qty = STOCK_NONE.test(cell) ? '0' : cell;
      if (STOCK_SOME.test(qty)) warn(field, cell);
      else if (kind === 'stocks') stocks.push({ warehouse: name, qty });
      else item.stock_qty = qty;
    } else if (field === 'images') item.images = cell.split(/[\s,;|]+(?=https?:)/i);
    else if (!field.startsWith('category')) item[field] = cell;
  }
  if (Object.keys(prices).length > 0) item.prices = prices;
  if (stocks.length > 0) item.stocks = stocks;
  return item;
};

/** What tables tell otherwise: a price of some type is the usual one only where a person says so. */
const adjusted = (
  { price, category, ...rest }: ProductDraft,
  said: Said,
  { categorySeparator, priceType }: Pick<TableReading, 'categorySeparator' | 'priceType'>,
): ProductDraft => ({
  ...rest,
  price: said.has('price') || priceType !== undefined ? price : undefined,
  category: category && withLatin(category, stepsOf(said.get('category_lat') ?? '', categorySeparator)),
});

/** Latin titles belong to the last steps. */
const withLatin = (category: readonly CategoryStep[], titles: readonly string[]): readonly CategoryStep[] =>
  category.map((step, at) => {
    const titleLat = titles[at + titles.length - category.length];
    return titleLat === undefined ? step : { ...step, titleLat };
  });

const priceOf = (cell: string): string => (PRICE_ON_REQUEST.test(cell) ? '0' : cell);

const categoryOf = (said: Said, separator: string | undefined): readonly string[] | undefined => {
  const cells = ['category', 'category_2', 'category_3'].map((field) => said.get(field) ?? '');
  const steps = cells.flatMap((cell) => stepsOf(cell, separator));
  return steps.length > 0 ? steps : undefined;
};

/**
 * The steps of a category. Without a separator given: `>` where it stands (an end with it marks a single step),
 * else a slash between spaces, else a slash that is not a part of a size such as `1/2`.
 */
const stepsOf = (cell: string, separator: string | undefined): readonly string[] => {
  const cut =
    separator ??
    (/\s>(\s|$)/.test(cell) ? /\s>(?:\s|$)/ : /\s[/\\|]\s/.test(cell) ? /\s[/\\|]\s/ : /(?<!\d)\/|\/(?!\d)/);
  return cell
    .split(cut)
    .map((step) => step.trim())
    .filter((step) => step !== '');
};
