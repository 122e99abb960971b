import { describe, expect, it } from 'vitest';
import { figuresByClass, figuresOf, judged } from './figures.ts';
import type { JudgedQuery } from './queries/generate.ts';

const query = (name: string, relevant: readonly string[]): JudgedQuery => ({
  id: name,
  class: name,
  text: name,
  base: [],
  relevant,
});

describe('figures', () => {
  it('count the first right answer among ten', () => {
    const ten = [...'abcdefghij'];
    expect(judged(query('x', ['c', 'd']), ten).rank).toBe(2);
    expect(judged(query('x', ['k']), [...ten, 'k']).rank).toBeNull();
    expect(judged(query('x', ['a']), []).rank).toBeNull();
  });

  it('are means over all queries, those without an answer included', () => {
    const all = [
      judged(query('x', ['a']), ['a', 'b']),
      judged(query('x', ['b']), ['a', 'b']),
      judged(query('x', ['c']), ['a', 'b']),
      judged(query('x', ['a', 'b']), ['b', 'a']),
    ];
    expect(figuresOf(all)).toEqual({ queries: 4, mrr: 0.625, recall1: 0.5, recall10: 0.75 });
  });

  it('are told for every class by itself', () => {
    const all = [
      judged(query('good', ['a']), ['a']),
      judged(query('bad', ['a']), []),
      judged(query('good', ['a']), ['a']),
    ];
    const byClass = figuresByClass(all);
    expect([...byClass.keys()]).toEqual(['good', 'bad']);
    expect(byClass.get('good')).toMatchObject({ queries: 2, mrr: 1 });
    expect(byClass.get('bad')).toMatchObject({ queries: 1, mrr: 0 });
  });
});
