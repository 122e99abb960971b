import { describe, expect, it } from 'vitest';
import { holdsLetters, holdsNumbers } from './holds.ts';

describe('a title holds the letters of a text', () => {
  it.each([
    ['американка 3/4 M', 'Американка PPR 3/4 F', false],
    ['американка 3/4 F', 'Американка PPR 3/4 F', true],
    ['тройник 3/4F*3/4M*3/4F', 'Тройник 3/4F*3/4F*3/4F', false],
    ['ванна ab9412-1.7 l', 'Ванна ABBER AB9412-1.7 R', false],
    ['кабель cat 6а', 'Кабель CAT 6Е', false],
    // The same letter of the other alphabet.
    ['муфта 20 М', 'Муфта 20 M', true],
    // Spelling, small talk and what the title has no other letter for.
    ['труба 20 м', 'Труба ПВХ 20мм', true],
    ['резинкой хомут в наличии', 'Хомут с резинкой', true],
    ['кран шаровый', 'Кран шаровый L', true],
  ])('%s: %s', (text, title, holds) => {
    expect(holdsLetters(title, text)).toBe(holds);
  });
});

describe('a title holds the numbers of a text', () => {
  it.each([
    ['болт м8х30', 'Болт М8х30', true],
    ['болт м8х30', 'Болт М8х40', false],
    ['тройник 20 20 20', 'Тройник 20х20', false],
    ['труба', 'Труба 20', true],
  ])('%s: %s', (text, title, holds) => {
    expect(holdsNumbers(title, text)).toBe(holds);
  });
});
