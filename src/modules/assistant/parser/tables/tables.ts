import type { Unit } from '../../contract.ts';
import { believed } from '../numbers/numbers.ts';
import { lowered } from '../token.ts';
import { unitOf } from '../units/units.ts';
import { AMOUNT, type Columns, columnsOf, isTotal, kindsOf, NUMERIC } from './columns.ts';

/** A row of a pasted table that says what is wanted. */
export interface TableLine {
  readonly title: string;
  readonly qty: string | null;
  readonly unit: Unit | null;
  readonly said: string;
  /** The cell has a number that is no amount. */
  readonly unbelieved?: true;
}

/** Rows of cells that follow each other; undefined where prose begins. */
export interface Block {
  readonly lines: readonly TableLine[];
  /** Rows of the text it takes. */
  readonly length: number;
}

const MOST_CELLS = 40;

/** The table that begins at row `at`; undefined where none does. */
export const tableAt = (rows: readonly string[], at: number): Block | undefined => {
  const cut = cutterOf(rows, at);
  if (!cut) return undefined;
  const cells: string[][] = [];
  let next = at;
  for (; next < rows.length; next += 1) {
    const row = cut(rows[next] ?? '');
    if (!row) break;
    cells.push(row);
  }
  const columns = columnsOf(cells);
  if (columns?.qty === undefined) return undefined;
  const lines = cells.flatMap((row, place) =>
    place > columns.head ? lineOf(row, columns, rows[at + place] ?? '') : [],
  );
  return lines.length > 0 ? { lines, length: next - at } : undefined;
};

type Cutter = (row: string) => string[] | undefined;

const cutterOf = (rows: readonly string[], at: number): Cutter | undefined =>
  [byTabs, byBars, bySemicolons, bySpaces, byCommas].find((cut) => {
    const first = cut(rows[at] ?? '');
    if (!first) return false;
    if (cut === byTabs || cut === byBars) return true;
    if (cut === byCommas && isWholeRow(first)) return true;
    const second = cut(rows[at + 1] ?? '');
    return second?.length === first.length && second.some((cell) => NUMERIC.test(cell) || AMOUNT.test(cell));
  });

const split = (row: string, sign: string | RegExp): string[] | undefined => {
  const cells = row.split(sign, MOST_CELLS).map((cell) => cell.trim());
  return cells.filter(Boolean).length > 1 ? cells : undefined;
};
const byTabs: Cutter = (row) => (row.includes('\t') ? split(row, '\t') : undefined);
const byBars: Cutter = (row) =>
  row.includes('|')
    ? /^[\s|:+-]+$/.test(row)
      ? []
      : split(row.trim().replace(/^\||\|$/g, ''), '|')
    : undefined;
const bySemicolons: Cutter = (row) => (row.includes(';') ? split(row, ';') : undefined);
const bySpaces: Cutter = (row) => (/\S {3}\s*\S/.test(row) ? split(row.trim(), / {3,}/) : undefined);

const byCommas: Cutter = (row) => {
  const cells = row.includes(',') ? split(row, COMMA) : undefined;
  return cells && cells.length > 2 && (isWholeRow(cells) || kindsOf(cells).size > 1) ? cells : undefined;
};
/** Not the comma of a decimal. */
const COMMA = /,(?!\d)|(?<!\d),/u;

/** A title, an amount and its unit, each in a cell of its own: one such row is a table. */
const isWholeRow = (cells: readonly string[]): boolean => {
  const at = cells.findIndex((cell) => unitOf(lowered(cell)) !== undefined);
  const beside = [cells[at - 1], cells[at + 1]].filter((cell) => NUMERIC.test(cell ?? ''));
  return at > 0 && cells.length < 6 && beside.length > 0 && /\p{L}{3}/u.test(cells[0] ?? '');
};

const lineOf = (row: readonly string[], columns: Columns, said: string): TableLine[] => {
  const title = [columns.title, ...columns.more]
    .map((at) => row[at]?.replace(/\s+/gu, ' ').trim())
    .filter(Boolean)
    .join(' ');
  if (!/\p{L}/u.test(row[columns.title] ?? '') || isTotal(row)) return [];
  const cell = row[columns.qty ?? -1] ?? '';
  const [, number = cell, word = ''] = AMOUNT.exec(cell) ?? [];
  const unit = unitOf(lowered(word)) ?? unitOf(lowered(row[columns.unit ?? -1] ?? '')) ?? columns.unitOfHead;
  const qty = believed(number);
  const unbelieved = qty === null && /\d/u.test(number) ? { unbelieved: true as const } : {};
  return [{ title, qty, unit: unit ?? null, said: said.trim(), ...unbelieved }];
};
