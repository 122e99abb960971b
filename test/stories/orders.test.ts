import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { type Actor, CHANNELS } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import { type Enrolled, enrol } from './customers.ts';
import { hide, stockUp } from './goods.ts';

const RAKE = 'Грабли садовые витые';
const LADDER = 'Лестница приставная';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
  await stockUp(office, {
    Сад: [
      { title: RAKE, sku: 'ГС-1', price: '410.00', unit: 'шт', stock: '9' },
      { title: LADDER, sku: 'ЛП-1', price: '2500.00', unit: 'шт', stock: '3' },
    ],
  });
});
afterAll(() => office.close());

/** An order as it stands after the office has worked on it. */
const ordered = async (
  { personId, organizationId }: Enrolled,
  { status = 'pending', qty = 2 }: { status?: string; qty?: number } = {},
): Promise<{ id: string; number: number }> => {
  const id = newId();
  const { rows } = await sql<{ number: number }>`
    insert into orders (id, number, person_id, organization_id, status, total, address, channel, submitted_at)
    values (${id}, nextval('order_numbers'), ${personId}, ${organizationId}, ${status}, ${qty * 2910},
            'Ржев, Набережная, 3', 'telegram', clock_timestamp())
    returning number
  `.execute(office.db);
  await sql`
    insert into order_lines (order_id, position, product_id, title, sku, unit, qty, price)
    select ${id}, row_number() over (order by id), id, title, sku, unit, ${qty}, price
    from products where title in (${RAKE}, ${LADDER})
  `.execute(office.db);
  const way = ['draft', 'pending', ...(status === 'pending' ? [] : [status])];
  for (const [at, to] of way.entries())
    if (at > 0)
      await sql`
        insert into order_changes (order_id, from_status, to_status, by_channel)
        values (${id}, ${way[at - 1]}, ${to}, 'telegram')
      `.execute(office.db);
  return { id, number: rows[0]?.number ?? 0 };
};

const statusOf = async (id: string): Promise<string | undefined> => {
  const row = await office.db.selectFrom('orders').select('status').where('id', '=', id).executeTakeFirst();
  return row?.status;
};

/** The dialogue of somebody stands at an order, as if its button had been pressed. */
const opens = async (anna: Actor, number: number): Promise<string> => {
  await anna.says('/orders');
  await anna.hears(/^У вас \d/);
  await anna.says(`№ ${number}`);
  return anna.hears(new RegExp(`^Заказ № ${number}: `));
};

describe.each(CHANNELS)('my orders on %s', (channel) => {
  it('orders come by pages of eight; one shows its lines, where it is, and where it goes', async () => {
    const anna = await office.person(channel);
    const customer = await enrol(office, anna);
    for (let count = 0; count < 9; count += 1) await ordered(customer);
    const { number } = await ordered(customer, { status: 'shipped' });
    await anna.says('где мой заказ');
    expect(await anna.hears(/^У вас 10 заказов/)).toMatch(/Страница 1 из 2/);
    const { buttons } = await anna.sees();
    expect(buttons[0]?.[0]).toMatch(new RegExp(`^№ ${number} · \\d+ [а-я.]+ · 5\\s820\\s₽ · отправлен$`));
    await anna.presses('Ещё ›');
    await anna.hears(/Страница 2 из 2/);
    await anna.presses('‹ Раньше');
    await anna.hears(/Страница 1 из 2/);
    await anna.presses(buttons[0]?.[0] ?? '');
    const order = await anna.hears(
      new RegExp(
        `^Заказ № ${number}: отправлен\nОн уже в пути\\.\nОформлен .+ \\d\\d:\\d\\d\nОтправлен .+ \\d\\d:\\d\\d\n\n1\\. `,
      ),
    );
    expect(order).toMatch(/1\. Грабли садовые витые\n\s+2\sшт × 410\s₽ = 820\s₽\n/);
    expect(order).toMatch(/Итого: 5\s820\s₽\nАдрес: Ржев, Набережная, 3\nДень: как можно скорее$/);
    expect((await anna.sees()).buttons.flat()).toEqual(['Повторить', 'Задать вопрос', '‹ Назад']);
    await anna.presses('‹ Назад');
    await anna.hears(/^У вас 10 заказов/);
  });

  it('one that is fetched is not sent but ready', async () => {
    const anna = await office.person(channel);
    const { id, number } = await ordered(await enrol(office, anna), { status: 'shipped' });
    await office.db.updateTable('orders').set({ address: null }).where('id', '=', id).execute();
    const order = await opens(anna, number);
    expect(order).toMatch(new RegExp(`^Заказ № ${number}: готов, ждёт вас\nОн собран, приезжайте\\.\n`));
    expect(order).toMatch(/\nГотов с .+ \d\d:\d\d\n/);
    expect(order).not.toContain('тправлен');
  });

  it('is cancelled after one question while that is allowed; words are a reason, and cancel nothing', async () => {
    const anna = await office.person(channel);
    const customer = await enrol(office, anna);
    const { id, number } = await ordered(customer);
    await opens(anna, number);
    await anna.presses('Отменить заказ');
    await anna.hears(new RegExp(`^Отменить заказ № ${number}\\?`));
    await anna.says('нет');
    await anna.hears(/Причина: нет/);
    expect(await statusOf(id)).toBe('pending');
    await anna.presses('Не отменять');
    await anna.hears(/: новый\n/);
    await anna.presses('Отменить заказ');
    await anna.hears(/^Отменить заказ/);
    await anna.says('передумали');
    await anna.hears(/Причина: передумали/);
    await anna.presses('Да, отменить');
    await anna.repeats();
    await anna.hears(/: отменён\n/);
    expect((await anna.sees()).buttons.flat()).not.toContain('Отменить заказ');
    const { rows } = await sql<{ reason: string }>`
      select reason from order_changes where order_id = ${id} and to_status = 'cancelled'
    `.execute(office.db);
    expect(rows).toEqual([{ reason: 'передумали' }]);
  });

  it('is not cancelled any more once the office has begun with it meanwhile', async () => {
    const anna = await office.person(channel);
    const { id, number } = await ordered(await enrol(office, anna));
    await opens(anna, number);
    await anna.presses('Отменить заказ');
    await anna.hears(/^Отменить заказ/);
    await sql`update orders set status = 'assembling' where id = ${id}`.execute(office.db);
    await anna.presses('Да, отменить');
    await anna.hears(/^Этот заказ уже собирают/);
    expect(await statusOf(id)).toBe('assembling');
  });

  it('is repeated at the prices of today; what is gone is named', async () => {
    const anna = await office.person(channel);
    const { number } = await ordered(await enrol(office, anna), { status: 'done' });
    await hide(office, LADDER);
    await opens(anna, number);
    await anna.presses('Повторить');
    expect(await anna.hears(/^Положил эти товары/)).toMatch(/Уже не продаётся: Лестница приставная\./);
    await anna.presses('Корзина');
    await anna.hears(/^Корзина: 1 товар, 820\s₽/);
    await hide(office, RAKE);
    await anna.says('/cart');
    await anna.hears(/больше не продаётся/);
    await hide(office, LADDER, false);
    await hide(office, RAKE, false);
  });

  it('of other customers is nobody’s business: not by its number, not by a button, not by its id', async () => {
    const anna = await office.person(channel);
    const boris = await office.person(channel);
    await enrol(office, anna);
    const { id, number } = await ordered(await enrol(office, boris));
    await anna.says('/orders');
    await anna.hears(/Заказов пока нет/);
    for (const said of [`/orders ${id}`, '/orders 1; drop table orders', `/orders ${newId()}`]) {
      await anna.says(said);
      await anna.hears(/^Такого заказа нет\./);
    }
    await anna.says(`${number}`);
    expect(await anna.hears(/./)).not.toMatch(/Грабли/);
    expect(await statusOf(id)).toBe('pending');
  });

  it('of colleagues are seen by all of the organization', async () => {
    const anna = await office.person(channel);
    const boris = await office.person(channel);
    const company = await enrol(office, anna);
    await enrol(office, boris, { of: company.organizationId });
    const { id, number } = await ordered(company);
    await boris.says(`/orders ${id}`);
    await boris.hears(new RegExp(`^Заказ № ${number}: новый`));
  });

  it('the balance is what open orders come to, and honest about 1C', async () => {
    const anna = await office.person(channel);
    const customer = await enrol(office, anna);
    await anna.says('/balance');
    await anna.hears(/^Открытых заказов сейчас нет\.\n\n.*1С/);
    await ordered(customer);
    await ordered(customer, { status: 'shipped' });
    await ordered(customer, { status: 'done' });
    await ordered(customer, { status: 'cancelled' });
    await anna.says('баланс');
    await anna.hears(/^Открыто 2 заказа на 11\s640\s₽\./);
    await anna.presses('Мои заказы');
    await anna.hears(/^У вас 4 заказа/);
  });

  it('a guest is told what to do', async () => {
    const anna = await office.person(channel);
    await anna.says('мои заказы');
    await anna.hears(/появятся здесь/);
  });

  it('goes on after a restart in the middle', async () => {
    const anna = await office.person(channel);
    const { number } = await ordered(await enrol(office, anna));
    await opens(anna, number);
    await office.restart();
    await anna.presses('‹ Назад');
    await anna.hears(/^У вас 1 заказ/);
  });
});
