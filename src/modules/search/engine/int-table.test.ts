import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createIntTable } from './int-table.ts';

it('keeps what a map keeps', () => {
  const key = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer());
  const step = fc.record({ key, value: fc.option(fc.nat({ max: 2 ** 31 - 2 })) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const [table, map] = [createIntTable(), new Map<number, number>()];
      for (const { key: at, value } of steps) {
        if (value === null) {
          table.delete(at);
          map.delete(at);
        } else {
          table.set(at, value);
          map.set(at, value);
        }
      }
      expect(table.size).toBe(map.size);
      for (const { key: at } of steps) expect(table.get(at)).toBe(map.get(at) ?? -1);
    }),
  );
});

it('grows', () => {
  const table = createIntTable();
  for (let key = -5_000; key < 5_000; key++) table.set(key * 7_919, key + 5_000);
  for (let key = -5_000; key < 5_000; key++) expect(table.get(key * 7_919)).toBe(key + 5_000);
  expect(table.get(1)).toBe(-1);
});
