import { describe, expect, it } from 'vitest';
import { changeOf, figuresIn } from './figures.ts';

const ru = figuresIn('ru');
const en = figuresIn('en');
/** Languages put narrow spaces where people see a space. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('durations', () => {
  it.each([
    [0, '0 мс'],
    [0.42, '0,4 мс'],
    [7.6, '8 мс'],
    [540, '540 мс'],
    [1_000, '1 с'],
    [2_940, '2,9 с'],
    [42_000, '42 с'],
    [150_000, '2,5 мин'],
    [5_400_000, '1,5 ч'],
    [10 * 86_400_000, '10 дн.'],
  ])('%d ms are %s', (ms, words) => expect(plain(ru.duration(ms))).toBe(words));

  it.each([
    [-5_000, '0 sec'],
    [59_999, '59 sec'],
    [119_999, '1 min'],
    [7_199_999, '1 hr'],
  ])('a wait of %d ms is %s that have passed', (ms, words) => expect(plain(en.wait(ms))).toBe(words));
});

it.each([
  [0, '0 byte'],
  [1_023, '1,023 byte'],
  [1_536, '1.5 kB'],
  [12 * 1024 ** 2, '12 MB'],
  [1.4 * 1024 ** 3, '1.4 GB'],
  [3_000 * 1024 ** 4, '3,000 TB'],
])('%d bytes are %s', (bytes, words) => expect(plain(en.bytes(bytes))).toBe(words));

it('numbers are written as the language does', () => {
  expect([plain(ru.count(12_345)), en.count(12_345)]).toEqual(['12 345', '12,345']);
  expect([plain(ru.rough(4.25)), en.rough(4.25)]).toEqual(['4,3', '4.3']);
  expect([plain(ru.percent(0.648)), en.percent(0.648)]).toEqual(['65 %', '65%']);
});

it('a change is a share of what was, when there was something', () => {
  expect(changeOf(150, 100)).toBe(0.5);
  expect(changeOf(50, 100)).toBe(-0.5);
  for (const [now, before] of [
    [5, 0],
    [null, 5],
    [5, null],
  ] as const)
    expect(changeOf(now, before)).toBeUndefined();
});
