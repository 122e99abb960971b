import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '#kernel/time.ts';
import { MOVES } from '#modules/orders/index.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import type { Employee } from '#test/actors/panel.ts';
import { loadDemo } from '../index.ts';
import { loadShop } from './index.ts';
import { demoCustomers, demoOrders } from './texts.ts';

let office: TestOffice;
let manager: Employee;

beforeAll(async () => {
  office = await openOffice();
  await loadDemo(office.app());
  manager = await office.employee({ roles: ['manager'] });
});

afterAll(() => office?.close());

const get = async <T>(path: string): Promise<T> => {
  const { status, body } = await manager.get<T>(path);
  expect(status).toBe(200);
  return body;
};

interface Card {
  readonly id: string;
  readonly status: string;
  readonly total: string;
  readonly doubts: number;
  readonly number: number;
}

it('the board has orders in every status, the newest with something to clarify', async () => {
  const { columns } = await get<{ columns: { status: string; items: Card[] }[] }>('/shop/orders/board');
  for (const { status, items } of columns) expect([status, items.length > 0]).toEqual([status, true]);
  const [newest] = columns.find(({ status }) => status === 'pending')?.items ?? [];
  expect(newest).toMatchObject({ doubts: 2, number: demoOrders.length });

  const page = await get<{
    lines: { doubt: string | null; choices: unknown[]; price: string | null; stock: string | null }[];
    conversation_id: string | null;
  }>(`/shop/orders/${newest?.id}`);
  expect(page.conversation_id).not.toBeNull();
  expect(page.lines.map(({ doubt }) => doubt)).toEqual([null, null, 'doubtful', 'unknown']);
  expect(page.lines[2]?.choices).toHaveLength(2);
  // 48.50 less 8 %: the price of the company.
  expect(page.lines[0]?.price).toBe('44.62');
});

it('every line is a product or in doubt, every total is that of its lines, and every step a move there is', async () => {
  const { db } = office;
  const lines = await db
    .selectFrom('order_lines')
    .select(['product_id', 'doubt', 'order_id', 'qty', 'price'])
    .execute();
  expect(lines).toHaveLength(demoOrders.flatMap((order) => order.lines).length);
  for (const { product_id, doubt } of lines) expect(product_id === null).toBe(doubt !== null);
  for (const { id, total } of await db.selectFrom('orders').select(['id', 'total']).execute()) {
    const own = lines.filter(({ order_id }) => order_id === id);
    const sum = own.reduce(
      (all, { qty, price }) => all + Math.round(Number(qty) * Number(price ?? 0) * 100),
      0,
    );
    expect(Math.round(Number(total) * 100)).toBe(sum);
    expect(sum).toBeGreaterThan(0);
  }
  for (const { steps } of demoOrders) {
    steps.forEach(([to, hoursAgo], index) => {
      const [from, before] = steps[index - 1] ?? (['draft', 14 * 24] as const);
      expect(MOVES[from]).toContain(to);
      expect(hoursAgo).toBeLessThan(before);
    });
  }
});

it('the overview, the customers and the questions have something to show', async () => {
  const figures = await get<{ days: { orders: number }[]; top_products: unknown[] }>(
    '/shop/orders/figures?days=15',
  );
  expect(figures.days.reduce((all, { orders }) => all + orders, 0)).toBe(demoOrders.length - 1);
  expect(figures.top_products.length).toBeGreaterThan(5);
  const { items } = await get<{ items: { name: string }[] }>('/shop/organizations');
  expect(items.map(({ name }) => name).sort()).toEqual(demoCustomers.map((one) => one.organization).sort());
  expect(await get('/shop/questions/unread')).toMatchObject({ waiting: 1 });
});

it('phones of the demo are nobody’s, prove nothing and open nothing', async () => {
  const { db } = office;
  const phones = await db
    .selectFrom('identities')
    .select(['value', 'verified_at'])
    .where('kind', '=', 'phone')
    .execute();
  expect(phones.length).toBeGreaterThan(0);
  for (const { value, verified_at } of phones) {
    expect(value).toMatch(/^\+7900000\d{4}$/);
    expect(verified_at).toBeNull();
  }
  const accounts = await db.selectFrom('accounts').select('login').where('login', 'like', '+%').execute();
  expect(accounts).toEqual([]);
  const told = await db.selectFrom('order_changes').select('id').where('tell_at', 'is not', null).execute();
  expect(told).toEqual([]);
});

it('loading again changes nothing, and where customers are already nothing is added', async () => {
  const count = async () => {
    const { db } = office;
    const counted = async (table: 'orders' | 'organizations' | 'questions' | 'order_changes') =>
      (await db.selectFrom(table).select('id').execute()).length;
    return [
      await counted('orders'),
      await counted('organizations'),
      await counted('questions'),
      await counted('order_changes'),
    ];
  };
  const before = await count();
  await loadShop({ db: office.db, clock: systemClock });
  expect(await count()).toEqual(before);
});
