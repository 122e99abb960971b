import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, CHANNELS } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import type { Employee } from '#test/actors/panel.ts';
import { searchable, stockUp } from './goods.ts';

const PIPE = 'Труба ПВХ 20мм';
const COUPLING = 'Муфта ПНД 20х1/2';
const TAPE = 'Изолента синяя';
const CLAMP = 'Хомут червячный 16-27';

let office: TestOffice;
let olga: Employee;
beforeAll(async () => {
  office = await openOffice();
  await stockUp(office, {
    Трубы: [{ title: PIPE, sku: 'ТР-20', price: '45.50', unit: 'шт', stock: '500' }],
    Крепёж: [
      { title: COUPLING, sku: 'МФ-20', price: '60.00', unit: 'шт', stock: '100' },
      { title: TAPE, sku: 'ИЗ-1', price: '99.00', unit: 'шт', stock: '50' },
      { title: CLAMP, sku: 'ХМ-16', price: '12.00', unit: 'шт', stock: '1000' },
    ],
  });
  await searchable(office, PIPE, TAPE);
  olga = await office.employee({ roles: ['manager'], name: 'Ольга Менеджерова' });
});
afterAll(() => office?.close());

interface Card {
  readonly id: string;
  readonly number: number;
  readonly status: string;
  readonly total: string;
  readonly doubts: number;
  readonly organization: { readonly name: string } | null;
  readonly moves: readonly string[];
}

/** The card of an order on the board, in the column where it stands. */
const onBoard = async (number: number): Promise<Card> => {
  const { status, body } = await olga.get<{ columns: { status: string; items: Card[] }[] }>(
    '/shop/orders/board',
  );
  expect(status).toBe(200);
  const [at] = body.columns.flatMap((column) =>
    column.items.filter((card) => card.number === number).map((card) => ({ column, card })),
  );
  if (!at) throw new Error(`order ${number} is not on the board`);
  expect(at.card.status).toBe(at.column.status);
  return at.card;
};

/** Moves an order as the board does; the ten seconds in which that can be taken back are over at once. */
const moves = async (card: Card, status: string): Promise<void> => {
  const answer = await olga.post<{ moved: unknown[]; refused: unknown[] }>('/shop/orders/status', {
    ids: [card.id],
    status,
  });
  expect(answer.body).toMatchObject({ moved: [{ id: card.id, to: status }], refused: [] });
  await sql`update order_changes set tell_at = now() where order_id = ${card.id} and told_at is null`.execute(
    office.db,
  );
};

/** Registers as somebody does who came to order: only what must be answered is. */
const answersRegistration = async (anna: Actor, company: string): Promise<void> => {
  await anna.hears(/Как вас зовут/);
  await anna.says('Анна Каренина');
  await anna.hears(/Для кого/);
  // The button was overlooked: the name says it.
  await anna.says(`ООО «${company}»`);
  await anna.hears(/номер телефона/);
  await anna.sharesPhone();
  await anna.hears(/Куда привозить/);
  await anna.presses('Пропустить');
  await anna.hears(/Когда у вас/);
  await anna.presses('24/7');
  await anna.hears(/почта/);
  await anna.presses('Без почты');
  await anna.hears(/Придумайте пароль/);
  await anna.says('зелёный забор 7');
  await anna.hears(/вы зарегистрированы/);
};

describe.each(CHANNELS)('S3-17: the whole way on %s', (channel) => {
  it('catalogue, an order in words, registration, confirmation, board, status, notice, question, repeat', async () => {
    const company = `Ромашка ${channel}`;
    const anna = await office.person(channel);
    await anna.says('/start');
    await anna.hears(/^Здравствуйте(.|\n)*Напишите, что нужно(.|\n)*понадобится регистрация/);
    expect(await anna.keys()).toEqual(expect.arrayContaining(['Каталог', 'Корзина', 'Регистрация', 'Вход']));

    await anna.presses('Каталог');
    await anna.hears(/./);
    await anna.presses('Трубы (1)');
    await anna.hears(/^Каталог › Трубы/);

    await anna.says('труба пвх 20 - 10шт, муфта 1/2 5, и хомуты как в прошлый раз, абырвалг 2 шт');
    const told = await anna.hears(/^(Понял|Записал) 4 позиции/);
    expect(told).toMatch(/«труба пвх 20[^»]*» → Труба ПВХ 20мм\n\s+10\sшт × 45,50\s₽ = 455\s₽/);
    expect(told).toMatch(/«муфта 1\/2 5» → Муфта ПНД 20х1\/2\n\s+5\sшт × 60\s₽ = 300\s₽/);
    expect(told).toMatch(/Не нашёл: [^\n]*«абырвалг 2 шт»/);

    await anna.says('/cart');
    await anna.hears(/^Корзина: 4 товара/);
    await anna.presses('Оформить');
    await anna.hears(/нужна короткая регистрация/);
    await answersRegistration(anna, company);
    await anna.hears(/^Корзина: 4 товара/);
    expect(await anna.keys()).not.toContain('Регистрация');

    await anna.presses('Оформить');
    await anna.hears(/Куда привезти/);
    await anna.says('а можно самовывоз?');
    await anna.hears(/не похоже на адрес/);
    await anna.says('ещё труба 20 5 шт');
    await anna.hears(/не похоже на адрес/);
    await anna.says('Клин, Садовая, 7');
    await anna.hears(/Когда привезти/);
    await anna.presses('Как можно скорее');
    await anna.hears(/Что ещё важно/);
    await anna.presses('Без комментария');
    expect(await anna.hears(/^Проверьте заказ/)).toMatch(/Адрес: Клин, Садовая, 7\nДень: как можно скорее/);
    await anna.presses('Подтвердить');
    await anna.repeats();
    const placed = await anna.hears(/^Заказ № \d+ принят/);
    const number = Number(/\d+/.exec(placed)?.[0]);

    const card = await onBoard(number);
    expect(card).toMatchObject({
      status: 'pending',
      organization: { name: expect.stringContaining(company) },
    });
    expect(card.moves).toContain('confirmed');
    await moves(card, 'confirmed');
    await anna.hears(new RegExp(`^Заказ № ${number} подтверждён`));
    await anna.presses('Открыть заказ');
    await anna.hears(new RegExp(`^Заказ № ${number}: подтверждён`));

    await anna.presses('Задать вопрос');
    await anna.hears(new RegExp(`^Вопрос по заказу № ${number}`));
    const words = `Когда привезёте ${company}?`;
    await anna.says(words);
    await anna.hears(/^Вопрос отправлен/);
    const { body: inbox } = await olga.get<{ items: { id: string }[] }>(
      `/shop/questions?q=${encodeURIComponent(words)}`,
    );
    const reply = { text: 'Завтра до обеда.', key: randomUUID() };
    const answer = await olga.post(`/shop/questions/${inbox.items[0]?.id}/messages`, reply);
    expect(answer.status).toBeLessThan(300);
    await anna.hears(/Завтра до обеда\./);

    for (const [status, words] of [
      ['assembling', 'собирается'],
      ['shipped', 'отправлен'],
      ['done', 'выполнен'],
    ] as const) {
      await moves(await onBoard(number), status);
      await anna.hears(new RegExp(`^Заказ № ${number} ${words}`));
    }

    await anna.presses('Открыть заказ');
    await anna.hears(new RegExp(`^Заказ № ${number}: выполнен`));
    await anna.presses('Повторить');
    await anna.hears(/^Положил эти товары в корзину/);
    await anna.presses('Оформить');
    expect(await anna.hears(/^Проверьте заказ/)).toMatch(/Адрес: Клин, Садовая, 7/);
    await anna.presses('Подтвердить');
    const again = await anna.hears(/^Заказ № \d+ принят/);
    expect(again).not.toContain(`№ ${number} `);

    await anna.says('хомуты как в прошлый раз');
    await anna.hears(/Хомут червячный 16-27/);
  });
});
