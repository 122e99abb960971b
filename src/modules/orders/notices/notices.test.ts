import { beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';

import { startValue } from '#kernel/start-value.ts';
import { silent } from '#test/database.ts';
import type { PlacedStatus } from '../contract.ts';
import { officeBench } from '../office/testing.ts';
import { inChat, must } from '../testing.ts';
import { createNotices, type Push } from './notices.ts';

const bench = officeBench();
const said: Parameters<Push>[1][] = [];
let answer: (personId: string) => boolean | Promise<boolean> = () => true;

const notices = () =>
  createNotices({
    db: bench.db,
    say: async (_, words) => {
      const isTold = await answer(words.personId);
      if (isTold) said.push(words);
      return isTold;
    },
    clock: bench.clock,
    log: silent,
  });
const tellAll = async (): Promise<void> => {
  const { tellNext } = notices();
  while (await tellNext());
};
const move = async (id: string, status: PlacedStatus, more: object = {}) =>
  must({
    ok: true,
    value:
      (await bench.desk().moves.move(bench.employee('operator'), { ids: [id], status, ...more })).moved[0]
        ?.changeId ?? 0,
  });
const placed = async () => {
  const { personId, organizationId } = await bench.addCustomer();
  return { personId, organizationId, order: await bench.place(personId) };
};

beforeEach(() => {
  said.length = 0;
  answer = () => true;
});

describe('S3-09: customers are told how their orders fare', () => {
  it('ten seconds after a change in the panel, with a button to the order', async () => {
    const { personId, order } = await placed();
    const changeId = await move(order.id, 'confirmed', { reason: 'ждём вас' });
    bench.pass(9_999);
    await tellAll();
    expect(said).toEqual([]);
    bench.pass(1);
    await tellAll();
    await tellAll();
    expect(said).toEqual([
      {
        personId,
        text: {
          ru: `Заказ № ${order.number} подтверждён. Скоро начнём собирать.\nСумма: 301\u00a0₽.\nКомментарий: ждём вас`,
          en: `Order No. ${order.number} is confirmed. We will start to assemble it soon.\nTotal: ₽301.\nNote: ждём вас`,
        },
        buttons: {
          ru: [[{ label: 'Открыть заказ', value: startValue('orders', order.id) }]],
          en: [[{ label: 'Open the order', value: startValue('orders', order.id) }]],
        },
      },
    ]);
    const told = (await bench.changesOf(order.id)).find(({ id }) => id === changeId);
    expect(told?.told_at).toEqual(new Date(bench.clock.now()));
    const { body } = await bench.call('POST', '/shop/orders/changes/undo', {
      body: { change_ids: [changeId] },
    });
    expect(body.refused).toEqual([{ change_id: changeId, why: 'late' }]);
  });

  it('once what it comes to, and what is not clear yet', async () => {
    const { order } = await placed();
    await bench.db
      .insertInto('order_lines')
      .values({ order_id: order.id, position: 9, title: 'колено 50', qty: '5', doubt: 'unknown' })
      .execute();
    await bench.db.updateTable('orders').set({ address: 'Lenina 1' }).where('id', '=', order.id).execute();
    for (const status of ['confirmed', 'assembling'] as const) {
      await move(order.id, status);
      bench.pass(10_000);
      await tellAll();
    }
    expect(said.map(({ text }) => text.ru)).toEqual([
      `Заказ № ${order.number} подтверждён. Скоро начнём собирать.\nСумма: 301\u00a0₽.\nЕщё 1 позицию уточняет менеджер.`,
      `Заказ № ${order.number} собирается. Напишем, когда отправим.`,
    ]);
  });

  it('not whoever has left the organization: its owner, or nobody', async () => {
    const { personId, organizationId, order } = await placed();
    const owner = newId();
    await bench.db.insertInto('people').values({ id: owner, name: 'Olga' }).execute();
    await bench.db
      .deleteFrom('organization_members')
      .where('organization_id', '=', organizationId)
      .where('person_id', '=', personId)
      .execute();
    await bench.db
      .insertInto('organization_members')
      .values({ organization_id: organizationId, person_id: owner, role: 'owner' })
      .execute();
    await move(order.id, 'confirmed');
    bench.pass(60_000);
    await tellAll();
    expect(said.map((one) => one.personId)).toEqual([owner]);
    await bench.db.deleteFrom('organization_members').where('organization_id', '=', organizationId).execute();
    await move(order.id, 'assembling');
    bench.pass(60_000);
    await tellAll();
    expect(said).toHaveLength(1);
  });

  it('of nothing that was undone', async () => {
    const { order } = await placed();
    const changeId = await move(order.id, 'confirmed');
    await bench.desk().moves.undo(bench.employee('manager'), [changeId]);
    bench.pass(60_000);
    await tellAll();
    expect(said).toEqual([]);
  });

  it('of several quick changes once, the last', async () => {
    const { order } = await placed();
    await move(order.id, 'confirmed');
    bench.pass(6_000);
    await move(order.id, 'assembling');
    bench.pass(6_000);
    await tellAll();
    expect(said).toEqual([]);
    bench.pass(4_000);
    await tellAll();
    expect(said.map(({ text }) => text.ru)).toEqual([
      `Заказ № ${order.number} собирается. Напишем, когда можно будет забрать.\nСумма: 301\u00a0₽.`,
    ]);
    const [, ...changes] = await bench.changesOf(order.id);
    expect(changes.every(({ told_at: at }) => at !== null)).toBe(true);
  });

  it('at once of what 1C did, and of what a colleague did', async () => {
    const { personId, organizationId, order } = await placed();
    const by = { ...bench.employee('administrator'), channel: '1c' };
    await bench.desk().moves.move(by, { ids: [order.id], status: 'confirmed' });
    await tellAll();
    expect(said).toHaveLength(1);
    const colleague = await bench.addPerson();
    await bench.join(colleague, organizationId);
    must(
      await bench.inTx((tx) =>
        bench.orders.cancel(tx, {
          personId: colleague,
          orderId: order.id,
          reason: '',
          by: inChat(colleague),
        }),
      ),
    );
    await tellAll();
    expect(said[1]).toMatchObject({ personId, text: { ru: expect.stringContaining('отменён') } });
  });

  it('exactly once, however many processes tell', async () => {
    const orders = [];
    for (let n = 0; n < 12; n += 1) orders.push((await placed()).order);
    for (const { id } of orders) await move(id, 'confirmed');
    bench.pass(10_000);
    const stop = new AbortController();
    const running = [notices().run(stop.signal), notices().run(stop.signal), notices().run(stop.signal)];
    await vi.waitFor(() => expect(said).toHaveLength(orders.length), 10_000);
    stop.abort();
    await Promise.all(running);
    await tellAll();
    expect(said).toHaveLength(orders.length);
    expect(new Set(said.map(({ personId }) => personId)).size).toBe(orders.length);
  });

  it('not when there is no chat, and the history does not say so', async () => {
    const { order } = await placed();
    await move(order.id, 'confirmed');
    answer = () => false;
    bench.pass(10_000);
    await tellAll();
    expect((await bench.changesOf(order.id)).at(-1)).toMatchObject({ told_at: null, tell_at: null });
  });

  it('later, when it failed, without holding up the others', async () => {
    const [one, other] = [await placed(), await placed()];
    for (const { order } of [one, other]) await move(order.id, 'confirmed');
    answer = (personId) => {
      if (personId === one.personId) throw new Error('broken');
      return true;
    };
    bench.pass(10_000);
    await tellAll();
    expect(said.map(({ personId }) => personId)).toEqual([other.personId]);
    answer = () => true;
    bench.pass(60_000);
    await tellAll();
    expect(said.map(({ personId }) => personId)).toEqual([other.personId, one.personId]);
  });

  it.each([
    ['Lenina 1', 'отправлен и едет к вам.'],
    [null, 'готов и ждёт вас. Приезжайте!'],
  ])('of an order that is shipped to %s', async (address, words) => {
    const { order } = await placed();
    await bench.db
      .updateTable('orders')
      .set({ address, status: 'assembling' })
      .where('id', '=', order.id)
      .execute();
    await move(order.id, 'shipped');
    bench.pass(10_000);
    await tellAll();
    expect(said[0]?.text.ru).toBe(`Заказ № ${order.number} ${words}`);
  });
});
