import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toLatinLayout, toRussianLayout } from './keyboard.ts';

it.each([
  ['rhfy ifhjdjq', 'кран шаровой'],
  ['[jven', 'хомут'],
  ['Rhfy', 'кран'],
  ['1|2', '1/2'],
  ['2?5', '2,5'],
])('%s was meant as %s', (typed, meant) => expect(toRussianLayout(typed)).toBe(meant));

it('leaves a full stop', () => expect(toLatinLayout('кран.')).toBe('rhfy.'));

it('comes back for every Russian word', () => {
  const letter = fc.constantFrom(...'абвгдеёжзийклмнопрстуфхцчшщъыьэюя');
  fc.assert(
    fc.property(fc.string({ unit: letter }), (word) => {
      expect(toRussianLayout(toLatinLayout(word))).toBe(word);
    }),
  );
});
