import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { merge } from './merge.ts';

let database: OpenDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const person = async (name = 'Анна'): Promise<string> => {
  const id = newId();
  await database.db.insertInto('people').values({ id, name }).execute();
  return id;
};

const organization = async (members: Readonly<Record<string, 'owner' | 'member'>>): Promise<string> => {
  const id = newId();
  await database.db.insertInto('organizations').values({ id, name: id, kind: 'company' }).execute();
  for (const [person_id, role] of Object.entries(members))
    await database.db
      .insertInto('organization_members')
      .values({ organization_id: id, person_id, role })
      .execute();
  return id;
};

let products = 0;

const product = async (): Promise<number> => {
  products += 1;
  const { rows } = await sql<{ id: number }>`
    insert into products (sku, sku_normal, title)
    values (${`sku-${products}`}, ${`sku${products}`}, ${`Товар ${products}`}) returning id
  `.execute(database.db);
  return rows[0]?.id ?? 0;
};

const order = async (
  person_id: string,
  lines: readonly (readonly [product: number | null, title: string, qty: number])[],
  status = 'draft',
): Promise<string> => {
  const id = newId();
  await sql`
    insert into orders (id, person_id, status, number, submitted_at)
    values (${id}, ${person_id}, ${status}, ${status === 'draft' ? null : sql`nextval('order_numbers')`},
            ${status === 'draft' ? null : sql`now()`})
  `.execute(database.db);
  for (const [index, [product_id, title, qty]] of lines.entries())
    await sql`
      insert into order_lines (order_id, position, product_id, title, qty, price)
      values (${id}, ${index + 1}, ${product_id}, ${title}, ${qty}, ${product_id === null ? null : '10.10'})
    `.execute(database.db);
  return id;
};

const merged = (from: string, to: string) =>
  database.db.transaction().execute(async (tx) => {
    await sql`select from people where id in (${from}, ${to}) order by id for no key update`.execute(tx);
    await merge(tx, from, to);
  });

const all = async (query: ReturnType<typeof sql>): Promise<readonly unknown[]> =>
  (await query.execute(database.db)).rows;

it('joins two carts into one, adding up what is in both', async () => {
  const [guest, owner] = [await person(), await person()];
  const [pipe, clamp] = [await product(), await product()];
  const cart = await order(owner, [
    [pipe, 'Труба', 2],
    [null, 'нечто', 1],
  ]);
  await order(guest, [
    [clamp, 'Хомут', 4],
    [pipe, 'Труба', 3],
  ]);
  await merged(guest, owner);
  expect(await all(sql`select id, version, total from orders where person_id = ${owner}`)).toEqual([
    { id: cart, version: 2, total: '90.90' },
  ]);
  expect(
    await all(sql`select title, qty from order_lines where order_id = ${cart} order by position`),
  ).toEqual([
    { title: 'Труба', qty: '5.000' },
    { title: 'нечто', qty: '1.000' },
    { title: 'Хомут', qty: '4.000' },
  ]);
  expect(await all(sql`select from people where id = ${guest}`)).toEqual([]);
});

it('joins carts at their limits', async () => {
  const [guest, owner] = [await person(), await person()];
  const carts = [await order(owner, []), await order(guest, [])];
  const goods = await Promise.all(Array.from({ length: 300 }, product));
  for (const [at, cart] of carts.entries())
    await sql`
      insert into order_lines (order_id, position, product_id, title, qty, price)
      select ${cart}, place, id, 'Труба', 1000000, 9999999999.99
      from unnest(${goods.slice(at * 50, at * 50 + 250)}::integer[]) with ordinality as goods(id, place)
    `.execute(database.db);
  await merged(guest, owner);
  expect(
    await all(sql`
      select count(*)::integer as lines, max(qty) as most, max(o.total) as total
      from orders o join order_lines l on l.order_id = o.id where o.person_id = ${owner}
    `),
  ).toEqual([{ lines: 300, most: '1000000.000', total: '99999999999999.99' }]);
});

it('takes the only cart along, and what was ordered', async () => {
  const [guest, owner] = [await person(), await person()];
  const cart = await order(guest, [[null, 'Труба', 1]]);
  const placed = await order(guest, [], 'pending');
  await merged(guest, owner);
  expect(await all(sql`select id from orders where person_id = ${owner} order by status`)).toEqual([
    { id: cart },
    { id: placed },
  ]);
});

it('unites memberships: an owner stays one, and the account acts for whom it acted', async () => {
  const [guest, owner] = [await person(), await person()];
  const chosen = await organization({ [owner]: 'owner' });
  const both = await organization({ [guest]: 'owner', [owner]: 'member' });
  const only = await organization({ [guest]: 'member' });
  await sql`
    update organization_members set chosen_at = now() + interval '1 minute'
    where person_id = ${owner} and organization_id = ${chosen}
  `.execute(database.db);
  await merged(guest, owner);
  expect(
    await all(sql`
      select organization_id as id, role from organization_members where person_id = ${owner}
      order by chosen_at desc limit 1
    `),
  ).toEqual([{ id: chosen, role: 'owner' }]);
  expect(
    await all(sql`
      select organization_id as id, role from organization_members
      where person_id = ${owner} and organization_id in (${both}, ${only}) order by role
    `),
  ).toEqual([
    { id: only, role: 'member' },
    { id: both, role: 'owner' },
  ]);
  expect(await all(sql`select customer from people where id = ${owner}`)).toEqual([{ customer: true }]);
});

it('unites questions, what was read of them, and requests for access', async () => {
  const [guest, owner] = [await person(), await person()];
  const company = await organization({});
  const question = newId();
  await sql`
    insert into questions (id, person_id, title, closed_by) values (${question}, ${guest}, 'Когда?', ${guest})
  `.execute(database.db);
  await sql`
    insert into question_messages (question_id, author_id, by_office, author_name, text)
    values (${question}, ${guest}, false, 'Анна', 'Когда?')
  `.execute(database.db);
  await sql`
    insert into question_reads (question_id, person_id, message_id)
    values (${question}, ${guest}, 7), (${question}, ${owner}, 5)
  `.execute(database.db);
  for (const id of [guest, owner])
    await sql`
      insert into access_requests (id, person_id, organization_id, words) values (${newId()}, ${id}, ${company}, 'Ромашка')
    `.execute(database.db);
  await merged(guest, owner);
  expect(await all(sql`select person_id, closed_by from questions where id = ${question}`)).toEqual([
    { person_id: owner, closed_by: owner },
  ]);
  expect(await all(sql`select author_id from question_messages where question_id = ${question}`)).toEqual([
    { author_id: owner },
  ]);
  expect(
    await all(sql`select person_id, message_id from question_reads where question_id = ${question}`),
  ).toEqual([{ person_id: owner, message_id: 7 }]);
  expect(await all(sql`select person_id from access_requests where organization_id = ${company}`)).toEqual([
    { person_id: owner },
  ]);
});

it('keeps the contacts of the account where the chat had only typed others', async () => {
  const [guest, owner] = [await person(), await person()];
  for (const [person_id, value] of [
    [guest, '+79990000001'],
    [owner, '+79990000002'],
  ] as const)
    await database.db
      .insertInto('identities')
      .values({ id: newId(), person_id, kind: 'phone', value })
      .execute();
  await merged(guest, owner);
  expect(await all(sql`select value from identities where person_id = ${owner}`)).toEqual([
    { value: '+79990000002' },
  ]);
});

it('leaves nothing that speaks of the one who is gone', async () => {
  const [guest, owner] = [await person(), await person()];
  const { rows: columns } = await sql<{ source: string; name: string }>`
    select c.conrelid::regclass::text as source, a.attname as name
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'people'::regclass
  `.execute(database.db);
  // A table that comes must be thought of in the merge; these hold nothing of somebody who is merged away.
  const employees = ['accounts', 'settings', 'canned_answers', 'notes', 'service_keys', 'webhook_endpoints'];
  const known = new Set([
    ...['conversations', 'messages', 'search_log', 'identities', 'link_codes', 'orders', 'order_aliases'],
    ...['organization_members', 'organization_invitations', 'access_requests'],
    ...['questions', 'question_messages', 'question_reads', ...employees],
  ]);
  const forgotten = columns.filter(
    ({ source }) => !known.has(source) && !/import|synonym|search/.test(source),
  );
  expect(forgotten).toEqual([]);
  await merged(guest, owner);
  expect(await all(sql`select from people where id = ${guest}`)).toEqual([]);
});
