import { expect, it } from 'vitest';
import { lackingOf, withColumn } from './mapping.ts';

it('gives a field to one column only, and a column one field only', () => {
  expect(withColumn({ sku: 0, title: 1 }, 2, 'sku')).toEqual({ sku: 2, title: 1 });
  expect(withColumn({ sku: 0, title: 1 }, 1, 'price')).toEqual({ sku: 0, price: 1 });
  expect(withColumn({ sku: 0, title: 1 }, 0, undefined)).toEqual({ title: 1 });
});

it('needs a title, and an SKU or the id of 1C', () => {
  expect(lackingOf({})).toEqual(['sku', 'title']);
  expect(lackingOf({ guid: 0, title: 1 })).toEqual([]);
  expect(lackingOf({ sku: 0, price: 1 })).toEqual(['title']);
});
