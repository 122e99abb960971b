import type { Unit } from '../../contract.ts';
import { lowered, RANK } from '../token.ts';
import { rankOf, unitOf } from '../units/units.ts';
import { COLUMN_HEADS, type ColumnKind, MONEY_CELL, TOTALS } from './texts.ts';

/** A number alone in a cell. */
export const NUMERIC = /^[+-]?\d[\d\s\u00a0.,]*$/u;
/** A number with a word behind it. */
export const AMOUNT = /^([+-]?\d[\d\s\u00a0]*(?:[.,]\d+)?)\s*(\p{L}[\p{L}.²³\d]*)$/u;
/** Rows among which the head of the columns is looked for. */
const MOST_HEADS = 3;

/** Places of the columns of a table, from 0. */
export type Columns = Partial<Record<ColumnKind, number>> & {
  readonly title: number;
  /** Columns that tell which one: sizes, colours. */
  readonly more: readonly number[];
  /** The row of their heads; -1: none. */
  readonly head: number;
  readonly unitOfHead: Unit | null;
};

/** What each column holds, by its head or by its cells; undefined where no column has words. */
export const columnsOf = (cells: readonly (readonly string[])[]): Columns | undefined => {
  const head = cells
    .slice(0, MOST_HEADS)
    .findIndex((row) => kindsOf(row).has('title') && kindsOf(row).size > 1);
  const byHead = head >= 0 ? kindsOf(cells[head] ?? []) : new Map<ColumnKind, number>();
  const body = cells.slice(byHead.size > 0 ? head + 1 : 0).filter((row) => row.length > 0 && !isTotal(row));
  const title = byHead.get('title') ?? mostLetters(body);
  if (title === undefined) return undefined;
  const unit = byHead.get('unit') ?? columnWhere(body, title, (cell) => unitOf(lowered(cell)) !== undefined);
  const qty = byHead.get('qty') ?? guessQty(body, title, unit);
  const unitHead = /[,(]\s*(\p{L}[\p{L}\d.²³]*)\s*\)?$/u.exec(lowered(cells[head]?.[qty ?? -1] ?? ''))?.[1];
  return {
    title,
    ...(unit === undefined ? {} : { unit }),
    ...(qty === undefined ? {} : { qty }),
    more: byHead.size > 0 ? [byHead.get('size') ?? -1] : tellingColumns(body, title, unit, qty),
    head: byHead.size > 0 ? head : -1,
    unitOfHead: (unitHead && unitOf(unitHead)) || null,
  };
};

/** "Paint | 14 l | 3 pcs": between the title and the amount stands which one, unless it is a unit or money. */
const tellingColumns = (
  body: readonly (readonly string[])[],
  title: number,
  unit: number | undefined,
  qty = 0,
): number[] =>
  Array.from({ length: Math.max(0, qty - title - 1) }, (_, more) => title + 1 + more).filter((at) => {
    const cells = body.map((row) => row[at] ?? '').filter(Boolean);
    return (
      at !== unit &&
      !cells.every((cell) => NUMERIC.test(cell)) &&
      !cells.some((cell) => MONEY_CELL.test(lowered(cell)))
    );
  });

/** Kinds of columns by their heads. */
export const kindsOf = (row: readonly string[]): Map<ColumnKind, number> => {
  const kinds = new Map<ColumnKind, number>();
  for (const [at, cell] of row.entries()) {
    const low = lowered(cell);
    const kind = (Object.keys(COLUMN_HEADS) as ColumnKind[]).find((one) => COLUMN_HEADS[one].test(low));
    if (kind && !kinds.has(kind)) kinds.set(kind, at);
  }
  return kinds;
};

const mostLetters = (body: readonly (readonly string[])[]): number | undefined => {
  const letters: number[] = [];
  for (const row of body)
    for (const [at, cell] of row.entries())
      letters[at] = (letters[at] ?? 0) + (unitOf(lowered(cell)) ? 0 : cell.replace(/[^\p{L}]/gu, '').length);
  const most = Math.max(0, ...letters);
  return most > 0 ? letters.indexOf(most) : undefined;
};

/** The first column besides the title in which most cells are like that. */
const columnWhere = (
  body: readonly (readonly string[])[],
  title: number,
  test: (cell: string) => boolean,
  from = 0,
): number | undefined => {
  const width = Math.max(0, ...body.map(({ length }) => length));
  for (let at = from; at < width; at += 1) {
    const filled = body.map((row) => row[at] ?? '').filter(Boolean);
    if (at !== title && filled.length > 0 && filled.filter(test).length * 2 > filled.length) return at;
  }
  return undefined;
};

const guessQty = (
  body: readonly (readonly string[])[],
  title: number,
  unit: number | undefined,
): number | undefined => {
  const isNumeric = (cell: string) => NUMERIC.test(cell);
  const unitIn = (cell: string) => unitOf(lowered(AMOUNT.exec(cell)?.[2] ?? ''));
  const isCounted = (cell: string) => rankOf(unitIn(cell) ?? 'gram') > RANK.measure;
  // A column of pieces and packs beats one of litres, which are sizes then.
  const written =
    columnWhere(body, title, isCounted) ?? columnWhere(body, title, (cell) => unitIn(cell) !== undefined);
  if (written !== undefined) return written;
  const numeric = new Set<number>();
  for (
    let at = columnWhere(body, title, isNumeric);
    at !== undefined;
    at = columnWhere(body, title, isNumeric, at + 1)
  )
    numeric.add(at);
  const free = [...numeric].filter((at) => !(at < title && numeric.size > 1 && isCounting(body, at)));
  if (unit !== undefined) {
    const beside = [unit + 1, unit - 1].filter((at) => free.includes(at));
    if (beside.length === 2 && beside[0] !== undefined && beside[1] !== undefined) return beside[1];
    if (beside.length === 1) return beside[0];
  }
  return free.find((at) => at > title) ?? free[0];
};

/** 1, 2, 3 …: numbers of the rows. */
const isCounting = (body: readonly (readonly string[])[], at: number): boolean =>
  body.every((row, place) => Number(row[at]) === Number(body[0]?.[at]) + place);

/** A row of totals. */
export const isTotal = (row: readonly string[]): boolean => TOTALS.test(lowered(row.find(Boolean) ?? ''));
