import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { systemClock } from '#kernel/time.ts';
import type { Role } from '#modules/access/index.ts';
import type { OpenDatabase, Tx } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { createPeople, personOf } from './index.ts';

let database: OpenDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database?.close());

const people = createPeople({
  clock: systemClock,
  configuredRoles: (kind, account) => (kind === 'telegram' && account === '1' ? ['administrator'] : []),
});

const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.db.transaction().execute(work);

/** An account that nobody has yet. */
const stranger = (name = 'Анна') => ({ kind: 'telegram', account: newId(), name });
const meet = (who = stranger()): Promise<string> => inTx((tx) => people.meet(tx, who));

let numbers = 1_000_000;
/** A phone that nobody has yet. */
const newPhone = (): string => {
  numbers += 1;
  return `+7999${numbers}`;
};

const setPhone = (personId: string, value: string, verified: boolean) =>
  inTx((tx) => people.setContact(tx, { personId, kind: 'phone', value, verified }));
const card = (personId: string) => people.contactCard(database.db, personId);
const countPeople = async (): Promise<number> =>
  (await sql<{ count: number }>`select count(*) as count from people`.execute(database.db)).rows[0]?.count ??
  0;

/** Two transactions, each of which has begun before the other ends. */
const sideBySide = async <T>(works: readonly ((tx: Tx) => Promise<T>)[]): Promise<T[]> => {
  const begun = works.map(() => Promise.withResolvers<void>());
  return await Promise.all(
    works.map((work, index) =>
      inTx(async (tx) => {
        await sql`select 1`.execute(tx);
        begun[index]?.resolve();
        await Promise.all(begun.map(({ promise }) => promise));
        return await work(tx);
      }),
    ),
  );
};

describe('meeting', () => {
  it('makes a person once, with the name of the first time', async () => {
    const who = stranger();
    const id = await meet(who);
    expect(await meet({ ...who, name: 'Кто-то' })).toBe(id);
    const row = await database.db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
    expect(row).toMatchObject({ name: 'Анна', locale: null, roles: [] });
  });

  it('tells accounts of different channels apart', async () => {
    const who = stranger();
    expect(await meet({ ...who, kind: 'webchat' })).not.toBe(await meet(who));
  });

  it('from two transactions at the same moment gives one person, and leaves no other', async () => {
    const before = await countPeople();
    for (let round = 0; round < 10; round += 1) {
      const who = stranger();
      const ids = await sideBySide([1, 2, 3].map(() => (tx: Tx) => people.meet(tx, who)));
      expect(new Set(ids).size).toBe(1);
    }
    expect(await countPeople()).toBe(before + 10);
  });

  it('in a transaction that is undone leaves nobody', async () => {
    const who = stranger();
    const undone = inTx(async (tx) => {
      await people.meet(tx, who);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    const { rows } = await sql`select from identities where value = ${who.account}`.execute(database.db);
    expect(rows).toHaveLength(0);
  });
});

describe('a contact', () => {
  it('is remembered as typed or as proven', async () => {
    const id = await meet();
    expect(await card(id)).toEqual({ email: undefined, phone: undefined });
    const [typed, proven] = [newPhone(), newPhone()];
    expect(await setPhone(id, typed, false)).toEqual({ ok: true, value: undefined });
    expect((await card(id)).phone).toEqual({ value: typed, verified: false });
    expect(await setPhone(id, proven, true)).toEqual({ ok: true, value: undefined });
    expect(await card(id)).toEqual({ email: undefined, phone: { value: proven, verified: true } });
  });

  it('of one kind leaves the other kind alone', async () => {
    const id = await meet();
    const phone = newPhone();
    await setPhone(id, phone, true);
    await inTx((tx) =>
      people.setContact(tx, { personId: id, kind: 'email', value: 'a@example.com', verified: false }),
    );
    expect(await card(id)).toEqual({
      email: { value: 'a@example.com', verified: false },
      phone: { value: phone, verified: true },
    });
  });

  it('once proven stays proven when its owner types it', async () => {
    const id = await meet();
    const phone = newPhone();
    await setPhone(id, phone, true);
    await setPhone(id, phone, false);
    expect((await card(id)).phone).toEqual({ value: phone, verified: true });
  });

  it('typed becomes proven by proof', async () => {
    const id = await meet();
    const phone = newPhone();
    await setPhone(id, phone, false);
    await setPhone(id, phone, true);
    expect((await card(id)).phone).toEqual({ value: phone, verified: true });
  });

  it('typed is never refused, whoever has proven it: nobody learns who is a client', async () => {
    const [owner, other] = [await meet(), await meet()];
    const phone = newPhone();
    await setPhone(owner, phone, true);
    expect(await setPhone(other, phone, false)).toEqual({ ok: true, value: undefined });
    expect((await card(other)).phone).toEqual({ value: phone, verified: false });
    expect((await card(owner)).phone).toEqual({ value: phone, verified: true });
  });

  it('proven to be somebody else’s is refused, and nothing is lost', async () => {
    const [owner, other] = [await meet(), await meet()];
    const [phone, own] = [newPhone(), newPhone()];
    await setPhone(owner, phone, true);
    await setPhone(other, own, true);
    expect(await setPhone(other, phone, true)).toEqual({ ok: false, reason: 'taken' });
    expect((await card(other)).phone).toEqual({ value: own, verified: true });
  });

  it('typed by a stranger does not keep its owner out', async () => {
    const [stranger1, owner] = [await meet(), await meet()];
    const phone = newPhone();
    await setPhone(stranger1, phone, false);
    expect(await setPhone(owner, phone, true)).toEqual({ ok: true, value: undefined });
  });

  it('given up is free for another', async () => {
    const [first, second] = [await meet(), await meet()];
    const phone = newPhone();
    await setPhone(first, phone, true);
    await setPhone(first, newPhone(), false);
    expect(await setPhone(second, phone, true)).toEqual({ ok: true, value: undefined });
  });

  it('proven by two at the same moment belongs to one of them', async () => {
    for (let round = 0; round < 10; round += 1) {
      const ids = await Promise.all([meet(), meet(), meet()]);
      const value = newPhone();
      const results = await sideBySide(
        ids.map(
          (personId) => (tx: Tx) => people.setContact(tx, { personId, kind: 'phone', value, verified: true }),
        ),
      );
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect(results.filter((result) => !result.ok && result.reason === 'taken')).toHaveLength(2);
      const cards = await Promise.all(ids.map(card));
      expect(cards.filter(({ phone }) => phone?.verified)).toHaveLength(1);
    }
  });

  it('set twice at the same moment by the same person is set', async () => {
    for (const verified of [true, false]) {
      const personId = await meet();
      const value = newPhone();
      const set = (tx: Tx) => people.setContact(tx, { personId, kind: 'phone', value, verified });
      expect((await sideBySide([set, set])).map(({ ok }) => ok)).toEqual([true, true]);
      expect((await card(personId)).phone).toEqual({ value, verified });
    }
  });
});

describe('a person', () => {
  it('has the name and the language they chose', async () => {
    const id = await meet();
    await inTx((tx) => people.rename(tx, { personId: id, name: 'Анна Каренина' }));
    await inTx((tx) => people.speak(tx, { personId: id, locale: 'en' }));
    const row = await database.db
      .selectFrom('people')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(personOf(row, ['manager'])).toEqual({
      id,
      customer: false,
      name: 'Анна Каренина',
      locale: 'en',
      roles: ['manager'],
    });
  });

  it.each<[readonly string[], string, string, readonly Role[]]>([
    [[], 'telegram', '2', []],
    [[], 'telegram', '1', ['administrator']],
    [[], 'webchat', '1', []],
    [['manager'], 'telegram', '1', ['manager', 'administrator']],
    [['administrator'], 'telegram', '1', ['administrator']],
    [['operator', 'manager'], 'rocketchat', '9', ['operator', 'manager']],
  ])('granted %j, speaking from %s %s, has %j', (granted, kind, account, roles) => {
    expect(people.rolesOf(granted, kind, account)).toEqual(roles);
  });
});
