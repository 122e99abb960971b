import fc from 'fast-check';
import { expect, it } from 'vitest';
import { piecesOf } from './marked.ts';

const shown = (text: string, marks: readonly (readonly [number, number])[]) =>
  piecesOf(text, marks)
    .map((piece) => (piece.hit ? `[${piece.text}]` : piece.text))
    .join('');

it('marks what matched', () => {
  expect(
    shown('Труба ПВХ 20 мм', [
      [0, 5],
      [10, 12],
    ]),
  ).toBe('[Труба] ПВХ [20] мм');
  expect(shown('Труба', [])).toBe('Труба');
  expect(shown('', [])).toBe('');
});

it('bears marks in any order, over one another and beyond the text', () => {
  expect(
    shown('Труба ПВХ', [
      [6, 9],
      [0, 5],
    ]),
  ).toBe('[Труба] [ПВХ]');
  expect(
    shown('Труба ПВХ', [
      [0, 5],
      [3, 7],
    ]),
  ).toBe('[Труба][ П]ВХ');
  expect(shown('Труба', [[3, 99]])).toBe('Тру[ба]');
  expect(shown('Труба', [[7, 9]])).toBe('Труба');
});

it('counts in UTF-16 units', () => {
  expect(shown('🔥 горелка', [[3, 10]])).toBe('🔥 [горелка]');
});

it('keeps every letter, whatever the marks', () => {
  const mark = fc.tuple(fc.nat(40), fc.nat(40));
  fc.assert(
    fc.property(fc.string(), fc.array(mark), (text, marks) => {
      const pieces = piecesOf(text, marks);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      expect(pieces.every((piece) => piece.text !== '')).toBe(true);
    }),
  );
});
