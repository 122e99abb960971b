import { describe, expect, it } from 'vitest';
import {
  arriveAt,
  BACK,
  choiceIn,
  follow,
  LONGEST_QUERY,
  type Place,
  queryIn,
  Trail,
  toProduct,
  toResults,
} from './places.ts';

const results = (query: string, fields: object = {}): Place => ({
  kind: 'results',
  query,
  page: 1,
  searchId: 5,
  ...fields,
});

it('old buttons pressed for ever make no endless way, and the way back ends at a beginning', () => {
  let trail: Trail = [{ kind: 'section', id: null, page: 1 }];
  for (let press = 1; press <= 1_000; press += 1) trail = follow(trail, toProduct(press)) ?? trail;
  expect(trail.length).toBeLessThan(100);
  expect(trail.at(-1)).toEqual({ kind: 'product', id: 1_000 });
  let steps = 0;
  for (let here: Trail | undefined = trail; here; here = follow(here, BACK)) steps += 1;
  expect(steps).toBe(trail.length);
});

describe('results', () => {
  it('of any number of searches make no endless way either', () => {
    let trail: readonly Place[] = [];
    for (let query = 1; query <= 1_000; query += 1) trail = arriveAt(trail, results(`труба ${query}`));
    expect(trail.length).toBeLessThan(100);
    expect(Trail.safeParse(trail).success).toBe(true);
    expect(Trail.safeParse([results('щ'.repeat(LONGEST_QUERY + 1))]).success).toBe(false);
  });

  it('of the same words again take the place of those', () => {
    const trail = arriveAt([results('кран'), results('труба', { page: 3 })], results('труба'));
    expect(trail).toEqual([results('кран'), results('труба')]);
    expect(arriveAt(trail, results('кран'))).toHaveLength(3);
  });

  it('have pages, and are where one comes back to', () => {
    const second = follow([results('труба')], 'page:2');
    expect(second).toEqual([results('труба', { page: 2 })]);
    const card = follow(second ?? [results('')], 'product:9:11');
    expect(card).toEqual([results('труба', { page: 2 }), { kind: 'product', id: 9 }]);
    expect(follow(card ?? [results('')], 'back')).toEqual(second);
  });

  it('tell which hit of which search a button opens', () => {
    expect(choiceIn([results('труба')], 'product:9:11')).toEqual({ searchId: 5, productId: 9, position: 11 });
    expect(choiceIn([results('труба', { searchId: null })], 'product:9:11')).toBeUndefined();
    expect(choiceIn([{ kind: 'section', id: null, page: 1 }], 'product:9:11')).toBeUndefined();
    for (const value of ['product:9', 'product:x:1', 'product:9:', 'page:9:1', 'back'])
      expect(choiceIn([results('труба')], value)).toBeUndefined();
  });
});

it('the value of a button holds any query, and is told from others', () => {
  for (const query of ['труба', 'find:труба', 'a:b:c', '']) expect(queryIn(toResults(query))).toBe(query);
  for (const value of ['product:1', 'back', 'findings:1']) expect(queryIn(value)).toBeUndefined();
});

it('similar goods are a place of their own', () => {
  const trail = follow([{ kind: 'product', id: 9 }], 'similar:9');
  expect(trail?.at(-1)).toEqual({ kind: 'similar', id: 9, page: 1 });
});

it('a way that was stored before there was a search goes on', () => {
  const old = [
    { kind: 'section', id: null, page: 2 },
    { kind: 'goods', id: 5, page: 1 },
    { kind: 'product', id: 9 },
    { kind: 'description', id: 9 },
  ];
  expect(Trail.parse(old)).toEqual(old);
});
