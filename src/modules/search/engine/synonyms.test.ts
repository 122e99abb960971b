import { describe, expect, it } from 'vitest';
import type { SynonymGroup } from '../contract.ts';
import type { Engine } from './engine.ts';
import { ask, engineOf, idsOf } from './testing.ts';

const withSynonyms = (groups: readonly SynonymGroup[], ...titles: readonly string[]): Engine => {
  const engine = engineOf(...titles);
  engine.setSynonyms(groups);
  return engine;
};

const PIPES = [
  'Труба ПЭ 100 32',
  'Труба полиэтилен низкого давления 32',
  'Труба ПНД 32',
  'Труба медная 32',
  'Рулон 100',
];

describe('synonyms', () => {
  it('of one word find each other, in every form', () => {
    const engine = withSynonyms([['лейка', 'насадка']], 'Насадка душевая', 'Шланг душевой');
    expect(idsOf(engine, 'лейки')).toEqual([1]);
    expect(ask(engine, 'лейка').hits[0]?.matches).toMatchObject([
      { typed: 'лейка', found: 'насадка', kind: 'synonym' },
    ]);
  });

  it.each(['пнд', 'пэ 100', 'полиэтилен низкого давления'])(
    'of several words find each other by %s',
    (phrase) => {
      const engine = withSynonyms([['пнд', 'пэ 100', 'полиэтилен низкого давления']], ...PIPES);
      const found = idsOf(engine, `труба ${phrase} 32`);
      expect([...found.slice(0, 3)].sort()).toEqual([1, 2, 3]);
    },
  );

  it('of several words need all of them', () => {
    const engine = withSynonyms([['пнд', 'пэ 100']], ...PIPES);
    expect(idsOf(engine, 'пнд')).not.toContain(5);
    expect(ask(engine, 'пнд').hits.at(-1)?.matches).toMatchObject([{ found: 'пэ 100', kind: 'synonym' }]);
  });

  it('count less than the word itself', () => {
    const engine = withSynonyms([['лейка', 'насадка']], 'Насадка душевая', 'Лейка душевая');
    expect(idsOf(engine, 'лейка')).toEqual([2, 1]);
  });

  it('work in the wrong layout and in transliteration', () => {
    const engine = withSynonyms([['ппр', 'полипропилен']], 'Труба полипропилен', 'Труба стальная', 'ППР');
    expect(idsOf(engine, 'ppr')).toContain(1);
    expect(idsOf(engine, 'nhe,f ggh')[0]).toBe(1);
  });

  it('are found in categories', () => {
    const engine = withSynonyms([['ппр', 'полипропилен']], 'Труба 20 | Полипропилен', 'Труба 20 | Медь');
    expect(idsOf(engine, 'труба ппр 20')[0]).toBe(1);
  });

  it('are no more when they were taken away', () => {
    const engine = withSynonyms([['лейка', 'насадка']], 'Насадка душевая');
    engine.setSynonyms([]);
    expect(idsOf(engine, 'лейка')).toEqual([]);
  });

  it('without a word that says something are passed over', () => {
    const engine = withSynonyms([['', '?!', 'есть', 'лейка']], 'Лейка');
    expect(idsOf(engine, 'лейка')).toEqual([1]);
  });
});
