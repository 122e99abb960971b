import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { actor, CONFIGURED, registerBench, START } from './testing.ts';

const bench = registerBench();
const operator = actor(['operator']);
const DAY = 86_400_000;

let anna = '';
let ivan = '';
let olga = '';
let john = '';
let odd = '';

beforeAll(async () => {
  const { addPerson, db } = bench;
  const created = (day: number) => ({ createdAt: new Date(START - day * DAY) });
  anna = await addPerson({
    name: 'Анна Каренина',
    locale: 'ru',
    identities: [
      ['telegram', '555001'],
      ['phone', '+79991234567'],
      ['email', 'anna@example.com?'],
    ],
    ...created(4),
  });
  ivan = await addPerson({ name: 'Иван Петров', roles: ['operator'], login: 'ivan', ...created(3) });
  olga = await addPerson({
    name: 'Ольга Анненкова',
    roles: ['manager', 'operator'],
    identities: [['webchat', newId()]],
    ...created(2),
  });
  john = await addPerson({
    name: 'John',
    locale: 'en',
    identities: [['telegram', CONFIGURED]],
    ...created(1),
  });
  odd = await addPerson({ name: '100%_\\ воля', ...created(0) });
  await db.insertInto('inboxes').values({ id: 'desk', channel: 'webchat' }).execute();
  const conversation = (address: string, day: number) => ({
    id: newId(),
    inbox_id: 'desk',
    address,
    kind: 'private',
    person_id: anna,
    heard_at: new Date(START - day * DAY),
  });
  await db
    .insertInto('conversations')
    .values([conversation('1', 9), conversation('2', 2)])
    .execute();
});

const find = async (filter: object): Promise<string[]> => {
  const paging = { page: 1, size: 100, sort: 'name' as const };
  const { items, total } = await bench.register.list.page(operator, filter, paging);
  expect(total).toBe(items.length);
  return items.map(({ id }) => id);
};

describe('the list of people', () => {
  it('shows what is known of each', async () => {
    const paging = { page: 1, size: 1, sort: 'created_at' as const };
    const { items, total } = await bench.register.list.page(operator, {}, paging);
    expect(total).toBe(5);
    expect(items).toEqual([
      {
        id: anna,
        name: 'Анна Каренина',
        locale: 'ru',
        roles: [],
        blocked: false,
        blockedUntil: null,
        createdAt: new Date(START - 4 * DAY),
        seenAt: new Date(START - 2 * DAY),
        erasedAt: null,
        conversations: 2,
        login: null,
        identities: [
          { kind: 'email', value: 'anna@example.com', verified: false },
          { kind: 'phone', value: '+79991234567', verified: true },
          { kind: 'telegram', value: '555001', verified: true },
        ],
      },
    ]);
  });

  it.each(['name', '-name', 'created_at', '-created_at'] as const)(
    'page by page by %s gives everybody once, in order',
    async (sort) => {
      const { register } = bench;
      const whole = await register.list.page(operator, {}, { page: 1, size: 100, sort });
      const pages = await Promise.all(
        [1, 2, 3, 4].map((page) => register.list.page(operator, {}, { page, size: 2, sort })),
      );
      expect(pages.flatMap(({ items }) => items)).toEqual(whole.items);
      expect(pages.map(({ items }) => items.length)).toEqual([2, 2, 1, 0]);
      const keys = whole.items.map((one) => (sort.endsWith('name') ? one.name : one.createdAt.toISOString()));
      expect(keys).toEqual(sort.startsWith('-') ? keys.toSorted().toReversed() : keys.toSorted());
    },
  );

  it('by role, granted or configured', async () => {
    expect(await find({ role: 'operator' })).toEqual([ivan, olga]);
    expect(await find({ role: 'manager' })).toEqual([olga]);
    expect(await find({ role: 'administrator' })).toEqual([john]);
  });

  it('by language and by the kind of an identity', async () => {
    expect(await find({ locale: 'en' })).toEqual([john]);
    expect(await find({ channel: 'telegram' })).toEqual([john, anna]);
    expect(await find({ channel: 'email' })).toEqual([anna]);
    expect(await find({ channel: 'smoke' })).toEqual([]);
  });

  it('by a block that is in force now', async () => {
    const { addPerson, register, pass } = bench;
    const id = await addPerson({ name: 'Заблокированный' });
    const until = new Date(START + DAY);
    await register.blocks.block(actor(['manager']), id, { reason: 'шумит', until });
    expect(await find({ blocked: true })).toEqual([id]);
    expect(await find({ blocked: false, q: 'Заблокированный' })).toEqual([]);
    pass(DAY);
    expect(await find({ blocked: true })).toEqual([]);
    expect(await find({ blocked: false, q: 'Заблокированный' })).toEqual([id]);
    await bench.db.deleteFrom('people').where('id', '=', id).execute();
  });
});

describe('search', () => {
  it.each([
    ['анна', () => [anna]],
    ['КАРЕНИНА', () => [anna]],
    ['каренина анна', () => [anna]],
    ['  Анна   Каренина ', () => [anna]],
    ['анн', () => [anna, olga]],
    ['ан', () => [ivan, anna, olga]],
    ['john', () => [john]],
    ['нет такого', () => []],
    ['   ', () => [odd, john, ivan, anna, olga]],
  ])('%j by name', async (q, expected) => {
    expect((await find({ q })).toSorted()).toEqual(expected().toSorted());
  });

  it.each([
    '+79991234567',
    '8 (999) 123-45-67',
    '9991234567',
    '+7 999 123',
    '8 999 12',
    '999 123',
    'тел. 8-999-123-45-67',
    '555001',
    'ANNA@example',
    'an',
  ])('%j by identity', async (q) => {
    expect(await find({ q })).toEqual([anna]);
  });

  it.each(['%', '_', '\\', '100%_\\', '%_'])('%j means these characters', async (q) => {
    expect(await find({ q })).toEqual([odd]);
  });

  it.each(['%%%', "' or 1=1 --", '\u0000', 'a\u0000b', '😀', '%анна%'])(
    '%j finds nobody, or everybody',
    async (q) => {
      expect([0, 5]).toContain((await find({ q })).length);
    },
  );

  it('a phone of somebody else does not match', async () => {
    expect(await find({ q: '8 999 123-45-68' })).toEqual([]);
    expect(await find({ q: '8 998' })).toEqual([]);
  });
});

describe('the walk through all', () => {
  it('goes past its batches in order, once each', async () => {
    const { db, register } = bench;
    const same = new Date('2020-01-01T00:00:00.123Z');
    const crowd = Array.from({ length: 2_100 }, (_, n) => ({
      id: newId(),
      name: `Ли ${n % 3}`,
      created_at: same,
    }));
    await db.insertInto('people').values(crowd).execute();
    for (const sort of ['name', '-created_at'] as const) {
      const ids: string[] = [];
      for await (const person of register.list.all(operator, { q: 'Ли ' }, sort)) ids.push(person.id);
      expect(ids).toHaveLength(crowd.length);
      expect(new Set(ids)).toEqual(new Set(crowd.map(({ id }) => id)));
    }
  });

  it('is refused to whoever may not read people', () => {
    expect(() => bench.register.list.all(actor([]), {}, 'name')).toThrow(/people.read/);
  });
});
