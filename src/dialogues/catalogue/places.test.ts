import { expect, it } from 'vitest';
import { BACK, follow, type Trail, toProduct } from './places.ts';

it('old buttons pressed for ever make no endless way, and the way back ends at a beginning', () => {
  let trail: Trail = [{ kind: 'section', id: null, page: 1 }];
  for (let press = 1; press <= 1_000; press += 1) trail = follow(trail, toProduct(press)) ?? trail;
  expect(trail.length).toBeLessThan(100);
  expect(trail.at(-1)).toEqual({ kind: 'product', id: 1_000 });
  let steps = 0;
  for (let here: Trail | undefined = trail; here; here = follow(here, BACK)) steps += 1;
  expect(steps).toBe(trail.length);
});
