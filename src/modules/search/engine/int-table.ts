/** A hash table from any signed 32-bit number to a number from zero to 2^31 - 2: 8 bytes a cell, no objects. */
export interface IntTable {
  /** -1 where there is none. */
  get(key: number): number;
  set(key: number, value: number): void;
  delete(key: number): void;
  readonly size: number;
  readonly bytes: number;
}

const MOST_FULL = 0.6;

/** Spreads neighbours over the table: product ids are dense. */
const mix = (key: number): number => {
  const hash = Math.imul(key ^ (key >>> 16), 0x45d9f3b);
  return hash ^ (hash >>> 15);
};

/** Open addressing, linear probing; values are kept plus one, so that zero is a free cell. */
export const createIntTable = (): IntTable => {
  let mask = 1023;
  let keys = new Int32Array(mask + 1);
  let values = new Int32Array(mask + 1);
  let size = 0;

  const cellOf = (key: number): number => {
    let cell = mix(key) & mask;
    while (values[cell] !== 0 && keys[cell] !== key) cell = (cell + 1) & mask;
    return cell;
  };

  const grow = (): void => {
    const [oldKeys, oldValues] = [keys, values];
    mask = mask * 2 + 1;
    keys = new Int32Array(mask + 1);
    values = new Int32Array(mask + 1);
    for (let cell = 0; cell < oldValues.length; cell++) {
      const value = oldValues[cell] as number;
      if (value === 0) continue;
      const key = oldKeys[cell] as number;
      const free = cellOf(key);
      keys[free] = key;
      values[free] = value;
    }
  };

  return {
    get: (key) => (values[cellOf(key)] ?? 0) - 1,

    set: (key, value) => {
      const cell = cellOf(key);
      if (values[cell] === 0) size++;
      keys[cell] = key;
      values[cell] = value + 1;
      if (size > mask * MOST_FULL) grow();
    },

    // Those that were pushed on by the deleted one move up, so that no tombstones pile up.
    delete: (key) => {
      let hole = cellOf(key);
      if (values[hole] === 0) return;
      size--;
      for (let cell = (hole + 1) & mask; values[cell] !== 0; cell = (cell + 1) & mask) {
        const home = mix(keys[cell] ?? 0) & mask;
        const mayStay = hole <= cell ? home > hole && home <= cell : home > hole || home <= cell;
        if (mayStay) continue;
        keys[hole] = keys[cell] ?? 0;
        values[hole] = values[cell] ?? 0;
        hole = cell;
      }
      values[hole] = 0;
    },

    get size() {
      return size;
    },
    get bytes() {
      return keys.byteLength + values.byteLength;
    },
  };
};
