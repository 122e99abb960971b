import { headingOf } from './columns.ts';
import { firstRows, type TableRow } from './csv-rows.ts';
import { SEPARATORS, type Separator } from './reading.ts';

/** Rows that are looked at. */
const ROWS_SEEN = 300;

/** The separator under which the names of columns are known best; else the one that cuts the most rows alike. */
export const separatorOf = (text: string): Separator => {
  const said = /^sep=([;,\t|])\r?\n/i.exec(text)?.[1];
  const scored = SEPARATORS.map((separator) => {
    const rows = firstRows(text, separator, ROWS_SEEN);
    return {
      separator,
      known: headingOf(rows).known,
      even: evenness(rows),
      said: separator === said ? 1 : 0,
    };
  });
  scored.sort((a, b) => b.said - a.said || b.known - a.known || b.even - a.even);
  return scored[0]?.separator ?? ';';
};

/** The usual number of cells past the first, by the share of the rows that have it. */
const evenness = (rows: readonly TableRow[]): number => {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [usual = 1, times = 0] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  return rows.length === 0 ? 0 : (usual - 1) * (times / rows.length);
};
