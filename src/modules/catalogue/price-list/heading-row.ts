import type { Mapping } from './reading.ts';

/** Whether a row of goods is only a heading: one text, where names or articles stand. */
export const isHeadingRow = (cells: readonly string[], mapping: Mapping): boolean => {
  const filled = cells.flatMap((cell, column) => (cell.trim() === '' ? [] : [column]));
  const [only] = filled;
  if (filled.length !== 1 || only === undefined) return false;
  const first = Math.min(mapping.sku ?? 0, mapping.title ?? 0);
  return (only === mapping.title || only <= first) && /\p{L}/u.test(cells[only] ?? '');
};
