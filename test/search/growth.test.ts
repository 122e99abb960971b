import { describe, expect, it } from 'vitest';
import { syntheticCatalogue } from './catalogue/catalogue.ts';
import { foldedTitle, loosePieces } from './fold.ts';
import { grown } from './growth.ts';
import { generateQueries } from './queries/generate.ts';

describe('a grown catalogue', () => {
  const items = syntheticCatalogue();
  const queries = generateQueries(items, { perClass: 5 });
  const many = [...grown(items, 20_000, { queries })];
  const added = many.slice(items.length);

  it('begins with the catalogue and has as many goods as wanted, with skus of their own', () => {
    expect(many.slice(0, items.length)).toEqual(items);
    expect(many).toHaveLength(20_000);
    expect(new Set(many.map(({ sku }) => sku)).size).toBe(20_000);
  });

  it('is the same for the same seed', () => {
    expect([...grown(items, 6_000, { queries })]).toEqual(many.slice(0, 6_000));
    expect([...grown(items, 6_000, { queries, seed: 2 })]).not.toEqual(many.slice(0, 6_000));
  });

  it('repeats no title of the catalogue', () => {
    const titles = new Set(items.map(({ title }) => foldedTitle(title)));
    expect(added.filter(({ title }) => titles.has(foldedTitle(title)))).toEqual([]);
  });

  it('adds nothing that answers a query as well as its own title', () => {
    const pieces = added.map(({ title }) => new Set(loosePieces(title)));
    for (const { base } of queries) {
      const need = loosePieces(base.join(' '));
      expect(pieces.some((some) => need.every((piece) => some.has(piece)))).toBe(false);
    }
  });

  it('stays near: kinds of goods are those of the catalogue', () => {
    const heads = new Set(items.map(({ title }) => title.split(' ')[0]));
    expect(added.filter(({ title }) => !heads.has(title.split(' ')[0])).length).toBeLessThan(
      added.length / 50,
    );
  });

  it('can be smaller than the catalogue', () => {
    expect([...grown(items, 10)]).toEqual(items.slice(0, 10));
  });

  it('gives up on titles without anything to vary', () => {
    expect(() => [...grown([{ sku: '1', title: 'Песок речной', category: '' }], 2)]).toThrow('varied');
  });
});
