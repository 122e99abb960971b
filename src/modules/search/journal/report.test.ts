import { beforeAll, describe, expect, it } from 'vitest';
import type { SearchPlace } from '../contract.ts';
import { START, searchBench } from '../find/testing.ts';

const DAY = 24 * 3_600_000;
const bench = searchBench();

interface Search {
  readonly query: string;
  readonly found?: number;
  readonly whole?: boolean;
  readonly corrected?: string;
  readonly chosen?: boolean;
  readonly place?: SearchPlace;
  readonly daysAgo?: number;
}

const keep = async (search: Search): Promise<void> => {
  const { query, found = 1, whole = found > 0, corrected = null } = search;
  const { chosen = false, place = 'chat', daysAgo = 1 } = search;
  const at = new Date(START - daysAgo * DAY);
  await bench.db
    .insertInto('search_log')
    .values({
      at,
      place,
      query,
      query_key: query.toLowerCase(),
      found,
      whole,
      corrected,
      chosen_at: chosen ? at : null,
    })
    .execute();
};

beforeAll(async () => {
  await keep({ query: 'Труба', found: 0, daysAgo: 5 });
  await keep({ query: 'труба', found: 4, whole: false, chosen: true, daysAgo: 4 });
  await keep({ query: 'ТРУБА', found: 5, place: 'panel', daysAgo: 2 });
  await keep({ query: 'бетономешалка', found: 0, daysAgo: 3 });
  await keep({ query: 'nhe,f', found: 7, whole: false, corrected: 'труба', daysAgo: 6 });
  await keep({ query: '100% хлопок', found: 2, daysAgo: 40 });
  await keep({ query: 'хлопок', found: 2, chosen: true, daysAgo: 1 });
});

const report = async (query = ''): Promise<{ query: string }[]> => {
  const { status, body } = await bench.call('GET', `/searches?${query}`, { as: 'operator' });
  expect(status).toBe(200);
  expect(body.total).toBe(body.items.length);
  return body.items;
};
const queries = async (query: string): Promise<string[]> => (await report(query)).map((item) => item.query);

describe('S3-17: the report of searches', () => {
  it('has one row of the same query: how often, and how it went the last time', async () => {
    const [first] = await report();
    expect(first).toEqual({
      query: 'ТРУБА',
      times: 3,
      found: 5,
      corrected: null,
      chosen: 1,
      last_at: new Date(START - 2 * DAY).toISOString(),
    });
  });

  it.each([
    ['', ['ТРУБА', 'nhe,f', 'бетономешалка', 'хлопок']],
    ['sort=-last_at', ['хлопок', 'ТРУБА', 'бетономешалка', 'nhe,f']],
    ['sort=last_at', ['nhe,f', 'бетономешалка', 'ТРУБА', 'хлопок']],
    ['sort=query', ['nhe,f', 'бетономешалка', 'ТРУБА', 'хлопок']],
    ['result=none', ['бетономешалка']],
    ['result=found', ['ТРУБА', 'nhe,f', 'хлопок']],
    // The one about pipes went well the last time.
    ['result=partly', ['nhe,f']],
    ['result=corrected', ['nhe,f']],
    ['result=unchosen', ['nhe,f']],
    ['place=panel', ['ТРУБА']],
    ['place=chat&result=none', ['бетономешалка']],
    ['days=1', ['хлопок']],
    ['days=365&q=%25', ['100% хлопок']],
    ['q=Мешалка%20бетон', ['бетономешалка']],
    ['q=_', []],
  ])('%s', async (query, expected) => {
    expect(await queries(query)).toEqual(expected);
  });

  it('comes in pages that miss nothing', async () => {
    const seen = [];
    for (const page of [1, 2, 3]) {
      const { body } = await bench.call('GET', `/searches?size=2&page=${page}&sort=query`);
      expect(body.total).toBe(4);
      seen.push(...body.items.map((item: { query: string }) => item.query));
    }
    expect(seen).toEqual(['nhe,f', 'бетономешалка', 'ТРУБА', 'хлопок']);
  });

  it.each(['days=0', 'days=366', 'result=maybe', 'place=street', 'sort=found', 'color=red'])(
    'refuses %s',
    async (query) => {
      expect((await bench.call('GET', `/searches?${query}`)).status).toBe(422);
    },
  );

  it('is not for somebody without a role', async () => {
    expect((await bench.call('GET', '/searches', { as: 'nobody' })).status).toBe(403);
    const turn = { page: 1, size: 5, sort: 'times' } as const;
    const read = bench.desk.report.page(bench.employee('nobody'), { days: 30 }, turn);
    await expect(read).rejects.toMatchObject({ code: 'denied' });
  });
});
