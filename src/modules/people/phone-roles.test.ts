import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { systemClock } from '#kernel/time.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { createPeople } from './index.ts';

const PHONE = '+79991112233';

let database: OpenDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const people = (...accounts: readonly string[]) =>
  createPeople({
    clock: systemClock,
    configuredRoles: () => [],
    phones: accounts.map((account) => ({ kind: 'phone', account, roles: ['administrator'] })),
  });

const somebody = async (roles: string[] = []): Promise<string> => {
  const id = newId();
  await database.db.insertInto('people').values({ id, name: 'Анна', roles }).execute();
  return id;
};

/** Sets the phone of a person. */
const sets = (one: ReturnType<typeof people>, personId: string, value: string, verified: boolean) =>
  database.db.transaction().execute((tx) => one.setContact(tx, { personId, kind: 'phone', value, verified }));

it('counts a phone that was proven, and only while the list names it', async () => {
  const id = await somebody(['operator']);
  const { db } = database;
  const listed = people('+79990000000', PHONE);
  await sets(listed, id, PHONE, false);
  expect(await listed.rolesNow(db, id)).toEqual(['operator']);
  await sets(listed, id, PHONE, true);
  expect(await listed.rolesNow(db, id)).toEqual(['operator', 'administrator']);
  expect(await people().rolesNow(db, id)).toEqual(['operator']);
  expect(await people('+79990000000').rolesNow(db, id)).toEqual(['operator']);
});

it('gives nobody what another has proven', async () => {
  const [owner, other] = [await somebody(), await somebody()];
  const { db } = database;
  const listed = people('+79990000055');
  for (const personId of [owner, other]) await sets(listed, personId, '+79990000055', personId === owner);
  expect(await listed.rolesNow(db, owner)).toEqual(['administrator']);
  expect(await listed.rolesNow(db, other)).toEqual([]);
});

it('asks for nothing more when no phone is configured', () => {
  const { sql } = database.db.selectFrom('people as p').select(people().roles('p').as('roles')).compile();
  expect(sql).toBe('select "p"."roles" as "roles" from "people" as "p"');
});
