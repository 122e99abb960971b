import { describe, expect, it } from 'vitest';
import { RUSSIAN_KEYS, respelled } from '../alphabets.ts';
import { syntheticCatalogue } from '../catalogue/catalogue.ts';
import { folded, foldedTitle, loosePieces } from '../fold.ts';
import { wordsOf } from './base-words.ts';
import { QUERY_CLASSES } from './classes.ts';
import { generateQueries, type JudgedQuery } from './generate.ts';

const PER_CLASS = 20;
const items = syntheticCatalogue();
const queries = generateQueries(items, { perClass: PER_CLASS });
const bySku = new Map(items.map((item) => [item.sku, item]));
const of = (name: keyof typeof QUERY_CLASSES) => queries.filter((query) => query.class === name);
const typed = (query: JudgedQuery) => query.text.toLowerCase();
const meant = (query: JudgedQuery) => query.base.join(' ').toLowerCase();
const small = (words: readonly string[]) => words.map((word) => word.toLowerCase());

describe('generated queries', () => {
  it('are the same for the same seed and others for another one', () => {
    expect(generateQueries(items, { perClass: PER_CLASS })).toEqual(queries);
    expect(generateQueries(items, { perClass: PER_CLASS, seed: 2 })).not.toEqual(queries);
  });

  it('fill every class and ask for no title twice', () => {
    for (const name of Object.keys(QUERY_CLASSES))
      expect(of(name as keyof typeof QUERY_CLASSES)).toHaveLength(PER_CLASS);
    const asked = queries.flatMap(({ relevant }) => relevant);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('have one defensible answer: no other title holds the words they were made of', () => {
    const pieces = items.map(({ title }) => new Set(loosePieces(title)));
    for (const { base, relevant } of queries) {
      const need = loosePieces(base.join(' '));
      const holders = items.filter((_, index) => need.every((piece) => pieces[index]?.has(piece)));
      for (const sku of relevant) expect(holders.map((item) => item.sku)).toContain(sku);
      // Repeated numbers may tell titles apart that hold the same pieces.
      const times = (title: string, piece: string) =>
        loosePieces(title).filter((one) => one === piece).length;
      const exact = holders.filter(({ title }) =>
        need.every((piece) => times(title, piece) >= need.filter((one) => one === piece).length),
      );
      expect(exact.map((item) => item.sku).toSorted()).toEqual(relevant.toSorted());
    }
  });

  it('count titles that look the same as answers, too', () => {
    const twins = [
      { sku: 'a', title: 'Кран шаровой латунный 1/2"', category: '' },
      { sku: 'b', title: 'КРАН шаpовой, латунный 1/2', category: '' },
      { sku: 'c', title: 'Муфта чугунная 3/4" чёрная', category: '' },
    ];
    const ofTwins = generateQueries(twins, { perClass: 3 }).filter(({ relevant }) => relevant.includes('a'));
    expect(ofTwins.length).toBeGreaterThan(0);
    for (const { relevant } of ofTwins) expect(relevant).toEqual(['a', 'b']);
  });

  it('come from any catalogue, an empty and a strange one included', () => {
    expect(generateQueries([])).toEqual([]);
    expect(generateQueries([{ sku: '1', title: '!!! ??? ...', category: '' }])).toEqual([]);
  });
});

describe('a class of queries', () => {
  it('drop_reorder has the words of the title, not all of them in its order', () => {
    for (const query of of('drop_reorder')) {
      expect(wordsOf(typed(query)).toSorted()).toEqual(wordsOf(meant(query)).toSorted());
      expect(typed(query)).not.toBe(titleOf(query));
    }
  });

  it('inflect changes endings only', () => {
    for (const query of of('inflect')) {
      const pairs = paired(query);
      expect(pairs.some(([a, b]) => a !== b)).toBe(true);
      for (const [word, other] of pairs) expect(other.slice(0, 2)).toBe(word.slice(0, 2));
    }
  });

  it.each([
    ['typo1', 1],
    ['typo2', 2],
  ] as const)('%s has so many words with one slip', (name, slips) => {
    for (const query of of(name)) {
      const changed = paired(query).filter(([a, b]) => a !== b);
      expect(changed).toHaveLength(slips);
      for (const [word, other] of changed) expect(edits(word, other)).toBe(1);
    }
  });

  it('translit has no Russian letter', () => {
    for (const query of of('translit')) expect(query.text).not.toMatch(/[а-яё]/i);
  });

  it('layout is what the same keys give', () => {
    for (const query of of('layout')) expect(query.text).toBe(respelled(meant(query), RUSSIAN_KEYS));
  });

  it('units keeps the digits', () => {
    const digits = (text: string) => text.replace(/\D/g, '');
    for (const query of of('units')) {
      expect(digits(query.text)).toBe(digits(query.base.join(' ')));
      expect(typed(query)).not.toBe(meant(query));
    }
  });

  it('homoglyph looks the same and is not', () => {
    for (const query of of('homoglyph')) {
      expect(folded(query.text)).toBe(folded(query.base.join(' ')));
      expect(typed(query)).not.toBe(meant(query));
    }
  });

  it('brand_cyr has the Latin name in Russian letters', () => {
    for (const query of of('brand_cyr')) {
      expect(query.base.some((word) => /^[a-z-]{4,}$/i.test(word))).toBe(true);
      expect(wordsOf(query.text).some((word) => /^[a-z-]{4,}$/i.test(word))).toBe(false);
    }
  });

  it('abbrev cuts words short', () => {
    for (const query of of('abbrev')) {
      for (const [word, other] of paired(query)) expect(word.startsWith(other.replace('.', ''))).toBe(true);
      expect(typed(query).length).toBeLessThan(meant(query).length);
    }
  });

  it('code is the code alone, whatever its separators', () => {
    for (const query of of('code')) {
      expect(query.base).toHaveLength(1);
      expect(foldedTitle(query.text)).toBe(foldedTitle(query.base.join('')));
    }
  });

  it('chatty has the words among others', () => {
    for (const query of of('chatty')) {
      expect(typed(query)).toContain(meant(query));
      expect(typed(query).length).toBeGreaterThan(meant(query).length);
    }
  });

  it('mixed has as many words as it stands for, one at least changed', () => {
    for (const query of of('mixed')) {
      const known = new Set(small(query.base));
      expect(small(query.text.split(' ')).some((word) => !known.has(word))).toBe(true);
    }
  });
});

/** Words of the query beside those they stand for, in small letters. */
function paired(query: JudgedQuery): (readonly [word: string, other: string])[] {
  const others = typed(query).split(' ');
  const words = meant(query).split(' ');
  expect(others).toHaveLength(words.length);
  return words.map((word, at) => [word, others[at] ?? '']);
}

function titleOf(query: JudgedQuery): string {
  return bySku.get(query.relevant[0] ?? '')?.title.toLowerCase() ?? '';
}

/** Insertions, deletions, substitutions and swaps of neighbours, counted the plain way up to `most`. */
function edits(a: string, b: string, most = 2): number {
  if (a === b || most === 0) return a === b ? 0 : 1;
  if (a[0] === b[0]) return edits(a.slice(1), b.slice(1), most);
  const rests: [string, string][] = [
    [a.slice(1), b],
    [a, b.slice(1)],
    [a.slice(1), b.slice(1)],
  ];
  if (a[0] === b[1] && a[1] === b[0]) rests.push([a.slice(2), b.slice(2)]);
  return 1 + Math.min(...rests.map(([one, other]) => edits(one, other, most - 1)));
}
