import { expect, it } from 'vitest';
import { numberedLines, numberedRow } from './numbered.ts';
import { hit } from './testing.ts';

const RU = { locale: 'ru', narrow: true } as const;
const EN = { locale: 'en', narrow: true } as const;
const WIDE = { locale: 'ru', narrow: false } as const;

const GLOVES = 'Перчатки рабочие трикотажные с ПВХ покрытием, 5 нитей, белые, размер 10';
const gloves = { ...hit({ id: 4, title: GLOVES, price: '1250', stock: '3' }, 12), unit: 'пара' };
const soldOut = { ...gloves, stock: '0.000' };
const unpriced = { ...gloves, price: null };

const plain = (lines: readonly string[]): string => lines.join('\n').replace(/[\u00a0\u202f]/g, ' ');

it.each([
  ['priced', gloves, '1 250 ₽ за пара', '₽1,250 per пара'],
  ['without a unit', { ...gloves, unit: null }, '1 250 ₽', '₽1,250'],
  ['sold out', soldOut, '1 250 ₽ за пара · нет в наличии', '₽1,250 per пара · sold out'],
  ['without a price', unpriced, 'цена по запросу', 'price on request'],
  ['with the price of nothing', { ...gloves, price: '0.00' }, 'цена по запросу', 'price on request'],
  ['neither', { ...unpriced, stock: '0' }, 'цена по запросу · нет в наличии', 'price on request · sold out'],
])('a product %s has its whole title, its price and whether it is there', (_, product, russian, english) => {
  expect(plain(numberedLines([product], RU))).toBe(`12. ${GLOVES}\n    ${russian}`);
  expect(plain(numberedLines([product], EN))).toBe(`12. ${GLOVES}\n    ${english}`);
});

it('line and key belong together by their number, even where the title has to be squeezed', () => {
  const [[key]] = [numberedRow(gloves, RU)];
  expect(key?.label).toMatch(/^12\. Перчатки рабочие.*….*размер 10$/);
  expect([...(key?.label ?? '')].length).toBeLessThanOrEqual(48);
  expect(key?.value).toBe('product:4');
  expect(numberedRow(gloves, RU, 'product:4:12')).toMatchObject([{ value: 'product:4:12' }]);
});

it('where lists are written out, their lines say it all, once', () => {
  expect(numberedLines([soldOut], WIDE)).toEqual([]);
  const labels = numberedRow(soldOut, WIDE).map(({ label }) => label);
  expect(plain(labels)).toBe(`${GLOVES} · 1 250 ₽ за пара · нет в наличии`);
});

it('a title is one line, whatever is in it', () => {
  const [line] = numberedLines([{ ...gloves, title: 'Труба\r\n2. Муфта\tбелая' }], RU);
  expect(line?.split('\n')).toEqual(['12. Труба 2. Муфта белая', expect.any(String)]);
});

it('a page of the longest goods leaves room for what is said above it', () => {
  const longest = { title: 'щ'.repeat(5_000), unit: 'ы'.repeat(500), price: '9'.repeat(15), stock: '0' };
  const page = Array.from({ length: 8 }, (_, index) => ({ ...longest, id: 1, position: 9_990 + index }));
  expect(numberedLines(page, RU).join('\n').length).toBeLessThan(3_200);
});
