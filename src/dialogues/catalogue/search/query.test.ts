import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LONGEST_QUERY } from '../places.ts';
import { queryOf } from './query.ts';

it.each([
  ['труба пвх 20', 'труба пвх 20'],
  ['  труба\n\tпвх   20 ', 'труба пвх 20'],
  ['/20 муфта', '/20 муфта'],
  ['и/или', 'и/или'],
  ['/1c-code', '/1c-code'],
  ['👍', '👍'],
  ['%', '%'],
])('%j is looked for as %j', (text, query) => {
  expect(queryOf(text)).toBe(query);
});

it.each(['', ' \n ', '\u200b\u200d', '\u0000', '/nothing', '/serch труба', '/Menu'])(
  '%j is nothing to look for',
  (text) => {
    expect(queryOf(text)).toBeUndefined();
  },
);

it.each([
  ['words', 'труба белая '.repeat(100), /^(труба белая )+(труба белая|труба)…$/],
  ['words cut elsewhere', 'белая труба '.repeat(100), /^(белая труба )+(белая труба|белая)…$/],
  ['a word that does not fit', `${'я'.repeat(LONGEST_QUERY - 5)} берёзовая`, /^я+…$/],
  ['words that just fit', `${'я'.repeat(LONGEST_QUERY - 10)} берёзовая`, /^я+ берёзовая$/],
  ['one endless word', 'я'.repeat(4_000), /^я+…$/],
])('no word is cut in two where there are others: %s', (_, text, query) => {
  expect(queryOf(text)).toMatch(query);
});

it('is one short line of good text, whatever was written', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4_000 }),
    fc.string({ unit: fc.constantFrom('\ud800', '\u0000', '😀', ' ', '\n', 'я'), maxLength: 700 }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const query = queryOf(text) ?? 'nothing';
      expect(query.length).toBeGreaterThan(0);
      expect(query.length).toBeLessThanOrEqual(LONGEST_QUERY);
      expect(query.isWellFormed()).toBe(true);
      expect(query).not.toMatch(/[\n\0]/);
    }),
  );
});
