import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readAmount } from './amount.ts';

const bolt = { unit: 'шт', packQty: '10' };
const pipe = { unit: 'м', packQty: null };

it.each([
  ['3', bolt, '3'],
  ['3 шт', bolt, '3'],
  ['3шт.', bolt, '3'],
  ['2 уп', bolt, '20'],
  ['2 упаковки', bolt, '20'],
  ['упаковку', bolt, '10'],
  ['1,5', pipe, '1.5'],
  ['1.5 м', pipe, '1.5'],
  ['2 метра', pipe, '2'],
  ['1 000', bolt, '1000'],
  ['пять', bolt, '5'],
  ['пару штук', bolt, '2'],
  ['x3', bolt, '3'],
  ['по 5', bolt, '5'],
  ['3 упаковки', { unit: 'уп', packQty: null }, '3'],
  ['две пары', { unit: 'пара', packQty: null }, '2'],
])('%j is read', (text, measured, qty) => {
  expect(readAmount(text, measured)).toEqual({ ok: true, value: qty });
});

it.each([
  ['0', 'absurd'],
  ['-5', 'absurd'],
  ['−5', 'absurd'],
  ['99999999999', 'absurd'],
  ['100001 уп', 'absurd'],
  ['много', 'unclear'],
  ['3 кг', 'unclear'],
  ['труба 20', 'unclear'],
  ['5 по 20', 'unclear'],
  ['', 'unclear'],
])('%j of bolts is %s', (text, reason) => {
  expect(readAmount(text, bolt)).toEqual({ ok: false, reason });
});

it('how much a pack holds is not guessed', () => {
  expect(readAmount('2 уп', pipe)).toEqual({ ok: false, reason: 'no_pack' });
});

it('any text is answered, and an amount is a decimal above zero', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
      const read = readAmount(text, bolt);
      if (read.ok) expect(read.value).toMatch(/^(?!0+(\.0*)?$)\d+(\.\d+)?$/);
    }),
  );
});
