import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId, newSecret, newTraceId } from './ids.ts';

/** The last moment that the 48 bits of a version 7 UUID can hold. */
const LAST_MOMENT = 2 ** 48 - 1;

const timeOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

describe('a new id', () => {
  it('is a UUID version 7 of its moment, whatever the moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LAST_MOMENT }), (now) => {
        const id = newId(now);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(timeOf(id)).toBe(now);
      }),
    );
  });

  it('sorts as text by the moment of its making', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: LAST_MOMENT }),
        fc.integer({ min: 0, max: LAST_MOMENT }),
        (a, b) => a === b || newId(a) < newId(b) === a < b,
      ),
    );
  });

  it('is of this moment by default, and never the same twice', () => {
    const before = Date.now();
    const ids = Array.from({ length: 2_000 }, () => newId());
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      expect(timeOf(id)).toBeGreaterThanOrEqual(before);
      expect(timeOf(id)).toBeLessThanOrEqual(Date.now());
    }
  });
});

it('a secret is 256 bits that need no escaping, new each time', () => {
  const secret = newSecret();
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  expect(encodeURIComponent(secret)).toBe(secret);
  expect(newSecret()).not.toBe(secret);
});

it('a trace id is 16 bytes in hex, new each time', () => {
  const id = newTraceId();
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(newTraceId()).not.toBe(id);
});
