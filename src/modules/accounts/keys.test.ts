import { expect, it } from 'vitest';
import { createKeys } from './keys.ts';

const plain = Buffer.from('twenty bytes of secret');

it('opens what it sealed, for its owner and with its key only', () => {
  const keys = createKeys('one secret key of an office');
  const sealed = keys.seal(plain, 'anna');
  expect(keys.open(sealed, 'anna')).toEqual(plain);
  expect(sealed.includes(plain)).toBe(false);
  expect(keys.seal(plain, 'anna')).not.toEqual(sealed);
  expect(() => keys.open(sealed, 'boris')).toThrow();
  expect(() => createKeys('another key').open(sealed, 'anna')).toThrow();
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => keys.open(changed, 'anna'), `byte ${at}`).toThrow();
  }
  expect(() => keys.open(sealed.subarray(0, 20), 'anna')).toThrow();
});

it('digests differ by purpose and by key', () => {
  const [one, other] = [createKeys('one key'), createKeys('other key')];
  const digests = [
    one.digest('csrf', 'x'),
    one.digest('attempts', 'x'),
    other.digest('csrf', 'x'),
    one.digest('csrf', 'y'),
  ].map((digest) => digest.toString('hex'));
  expect(new Set(digests).size).toBe(4);
  expect(createKeys('one key').digest('csrf', 'x').toString('hex')).toBe(digests[0]);
});
