/** A growing list of signed 32-bit numbers, 4 bytes each; zero where nothing was written. */
export interface Ints {
  get(at: number): number;
  set(at: number, value: number): void;
  add(at: number, delta: number): void;
  /** Writes many, one after another. */
  write(at: number, values: ArrayLike<number>): void;
  /** All cells, good until the next write. */
  cells(): Int32Array;
  readonly bytes: number;
}

const GROWTH = 1.5;

/** A bigger copy of the cells. */
export const grown = (cells: Int32Array, least: number): Int32Array => {
  const bigger = new Int32Array(Math.max(least, Math.ceil(cells.length * GROWTH)));
  bigger.set(cells);
  return bigger;
};

export const createInts = (capacity = 64): Ints => {
  let cells: Int32Array = new Int32Array(capacity);
  return {
    get: (at) => cells[at] ?? 0,
    set: (at, value) => {
      if (at >= cells.length) cells = grown(cells, at + 1);
      cells[at] = value;
    },
    add: (at, delta) => {
      if (at >= cells.length) cells = grown(cells, at + 1);
      cells[at] = (cells[at] ?? 0) + delta;
    },
    write: (at, values) => {
      if (at + values.length > cells.length) cells = grown(cells, at + values.length);
      cells.set(values, at);
    },
    cells: () => cells,
    get bytes() {
      return cells.byteLength;
    },
  };
};
