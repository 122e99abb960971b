import { expect, it } from 'vitest';
import { asTyped, readingOf } from './reading.ts';

it.each([
  ['труба', 'Труба', 'exact', undefined],
  ['котел', 'Котёл', 'exact', undefined],
  ['20', '20', 'number', undefined],
  ['3,5х45', '3.5x45', 'number', undefined],
  ['инструмент', 'Инструмент', 'context', 'context'],
  ['пвх20', 'пвх20', 'code', 'code'],
] as const)('%s is %s, by %s', (typed, found, kind, why) => {
  expect(readingOf({ typed, found, kind })).toEqual({ changed: false, why });
});

it.each([
  ['трубы', 'труба', 'form', 'form'],
  ['трубы', 'труба', 'exact', 'form'],
  ['truba', 'труба', 'exact', 'transliteration'],
  ['бош', 'Bosch', 'exact', 'transliteration'],
  ['турба', 'труба', 'typo', 'typo'],
  ['nhe,f', 'труба', 'layout', 'layout'],
] as const)('%s became %s, by %s', (typed, found, kind, why) => {
  expect(readingOf({ typed, found, kind })).toEqual({ changed: true, why });
});

it('tells matches as they were typed', () => {
  const typed = (...words: string[]) => words.map((word) => ({ typed: word }));
  expect(asTyped(typed('пвх', 'котел', 'турба', '20'), 'Турба ПВХ20 котёл')).toEqual(
    typed('турба', 'пвх', '20', 'котел'),
  );
  expect(asTyped(typed('ф20', 'труба'), 'труба d20')).toEqual(typed('труба', 'ф20'));
});
