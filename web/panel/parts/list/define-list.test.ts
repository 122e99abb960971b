import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvAddress, defineList, isNarrowed, readList, writeList } from './define-list.ts';

const people = defineList({
  sorts: ['name', 'created_at'],
  usual: '-created_at',
  filters: { role: ['operator', 'manager'], since: 'date', actor: 'text' },
});

describe('what stands in the address', () => {
  it('is the first page in the usual order when nothing is said', () => {
    expect(readList(people, {})).toEqual({ page: 1, size: 25, sort: '-created_at' });
  });

  it('is read with its words, filters, order and page', () => {
    const words = { page: '3', size: '50', sort: 'name', q: ' anna ', role: 'operator', since: '2026-11-21' };
    expect(readList(people, words)).toEqual({
      page: 3,
      size: 50,
      sort: 'name',
      q: 'anna',
      role: 'operator',
      since: '2026-11-21',
    });
  });

  it.each([
    { page: '0' },
    { page: '-1' },
    { page: '1.5' },
    { page: 'last' },
    { size: '1000' },
    { sort: 'password' },
    { sort: '--name' },
    { role: 'king' },
    { since: '2026-13-45' },
    { since: 'yesterday' },
    { q: '   ' },
    { unknown: 'x' },
  ])('counts as not said when the list does not know it: %j', (words) => {
    expect(readList(people, words)).toEqual({ page: 1, size: 25, sort: '-created_at' });
  });

  it('leaves out what is usual', () => {
    expect(writeList(people, readList(people, {}))).toEqual({});
    expect(writeList(people, { page: 2, size: 25, sort: 'name', q: 'anna' })).toEqual({
      page: '2',
      sort: 'name',
      q: 'anna',
    });
  });

  it('is the same after it was written and read again', () => {
    fc.assert(
      fc.property(
        fc.record(
          {
            page: fc.integer({ min: 1, max: 1_000_000 }),
            size: fc.constantFrom(25, 50, 100),
            sort: fc.constantFrom('name', '-name', 'created_at', '-created_at'),
            role: fc.constantFrom('operator', 'manager'),
            q: fc.string({ minLength: 1, maxLength: 50 }).filter((text) => text.trim() === text),
          },
          { requiredKeys: ['page', 'size', 'sort'] },
        ),
        (query) => {
          expect(readList(people, writeList(people, query as never))).toEqual(query);
        },
      ),
    );
  });
});

it('says whether anything is searched or filtered', () => {
  expect(isNarrowed(people, readList(people, { page: '2', sort: 'name' }))).toBe(false);
  expect(isNarrowed(people, readList(people, { q: 'anna' }))).toBe(true);
  expect(isNarrowed(people, readList(people, { role: 'manager' }))).toBe(true);
});

it('asks for the same table as CSV, without its paging', () => {
  const query = readList(people, { page: '4', size: '50', q: 'труба 20', role: 'manager' });
  const url = new URL(csvAddress('/api/v1/people.csv', query), 'http://office');
  expect(url.pathname).toBe('/api/v1/people.csv');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    sort: '-created_at',
    q: 'труба 20',
    role: 'manager',
  });
});
