import { expect, it } from 'vitest';
import { START } from '../testing.ts';
import { officeBench } from './testing.ts';

// START is 12:00 of 2026-03-02 in Moscow.
const bench = officeBench();
const HOUR_MS = 3_600_000;

const figures = async (days = 30) =>
  (await bench.call('GET', `/shop/orders/figures?days=${days}`, { as: 'operator' })).body;

it('figures are of the days of the office, with those on which nobody ordered', async () => {
  const { personId } = await bench.addCustomer();
  const [pipe, tap] = [
    await bench.addProduct({ price: '10', title: 'Pipe' }),
    await bench.addProduct({ price: '7', title: 'Tap' }),
  ];
  await bench.place(personId, { [pipe]: '1' });
  // 23:59 in Moscow, 20:59 in UTC.
  bench.pass(12 * HOUR_MS - 60_000);
  await bench.place(personId, { [pipe]: '2', [tap]: '1' });
  // 00:00 in Moscow: the same day in UTC, the next one of the office.
  bench.pass(60_000);
  expect(new Date(bench.clock.now()).toISOString()).toBe('2026-03-02T21:00:00.000Z');
  await bench.place(personId, { [tap]: '3' });
  const { id } = await bench.place(personId, { [tap]: '100' });
  await bench.db.updateTable('orders').set({ status: 'cancelled' }).where('id', '=', id).execute();
  const told = await figures(4);
  expect(told).toMatchObject({
    days: [
      { date: '2026-02-28', orders: 0, revenue: '0.00' },
      { date: '2026-03-01', orders: 0, revenue: '0.00' },
      { date: '2026-03-02', orders: 2, revenue: '37.00' },
      { date: '2026-03-03', orders: 1, revenue: '21.00' },
    ],
    today: { date: '2026-03-03', orders: 1, revenue: '21.00' },
    open: { pending: 3, confirmed: 0, assembling: 0, shipped: 0 },
  });
  expect(told.top_products).toEqual([
    { product_id: pipe, title: 'Pipe', qty: '3', sum: '30.00', orders: 2 },
    { product_id: tap, title: 'Tap', qty: '4', sum: '28.00', orders: 2 },
  ]);
  expect((await figures()).days).toHaveLength(30);
  expect((await figures(1)).days).toEqual([told.today]);
  bench.pass(START - bench.clock.now());
});

it.each(['0', '367', 'x', '1.5'])('figures of %s days are refused', async (days) => {
  expect((await bench.call('GET', `/shop/orders/figures?days=${days}`)).status).toBe(422);
});
