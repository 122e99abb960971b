import { expect, it } from 'vitest';
import { orderData } from './personal-data.ts';
import { inChat, must, ordersBench } from './testing.ts';

const bench = ordersBench();

it('the orders of a person come out whole, and stay without their words', async () => {
  const { personId } = await bench.addCustomer();
  const pipe = await bench.addProduct({ title: 'Pipe', price: '10' });
  must(await bench.fill(personId, { [pipe]: '2' }));
  must(
    await bench.add(personId, [
      { productId: null, title: 'для тёти Маши', said: 'для тёти Маши', qty: '1', note: 'тайна' },
    ]),
  );
  const cart = must(
    await bench.inTx((tx) =>
      bench.cart.setDelivery(tx, { personId, address: 'ул. Тайная, 1', comment: 'тайна' }),
    ),
  );
  const order = must(await bench.submit(personId, cart));
  must(
    await bench.inTx((tx) =>
      bench.orders.cancel(tx, { personId, orderId: order.id, reason: 'тайна', by: inChat(personId) }),
    ),
  );
  must(await bench.fill(personId, { [pipe]: '1' }));
  const other = await bench.place((await bench.addCustomer()).personId);

  const data = orderData({ db: bench.db });
  const subject = { id: personId, identities: [] };
  const collected = JSON.stringify(await Array.fromAsync(data.collect(subject)));
  for (const word of ['ул. Тайная, 1', 'для тёти Маши', 'тайна', 'Pipe', order.number])
    expect(collected).toContain(word);
  expect(collected).not.toContain(other.id);

  for (let twice = 0; twice < 2; twice += 1) await bench.inTx((tx) => data.erase(tx, subject));
  const left = await Array.fromAsync(data.collect(subject));
  expect(left).toHaveLength(1);
  expect(JSON.stringify(left)).not.toMatch(/тайн|тёти/i);
  expect(left[0]).toMatchObject({
    number: order.number,
    total: '20.00',
    lines: [{ title: 'Pipe' }, { title: '…' }],
  });
});
