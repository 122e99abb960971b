import { COLUMN_HEADS } from '../parser/tables/texts.ts';

/** Rows above the names of columns: a letterhead, a date. */
const ROWS_ABOVE = 20;
/** Longer ones are no articles. */
const LONGEST_CODE = 60;
/** Shorter ones are rather numbers of the rows, or of a list of their own. */
const SHORTEST_CODE = 4;

/** The articles of a table with a column of them, by the text of their rows; empty where there is no such column. */
export const codesIn = (text: string): ReadonlyMap<string, string> => {
  const rows = text.split('\n');
  const cells = rows.map((row) => row.split('\t'));
  const head = cells
    .slice(0, ROWS_ABOVE)
    .findIndex((row) => columnOf(row, COLUMN_HEADS.code) >= 0 && columnOf(row, COLUMN_HEADS.title) >= 0);
  if (head < 0) return new Map();
  const column = columnOf(cells[head] ?? [], COLUMN_HEADS.code);
  const codes = new Map<string, string>();
  for (const [at, row] of rows.entries()) {
    const code = cells[at]?.[column]?.trim() ?? '';
    if (at > head && code.length >= SHORTEST_CODE && code.length <= LONGEST_CODE) codes.set(row.trim(), code);
  }
  return codes;
};

const columnOf = (row: readonly string[], head: RegExp): number =>
  row.findIndex((cell) => head.test(cell.trim().toLowerCase()));
