import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { must, START } from '../testing.ts';
import { officeBench } from './testing.ts';

const bench = officeBench();
const DAY_MS = 86_400_000;
const found: Record<string, { id: string; number: number; organizationId: string; personId: string }> = {};

beforeAll(async () => {
  const make = async (name: string, organization: string, title: string, price: string) => {
    const customer = await bench.addCustomer({ name: organization });
    const order = await bench.place(customer.personId, { [await bench.addProduct({ title, price })]: '2' });
    found[name] = { ...customer, id: order.id, number: order.number ?? 0 };
    bench.pass(60_000);
  };
  await make('pipes', 'ООО Стройка 100%', 'Труба ПВХ 20мм', '10');
  await make('taps', 'Сантехника Плюс', 'Кран шаровый', '500');
  await make('lamps', 'Свет_и_Дом', 'Лампа', '90');
  must(await bench.fill((await bench.addCustomer()).personId, { [await bench.addProduct()]: '1' }));
});

const idOf = (name: string) => found[name]?.id ?? '';
const named = (ids: string[]) => ids.map((id) => Object.keys(found).find((name) => idOf(name) === id));
const list = async (query: string) => {
  const { status, body } = await bench.call('GET', `/shop/orders?${query}`, { as: 'operator' });
  expect(status).toBe(200);
  expect(body.total).toBe(body.items.length);
  return named(body.items.map(({ id }: { id: string }) => id));
};
const q = (text: string) => `q=${encodeURIComponent(text)}`;

describe('S3-09: the list of orders', () => {
  it('has the newest first, without carts', async () => {
    expect(await list('')).toEqual(['lamps', 'taps', 'pipes']);
    const { body } = await bench.call('GET', '/shop/orders?size=1');
    expect(body.total).toBe(3);
    expect(body.items[0]).toMatchObject({
      number: found.lamps?.number,
      status: 'pending',
      total: '180.00',
      lines: 1,
      doubts: 0,
      organization: { id: found.lamps?.organizationId, name: 'Свет_и_Дом' },
      person: { name: 'Anna' },
      delivery_on: null,
      moves: ['confirmed', 'assembling', 'cancelled'],
    });
  });

  it.each([
    ['sort=total', ['pipes', 'lamps', 'taps']],
    ['sort=-number', ['lamps', 'taps', 'pipes']],
    ['sort=delivery_on&size=200', ['pipes', 'taps', 'lamps']],
    ['status=pending,done', ['lamps', 'taps', 'pipes']],
    ['status=done', []],
    [q('стройка'), ['pipes']],
    [q('100%'), ['pipes']],
    [q('%'), ['pipes']],
    [q('_'), ['lamps']],
    [q('кран шаровый'), ['taps']],
    [q('кран стройка'), []],
    [q('anna'), ['lamps', 'taps', 'pipes']],
    [q("'; drop table orders; --"), []],
    [q('\\'), []],
    [`from=2026-03-02&to=2026-03-02`, ['lamps', 'taps', 'pipes']],
    [`from=2026-03-03`, []],
    [`to=2026-03-01`, []],
    [`from=${new Date(START + 60_000).toISOString()}`, ['lamps', 'taps']],
    [`organization_id=${newId()}`, []],
  ])('with %s', async (query, expected) => {
    // Ids come in the order of time within a test run.
    const names = await list(query);
    expect(query.startsWith('sort=delivery') ? names.toSorted() : names).toEqual(
      query.startsWith('sort=delivery') ? expected.toSorted() : expected,
    );
  });

  it('knows a number, an organization and a person', async () => {
    expect(await list(q(String(found.taps?.number)))).toEqual(['taps']);
    expect(await list(q(`№${found.taps?.number}`))).toEqual(['taps']);
    expect(await list(`organization_id=${found.taps?.organizationId}`)).toEqual(['taps']);
    expect(await list(`person_id=${found.lamps?.personId}`)).toEqual(['lamps']);
  });

  it.each([
    'sort=comment',
    'status=draft',
    'status=pending,nonsense',
    'status=',
    'organization_id=1',
    'from=yesterday',
    'to=99999-01-01',
    'size=0',
    'page=-1',
    'colour=red',
  ])('refuses %s', async (query) => {
    expect((await bench.call('GET', `/shop/orders?${query}`)).status).toBe(422);
  });

  it('comes as a table, too', async () => {
    const { status, text } = await bench.call('GET', `/shop/orders.csv?status=pending`);
    expect(status).toBe(200);
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain('Свет_и_Дом');
    expect((await bench.call('GET', '/shop/orders.csv?page=2')).status).toBe(422);
  });

  it.each(['orders', 'orders.csv', 'orders/board', 'orders/figures', `orders/${newId()}`, 'orders/live'])(
    'is for employees: %s',
    async (path) => {
      expect((await bench.call('GET', `/shop/${path}`, { as: 'nobody' })).status).toBe(403);
    },
  );
});

describe('S3-09: the board', () => {
  const columns = async (query = '') => {
    const { body } = await bench.call('GET', `/shop/orders/board?${query}`);
    return body.columns as { status: string; total: number; sum: string; items: { id: string }[] }[];
  };

  it('has a column for each status, the newest first', async () => {
    const all = await columns();
    expect(all.map(({ status }) => status)).toEqual([
      'pending',
      'confirmed',
      'assembling',
      'shipped',
      'done',
      'cancelled',
    ]);
    expect(all[0]).toMatchObject({ total: 3, sum: '1200.00' });
    expect(named(all[0]?.items.map(({ id }) => id) ?? [])).toEqual(['lamps', 'taps', 'pipes']);
    expect(all[1]).toEqual({ status: 'confirmed', total: 0, sum: '0.00', items: [] });
    const some = await columns(`organization_id=${found.taps?.organizationId}`);
    expect(some[0]).toMatchObject({ total: 1, sum: '1000.00' });
    expect((await columns(q('труба')))[0]).toMatchObject({ total: 1 });
  });

  it('forgets after a week what is over', async () => {
    const { personId } = await bench.addCustomer();
    const { id } = await bench.place(personId);
    await bench.db.updateTable('orders').set({ status: 'cancelled' }).where('id', '=', id).execute();
    // The database keeps the time of the change by its own clock.
    const ahead = Date.now() - bench.clock.now();
    bench.pass(ahead);
    expect((await columns())[5]?.total).toBe(1);
    bench.pass(8 * DAY_MS);
    expect((await columns())[5]?.total).toBe(0);
    bench.pass(-ahead - 8 * DAY_MS);
  });

  it.each(['organization_id=x', 'page=1'])('refuses %s', async (query) => {
    expect((await bench.call('GET', `/shop/orders/board?${query}`)).status).toBe(422);
  });
});

it('S3-09: the page of an order has its lines and its history', async () => {
  const { body } = await bench.call('GET', `/shop/orders/${idOf('pipes').toUpperCase()}`);
  expect(body).toMatchObject({
    id: idOf('pipes'),
    lines: [{ title: 'Труба ПВХ 20мм', qty: '2', price: '10.00', sum: '20.00', stock: '100', gone: false }],
    history: [{ from: 'draft', to: 'pending', by: { name: 'Anna' }, channel: 'telegram', undone_at: null }],
    conversation_id: null,
    questions: [],
  });
  expect((await bench.call('GET', `/shop/orders/${newId()}`)).status).toBe(404);
  expect((await bench.call('GET', '/shop/orders/1')).status).toBe(422);
});
