/** A piece of a text; `hit`: it matched the query. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
  /** In UTF-16 units from the beginning of the text. */
  readonly at: number;
}

/**
 * The whole text in pieces; each mark has the place where it begins and the one where it ends. Marks may come in any
 * order and overlap, and what lies beyond the text is cut.
 */
export const piecesOf = (text: string, marks: readonly (readonly number[])[]): readonly Piece[] => {
  const pieces: Piece[] = [];
  let at = 0;
  const take = (end: number, hit: boolean): void => {
    if (end <= at) return;
    pieces.push({ text: text.slice(at, end), hit, at });
    at = end;
  };
  for (const [start = 0, end = start] of marks.toSorted(([a = 0], [b = 0]) => a - b)) {
    take(Math.min(start, text.length), false);
    take(Math.min(end, text.length), true);
  }
  take(text.length, false);
  return pieces;
};
