import { describe, expect, it } from 'vitest';
import { foldedTitle } from '../fold.ts';
import { createRandom } from '../random.ts';
import { syntheticCatalogue } from './catalogue.ts';
import { titleOf } from './pattern.ts';

describe('the synthetic catalogue', () => {
  const items = syntheticCatalogue();

  it('is the same for the same seed and another for another one', () => {
    expect(syntheticCatalogue()).toEqual(items);
    expect(syntheticCatalogue(2)).not.toEqual(items);
  });

  it('has about five thousand goods with different titles and skus', () => {
    expect(items.length).toBeGreaterThan(4_900);
    expect(items.length).toBeLessThan(5_600);
    expect(new Set(items.map(({ title }) => foldedTitle(title))).size).toBe(items.length);
    expect(new Set(items.map(({ sku }) => sku)).size).toBe(items.length);
  });

  it('leaves nothing of a pattern in a title', () => {
    expect(items.filter(({ title }) => /[{}[\]<>|~#@]|\s\s|^\s|\s$/.test(title))).toEqual([]);
  });

  it.each<[string, ...RegExp[]]>([
    ['sizes with every sign', /20х3,4/, /\d x \d/, /\d\*\d/, /\d×\d/],
    ['fractions of an inch', /1\/2"/, /1 1\/4"/],
    ['units glued and apart', /\d(?:мм|м|кг)(?!\p{L})/u, /\d (?:мм|м|кг)(?!\p{L})/u],
    ['diameters', /Ду\d/, /Ø\d/, /DN\d/],
    ['standards', /ГОСТ \d/, /DIN \d/],
    ['abbreviations', /оц\./, /полипроп\./, /смес\./i],
    ['letters of both alphabets in a word', /[а-я][aeocpxy][а-я]/i],
    ['Latin makers', /Bosch/, /Makita/],
  ])('has %s', (_, ...shapes) => {
    for (const shape of shapes) expect(items.some(({ title }) => shape.test(title))).toBe(true);
  });
});

describe('a pattern', () => {
  const random = createRandom(1, 'test');
  const many = (pattern: string) => new Set(Array.from({ length: 200 }, () => titleOf(pattern, random)));

  it('chooses among alternatives, nested ones and none', () => {
    expect(many('a {b|c{1|2}|} d')).toEqual(new Set(['a b d', 'a c1 d', 'a c2 d', 'a d']));
  });

  it('draws codes by their shape', () => {
    for (const title of many('<VT.##@>')) expect(title).toMatch(/^VT\.\d\d[A-Z]$/);
  });

  it('writes all sizes of a title alike', () => {
    expect(many('1×2×3')).toEqual(new Set(['1х2х3', '1x2x3', '1*2*3', '1 х 2 х 3', '1×2×3']));
  });

  it('is refused with an unknown list or an open bracket', () => {
    expect(() => titleOf('[nothing]', random)).toThrow('nothing');
    expect(() => titleOf('{a|b', random)).toThrow('never closed');
  });
});
