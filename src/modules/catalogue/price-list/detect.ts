import { stat } from 'node:fs/promises';
import { SourceError } from '../draft.ts';
import { charsetOf, decoded } from './charset.ts';
import { type Heading, headingOf, mappingOf, plainName } from './columns.ts';
import { firstRows, type TableRow } from './csv-rows.ts';
import { isHeadingRow } from './heading-row.ts';
import type { Charset, Mapping, TableReading } from './reading.ts';
import { separatorOf } from './separator.ts';
import { sheetRows, sheetsOf } from './sheet-rows.ts';

/** Rows that are looked at. */
const ROWS_SEEN = 300;
/** Sheets that are looked at for goods. */
const MOST_SHEETS = 20;
/** Packed bytes of a usual row of a sheet. */
const SHEET_ROW_BYTES = 40;
const SAMPLES = 3;
const SAMPLE_LENGTH = 100;

/** What a person has decided about a table; the rest is detected. */
export type Decided = { readonly [Key in keyof TableReading]?: TableReading[Key] | undefined } & {
  /** Names that stand in the row of the names, wherever it is. */
  readonly names?: readonly string[] | undefined;
};

/** A table as it is going to be read, and what of it a person wants to see. */
export interface Table {
  readonly reading: TableReading;
  readonly columns: readonly {
    readonly index: number;
    readonly name: string;
    readonly sample: readonly string[];
  }[];
  /** Of a workbook, the visible ones. */
  readonly sheets?: readonly string[] | undefined;
  /** How many rows there may be, by the size of the first ones. */
  readonly rowsEstimate: number;
}

/** How to read a table, as decided and, where nothing is decided, as it looks. */
export const detectTable = async (
  path: string,
  format: 'csv' | 'xlsx',
  decided: Decided = {},
): Promise<Table> => (format === 'csv' ? detectCsv(path, decided) : detectSheet(path, decided));

const detectCsv = async (path: string, decided: Decided): Promise<Table> => {
  const { size } = await stat(path);
  const charset = decided.charset ?? (await charsetOf(path));
  const { text, bytes } = await beginningOf(path, charset);
  const separator = decided.separator ?? separatorOf(text);
  const rows = firstRows(text, separator, ROWS_SEEN);
  const last = rows.at(-1)?.line ?? 1;
  const lines = (text.split('\n').length * size) / Math.max(1, bytes);
  const rowsEstimate = rows.length < ROWS_SEEN ? rows.length : Math.round((lines * rows.length) / last);
  return tableOf(rows, { ...decided, charset, separator }, { rowsEstimate });
};

const detectSheet = async (path: string, decided: Decided): Promise<Table> => {
  const { size } = await stat(path);
  const sheets = await sheetsOf(path);
  const wanted = decided.sheet === undefined ? sheets : [decided.sheet];
  if (decided.sheet !== undefined && !sheets.includes(decided.sheet))
    throw new SourceError('table', 'there is no such sheet', { why: 'sheet' });
  let best: { table: Table; known: number } | undefined;
  for (const sheet of wanted.slice(0, MOST_SHEETS)) {
    const rows: TableRow[] = [];
    for await (const row of sheetRows(path, sheet)) if (rows.push(row) >= ROWS_SEEN) break;
    const rowsEstimate =
      rows.length < ROWS_SEEN ? rows.length : Math.max(rows.length, Math.round(size / SHEET_ROW_BYTES));
    const table = tableOf(rows, { ...decided, sheet }, { rowsEstimate, sheets });
    const known = Object.keys(table.reading.mapping).length;
    if (known > (best?.known ?? -1)) best = { table, known };
  }
  if (!best) throw new SourceError('table', 'the workbook has no sheet', { why: 'empty' });
  return best.table;
};

const tableOf = (
  rows: readonly TableRow[],
  decided: Decided,
  { rowsEstimate, sheets }: { rowsEstimate: number; sheets?: readonly string[] },
): Table => {
  const { headerRow, names, mapping } = headingAsDecided(rows, decided);
  const goods = rows.filter(
    ({ line, cells }) => line > headerRow && cells.some((cell) => cell.trim() !== ''),
  );
  const width = goods.reduce((most, { cells }) => Math.max(most, cells.length), names.length);
  const columns = Array.from({ length: width }, (_, index) => ({
    index,
    name: names[index] ?? '',
    sample: goods
      .map(({ cells }) => (cells[index] ?? '').trim())
      .filter((cell) => cell !== '')
      .slice(0, SAMPLES)
      .map((cell) => cell.slice(0, SAMPLE_LENGTH)),
  }));
  const { charset, separator, sheet, categorySeparator, priceType, fullLoad } = decided;
  const reading: TableReading = {
    headerRow,
    mapping,
    groupRows: decided.groupRows ?? hasGroupRows(goods, mapping),
    ...(charset && { charset }),
    ...(separator && { separator }),
    ...(sheet !== undefined && { sheet }),
    ...(categorySeparator && { categorySeparator }),
    ...(priceType && { priceType }),
    ...(fullLoad !== undefined && { fullLoad }),
  };
  return { reading, columns, rowsEstimate: Math.max(0, rowsEstimate - rowsAbove(rows, headerRow)), sheets };
};

const headingAsDecided = (rows: readonly TableRow[], decided: Decided): Omit<Heading, 'known'> => {
  const headerRow = decided.headerRow ?? rowNaming(rows, decided.names ?? []);
  const heading = headerRow === undefined ? headingOf(rows) : headingAt(rows, headerRow);
  return { ...heading, mapping: decided.mapping ?? heading.mapping };
};

const rowNaming = (rows: readonly TableRow[], names: readonly string[]): number | undefined => {
  const wanted = names.map(plainName);
  const hasAll = (cells: readonly string[]) =>
    wanted.every((name) => cells.some((cell) => plainName(cell) === name));
  return wanted.length > 0 ? rows.find(({ cells }) => hasAll(cells))?.line : undefined;
};

const headingAt = (rows: readonly TableRow[], headerRow: number): Omit<Heading, 'known'> => {
  const found = headingOf(rows);
  if (found.headerRow === headerRow) return found;
  const names = (rows.find(({ line }) => line === headerRow)?.cells ?? []).map((cell) => cell.trim());
  return {
    headerRow,
    names,
    mapping: mappingOf(
      names,
      rows.filter(({ line }) => line > headerRow),
    ),
  };
};

/** Whether rows with a name alone stand between the goods of a list without a column of categories. */
const hasGroupRows = (goods: readonly TableRow[], mapping: Mapping): boolean =>
  mapping.category === undefined && goods.slice(0, -1).some(({ cells }) => isHeadingRow(cells, mapping));

const rowsAbove = (rows: readonly TableRow[], headerRow: number): number =>
  rows.filter(({ line }) => line <= headerRow).length;

/** The first piece of a file, long enough to look at. */
const beginningOf = async (path: string, charset: Charset) => {
  for await (const piece of decoded(path, charset)) if (piece.text !== '') return piece;
  return { text: '', bytes: 0 };
};
