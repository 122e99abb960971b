import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOrder } from './parse-order.ts';

/** Things with sizes and without, from several trades. */
const THINGS = [
  'муфта 1/2',
  'болт М8х40',
  'кабель ввгнг 3х2,5',
  'труба пвх 20мм',
  'лампа Е27 12Вт',
  'бумага А4',
  'эмаль ПФ-115',
  'кирпич печной',
  'отвод 45°',
  'фильтр масляный',
];
const AMOUNTS = [
  { words: 'шт', unit: 'piece' },
  { words: 'штук', unit: 'piece' },
  { words: 'уп.', unit: 'pack' },
  { words: 'упаковок', unit: 'pack' },
  { words: 'компл', unit: 'set' },
  { words: 'рулонов', unit: 'roll' },
  { words: 'мешков', unit: 'bag' },
  { words: 'пар', unit: 'pair' },
] as const;

const line = fc.record({
  title: fc.constantFrom(...THINGS),
  qty: fc.integer({ min: 1, max: 999 }),
  amount: fc.constantFrom(...AMOUNTS),
});
type Line = typeof line extends fc.Arbitrary<infer One> ? One : never;

/** Ways to write one line. */
const STYLES: Readonly<Record<string, (line: Line) => string>> = {
  dash: ({ title, qty, amount }) => `${title} - ${qty} ${amount.words}`,
  'long dash': ({ title, qty, amount }) => `${title} — ${qty}${amount.words}`,
  after: ({ title, qty, amount }) => `${title} ${qty} ${amount.words}`,
  stuck: ({ title, qty, amount }) => `${title} ${qty}${amount.words}`,
  before: ({ title, qty, amount }) => `${qty} ${amount.words} ${title}`,
  brackets: ({ title, qty, amount }) => `${title} (${qty} ${amount.words})`,
  colon: ({ title, qty, amount }) => `${title}: ${qty} ${amount.words}`,
  times: ({ title, qty, amount }) => `${title} x ${qty} ${amount.words}`,
  quantity: ({ title, qty, amount }) => `${title} кол-во ${qty} ${amount.words}`,
};
/** Ways to write several. */
const LISTS: Readonly<Record<string, (lines: readonly string[]) => string>> = {
  rows: (lines) => lines.join('\n'),
  commas: (lines) => lines.join(', '),
  semicolons: (lines) => lines.join('; '),
  bullets: (lines) => lines.map((one) => `- ${one}`).join('\n'),
  numbers: (lines) => lines.map((one, at) => `${at + 1}. ${one}`).join('\n'),
  brackets: (lines) => lines.map((one, at) => `${at + 1}) ${one};`).join('\n'),
  greeting: (lines) => `Добрый день!\nПрошу отгрузить на завтра:\n${lines.join('\n')}\nСпасибо, Иван`,
  quote: (lines) => lines.map((one) => `> ${one}`).join('\n'),
};

const expected = (lines: readonly Line[]) =>
  lines.map(({ title, qty, amount }) => ({ title, qty: `${qty}`, unit: amount.unit }));

describe('a written order reads back', () => {
  for (const [style, write] of Object.entries(STYLES))
    it.each(Object.entries(LISTS))(`${style}, %s`, (_, join) => {
      fc.assert(
        fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
          expect(parseOrder(join(lines.map(write))).lines).toMatchObject(expected(lines));
        }),
        { numRuns: 30 },
      );
    });

  it('as a table, with any order of its columns', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 2, maxLength: 8 }),
        fc.shuffledSubarray(['title', 'qty', 'unit', 'price'], { minLength: 4 }),
        fc.constantFrom('\t', ' | ', ';'),
        (lines, columns, sign) => {
          const head: Readonly<Record<string, string>> = {
            title: 'Наименование',
            qty: 'Кол-во',
            unit: 'Ед.',
            price: 'Цена',
          };
          const cells = ({ title, qty, amount }: Line): Readonly<Record<string, string>> => ({
            title,
            qty: `${qty}`,
            unit: amount.words,
            price: '45,50',
          });
          const rows = [head, ...lines.map(cells)].map((row) =>
            columns.map((column) => row[column] ?? '').join(sign),
          );
          expect(parseOrder(rows.join('\n')).lines).toMatchObject(expected(lines));
        },
      ),
      { numRuns: 100 },
    );
  });
});
