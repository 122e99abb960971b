import fc from 'fast-check';
import { expect, it } from 'vitest';
import { labelOf } from './label.ts';

const NARROW = { narrow: true };

it.each([
  ['Саморез по дереву 4,2×76, чёрный', ' · 2,95 ₽ · нет', 'Саморез по дереву 4,2×76, чёрный · 2,95 ₽ · нет'],
  [
    'Перчатки рабочие трикотажные с ПВХ покрытием, размер 10',
    ' · цена по запросу',
    'Перчатки рабочие…размер 10 · цена по запросу',
  ],
  ['А'.repeat(60), ' (3)', `${'А'.repeat(24)}…${'А'.repeat(19)} (3)`],
])('%j keeps its beginning and its end', (title, rest, label) => {
  expect(labelOf(title, rest, NARROW)).toBe(label);
});

it('is whole where there is room', () => {
  const title = 'Очень длинное название '.repeat(5);
  expect(labelOf(title, ' (3)', { narrow: false })).toBe(`${title} (3)`);
});

it('never exceeds its room and never breaks a sign, whatever the title', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
      const label = labelOf(title, ' · 10 ₽', NARROW);
      expect([...label].length).toBeLessThanOrEqual(48);
      expect(label.isWellFormed()).toBe(true);
      expect(label.endsWith(' · 10 ₽')).toBe(true);
    }),
  );
});
