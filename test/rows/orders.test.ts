import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { type Actor, CHANNELS, type ChannelName } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

/** Somebody new as a customer, with an order that was placed just now. */
const customer = async (channel: ChannelName): Promise<{ person: Actor; id: string; number: number }> => {
  const person = await office.person(channel);
  await person.says('/start');
  await person.hears(/./);
  const { rows } = await sql<{ id: string; number: number }>`
    with person as (
      select person_id as id from conversations where kind = 'private' order by id desc limit 1
    ), organization as (
      insert into organizations (id, name, kind) values (${newId()}, 'Анна', 'private') returning id
    ), member as (
      insert into organization_members (organization_id, person_id, role)
      select o.id, p.id, 'owner' from organization o, person p
    )
    insert into orders (id, number, person_id, organization_id, status, submitted_at)
    select ${newId()}, nextval('order_numbers'), p.id, o.id, 'pending', now() from person p, organization o
    returning id, number
  `.execute(office.db);
  const [order] = rows;
  if (!order) throw new Error('nobody has written');
  await sql`
    insert into order_lines (order_id, position, title, qty, price) values (${order.id}, 1, 'Труба', 2, 10)
  `.execute(office.db);
  return { person, ...order };
};

/** Ten seconds later. */
const later = (id: string) =>
  sql`update order_changes set tell_at = now() where order_id = ${id} and told_at is null`.execute(office.db);

describe.each(CHANNELS)('S3-09: a status change by the office, for a customer on %s', (channel) => {
  it('to an allowed one persists and tells the customer; an unknown one is refused', async () => {
    const { person, id, number } = await customer(channel);
    const operator = await office.employee({ roles: ['operator'] });

    for (const status of ['delivered', 'draft', 'PENDING', ''])
      expect((await operator.post(`/shop/orders/${id}/status`, { status })).status).toBe(422);
    expect((await operator.post(`/shop/orders/${id}/status`, { status: 'done' })).status).toBe(409);
    expect((await operator.get(`/shop/orders/${id}`)).body).toMatchObject({ status: 'pending', history: [] });

    const moved = await operator.post(`/shop/orders/${id}/status`, { status: 'confirmed' });
    expect(moved).toMatchObject({ status: 200, body: { status: 'confirmed' } });
    await later(id);
    await person.hears(new RegExp(`Заказ № ${number} подтверждён`));
    expect((await person.sees()).buttons.flat()).toContain('Открыть заказ');
    expect((await operator.get(`/shop/orders/${id}`)).body).toMatchObject({
      status: 'confirmed',
      history: [{ from: 'pending', to: 'confirmed', told_at: expect.any(String) }],
    });
  });
});

describe('S3-09: the founding route', () => {
  const send = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${office.base()}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ status: 'confirmed' }),
    });

  it('changes nothing for strangers, nor for a request that another site forged', async () => {
    const { id } = await customer('webchat');
    const operator = await office.employee({ roles: ['operator'] });
    const cookie = [...operator.cookies].map((pair) => pair.join('=')).join('; ');
    for (const path of [`/admin/orders/${id}/status`, `/api/v1/shop/orders/${id}/status`]) {
      expect((await send(path)).status).toBe(401);
      expect((await send(path, { cookie })).status).toBe(403);
    }
    const token = operator.csrf() ?? '';
    expect((await send(`/admin/orders/${id}/status`, { cookie, 'x-csrf-token': token })).status).toBe(200);
  });
});

it('/admin/summary counts for employees, and for nobody else', async () => {
  const summary = `${office.base()}/admin/summary`;
  expect((await fetch(summary)).status).toBe(401);
  const operator = await office.employee({ roles: ['operator'] });
  const cookie = [...operator.cookies].map((pair) => pair.join('=')).join('; ');
  const counts = async () => (await fetch(summary, { headers: { cookie } })).json();
  const before = (await counts()) as Record<string, number>;
  expect(Object.keys(before)).toEqual(['users', 'organizations', 'categories', 'products', 'orders']);
  await customer('webchat');
  expect(await counts()).toEqual({
    ...before,
    users: (before.users ?? 0) + 1,
    organizations: (before.organizations ?? 0) + 1,
    orders: (before.orders ?? 0) + 1,
  });
});
