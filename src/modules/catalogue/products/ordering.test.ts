import { describe, expect, it } from 'vitest';
import { goodsBench } from './testing.ts';

const bench = goodsBench();
const change = (id: number, body: object, as: 'manager' | 'operator' = 'manager') =>
  bench.call('PATCH', `/products/${id}`, { as, body });

describe('how a product is ordered', () => {
  it('is kept by the office, each part alone', async () => {
    const id = await bench.addProduct();
    expect((await change(id, { order_min: '10', order_multiple: '2.5' })).body).toMatchObject({
      order_min: '10.000',
      order_multiple: '2.500',
    });
    expect((await change(id, { order_min: null })).body).toMatchObject({
      order_min: null,
      order_multiple: '2.500',
    });
    expect((await bench.audited()).at(-1)).toMatchObject({
      action: 'catalogue.order_steps',
      subject_kind: 'product',
      subject_id: String(id),
      before: { order_min: '10.000', order_multiple: '2.500' },
      after: { order_min: null, order_multiple: '2.500' },
    });
    const entries = (await bench.audited()).length;
    expect((await change(id, { order_multiple: '2.5' })).status).toBe(200);
    expect(await bench.audited()).toHaveLength(entries);
  });

  it.each([
    {},
    { order_min: '0' },
    { order_min: '-1' },
    { order_min: 5 },
    { order_min: '1,5' },
    { order_multiple: '0.0001' },
    { order_multiple: '1000001' },
    { price: '1' },
  ])('refuses %j', async (body) => {
    expect((await change(await bench.addProduct(), body)).status).toBe(422);
  });

  it('is for managers, and of a product', async () => {
    expect((await change(await bench.addProduct(), { order_min: '1' }, 'operator')).status).toBe(403);
    expect((await change(2_000_000_000, { order_min: '1' })).status).toBe(404);
  });
});
