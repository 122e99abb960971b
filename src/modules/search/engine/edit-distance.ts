const LONGEST = 60;

const rows: [Int32Array, Int32Array, Int32Array] = [
  new Int32Array(LONGEST + 2),
  new Int32Array(LONGEST + 2),
  new Int32Array(LONGEST + 2),
];

/**
 * Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other
 * (optimal string alignment); `most + 1` when there are more than `most`, or a word has over 60 letters.
 */
export const editDistance = (one: string, other: string, most: number): number => {
  if (Math.abs(one.length - other.length) > most || one.length > LONGEST || other.length > LONGEST)
    return most + 1;
  let [beforeLast, last, row] = rows;
  for (let column = 0; column <= other.length; column++) last[column] = column;
  for (let line = 1; line <= one.length; line++) {
    row[0] = line;
    let least = line;
    const letter = one.charCodeAt(line - 1);
    for (let column = 1; column <= other.length; column++) {
      const against = other.charCodeAt(column - 1);
      let edits = (last[column - 1] as number) + (letter === against ? 0 : 1);
      edits = Math.min(edits, (last[column] as number) + 1, (row[column - 1] as number) + 1);
      if (
        line > 1 &&
        column > 1 &&
        letter === other.charCodeAt(column - 2) &&
        one.charCodeAt(line - 2) === against
      ) {
        edits = Math.min(edits, (beforeLast[column - 2] as number) + 1);
      }
      row[column] = edits;
      if (edits < least) least = edits;
    }
    if (least > most) return most + 1;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return Math.min(last[other.length] as number, most + 1);
};
