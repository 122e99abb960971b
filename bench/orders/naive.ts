import type { ReadLine } from '#test/orders/score.ts';

/** The usual thirty lines: rows and commas, a number with one of a few units, the rest is the title. */
const AMOUNT = /(\d+(?:[.,]\d+)?)\s*(шт|уп|м|кг|л)(?![а-яё])\.?/iu;
const UNIT: Readonly<Record<string, string>> = {
  шт: 'piece',
  уп: 'pack',
  м: 'metre',
  кг: 'kilogram',
  л: 'litre',
};

/** What a parser reads that nobody has thought much about; the baseline of the bench. */
export const parseNaively = (text: string): ReadLine[] =>
  text.split(/[\n;]|,\s/u).flatMap((piece): ReadLine[] => {
    const amount = AMOUNT.exec(piece);
    const title = piece
      .replace(AMOUNT, '')
      .replace(/^\s*(?:\d+[.)]|[-•*])\s*|[\s:-]+$/gu, '')
      .trim();
    if (title === '') return [];
    return [
      {
        title,
        qty: amount?.[1]?.replace(',', '.') ?? null,
        unit: UNIT[amount?.[2]?.toLowerCase() ?? ''] ?? null,
        again: false,
      },
    ];
  });
