import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { type Actor, CHANNELS } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import { enrol, joinChats, whoIs } from './customers.ts';
import { hide, stockUp } from './goods.ts';

const PIPE = 'Труба армированная 20 мм';
const BOLT = 'Болт оцинкованный М8';
const GATE = 'Калитка кованая под заказ';
const PUMP = 'Насос вибрационный';
const CABLE = 'Кабель медный 3х2,5';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
  await stockUp(office, {
    Трубы: [{ title: PIPE, sku: 'ТА-20', price: '89.90', unit: 'м', stock: '100' }],
    Крепёж: [{ title: BOLT, sku: 'БО-8', price: '12.50', unit: 'шт', stock: '1000', pack: '10' }],
    Ограждения: [{ title: GATE, sku: 'КК-1', price: '0', unit: 'шт', stock: '1' }],
    Насосы: [{ title: PUMP, sku: 'НВ-1', price: '3500.00', unit: 'шт', stock: '0' }],
    Кабель: [{ title: CABLE, sku: 'КМ-325', price: '70.00', unit: 'м', stock: '7' }],
    Прочее: [{ title: 'Перчатки хлопковые', sku: 'ПХ-1', price: '30.00', unit: 'пара', stock: '50' }],
  });
  await sql`update products set order_min = 5, order_multiple = 5 where title = ${CABLE}`.execute(office.db);
});
afterAll(() => office.close());

const SECTIONS: Readonly<Record<string, string>> = {
  [PIPE]: 'Трубы (1)',
  [BOLT]: 'Крепёж (1)',
  [GATE]: 'Ограждения (1)',
  [PUMP]: 'Насосы (1)',
  [CABLE]: 'Кабель (1)',
  'Перчатки хлопковые': 'Прочее (1)',
};

/** Opens the card of a product through the catalogue. */
const opens = async (anna: Actor, title: string): Promise<void> => {
  await anna.says('/catalog');
  await anna.hears(/^Каталог$/);
  await anna.presses(SECTIONS[title] ?? '');
  await anna.hears(/^Каталог › /);
  await anna.presses((await anna.sees()).buttons[0]?.[0] ?? '');
  await anna.hears(new RegExp(`^${title}\n\nАртикул`));
};

const adds = async (anna: Actor, title: string, amount: string): Promise<string> => {
  await opens(anna, title);
  await anna.says(amount);
  return anna.hears(/В корзине \d+ товар/);
};

/** Goes on to the confirmation: the whole way the first time. */
const checksOut = async (anna: Actor, address = 'Тверь, Лесная улица, 5'): Promise<string> => {
  await anna.says('/cart');
  await anna.hears(/^Корзина: /m);
  await anna.presses('Оформить');
  await anna.hears(/Куда привезти/);
  await anna.says(address);
  await anna.hears(/Когда привезти/);
  await anna.presses('Как можно скорее');
  await anna.hears(/Что ещё важно/);
  await anna.presses('Без комментария');
  return anna.hears(/^Проверьте заказ/);
};

const placed = async (personId: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from orders where person_id = ${personId} and status <> 'draft'
  `.execute(office.db);
  return rows[0]?.count ?? 0;
};

const setPrice = (title: string, price: string) =>
  sql`update products set price = ${price} where title = ${title}`.execute(office.db);

describe.each(CHANNELS)('ordering on %s', (channel) => {
  it('from the card through the cart to an accepted order, which is then in the list', async () => {
    const anna = await office.person(channel);
    const { personId } = await enrol(office, anna);
    await opens(anna, BOLT);
    await anna.presses('Добавить в заказ');
    await anna.hears(/Сколько добавить/);
    expect((await anna.sees()).buttons.slice(0, 2)).toEqual([
      ['1\u00a0шт', '5\u00a0шт', '10\u00a0шт'],
      ['1 уп. (10\u00a0шт)'],
    ]);
    await anna.says('2 уп');
    expect(await anna.hears(/^Добавлено/)).toMatch(
      /^Добавлено: Болт оцинкованный М8 — 20\sшт\.\nВ корзине 1 товар на 250\s₽\.$/,
    );
    await adds(anna, PIPE, '1,5');
    await anna.presses('Корзина');
    const cart = await anna.hears(/^Корзина: 2 товара, 384,85\s₽/);
    expect(cart).toMatch(/\n2\. Труба армированная 20 мм\n\s+1,5\sм × 89,90\s₽ = 134,85\s₽\n/);
    await anna.presses('Оформить');
    await anna.hears(/Куда привезти/);
    await anna.says('Тверь, Лесная улица, 5');
    await anna.hears(/Когда привезти/);
    await anna.says('вчера');
    await anna.hears(/Не понял, какой день/);
    await anna.presses('Как можно скорее');
    await anna.hears(/Что ещё важно/);
    await anna.says('Позвонить за час');
    expect(await anna.hears(/^Проверьте заказ/)).toMatch(
      /Итого: 384,85\s₽\nАдрес: Тверь, Лесная улица, 5\nДень: как можно скорее\nКомментарий: Позвонить за час$/,
    );
    expect(await placed(personId)).toBe(0);
    await anna.presses('Подтвердить');
    const accepted = await anna.hears(/^Заказ № \d+ принят/);
    const [, number] = /№ (\d+)/.exec(accepted) ?? [];
    await anna.presses('Открыть заказ');
    await anna.hears(new RegExp(`^Заказ № ${number}: новый\\n`));
    await anna.says('/cart');
    await anna.hears(/^В корзине пока пусто/);
    expect(await placed(personId)).toBe(1);
  });

  it('the second order takes three taps: it goes where the last one went', async () => {
    const anna = await office.person(channel);
    const { personId } = await enrol(office, anna);
    await adds(anna, PIPE, '1');
    await checksOut(anna, 'Клин, Садовая, 7');
    await anna.presses('Подтвердить');
    await anna.hears(/принят/);
    await adds(anna, BOLT, '3');
    await anna.presses('Корзина');
    await anna.hears(/^Корзина: 1 товар/);
    await anna.presses('Оформить');
    await anna.hears(/^Проверьте заказ(.*\n)*Адрес: Клин, Садовая, 7\nДень: как можно скорее$/);
    await anna.presses('Подтвердить');
    await anna.hears(/принят/);
    expect(await placed(personId)).toBe(2);
  });

  it('whoever wanted a day last time is asked for the day, and for nothing else', async () => {
    const anna = await office.person(channel);
    const { personId } = await enrol(office, anna);
    await adds(anna, PIPE, '1');
    await checksOut(anna, 'Клин, Садовая, 7');
    await anna.says('послезавтра');
    await anna.hears(/^Проверьте заказ(.*\n)*День: [а-я]{2}, \d+ [а-я]+$/);
    await anna.presses('Подтвердить');
    await anna.hears(/принят/);
    await adds(anna, BOLT, '3');
    await anna.says('оформить');
    await anna.hears(/Когда/);
    await anna.presses('Как можно скорее');
    await anna.hears(/^Проверьте заказ(.*\n)*Адрес: Клин, Садовая, 7\nДень: как можно скорее$/);
    await anna.presses('Подтвердить');
    await anna.hears(/принят/);
    expect(await placed(personId)).toBe(2);
  });

  it('a guest is led to registration, and nothing of the cart is lost', async () => {
    const anna = await office.person(channel);
    await adds(anna, PIPE, '2');
    await anna.says('оформить');
    await anna.hears(/нужна короткая регистрация/);
    await enrol(office, anna);
    await anna.says('корзина');
    await anna.hears(/^Корзина: 1 товар/);
    await anna.presses('Оформить');
    await anna.hears(/Куда привезти/);
  });

  it('amounts: absurd ones are refused kindly, minimum and multiple are said, packs are not guessed', async () => {
    const anna = await office.person(channel);
    await opens(anna, PIPE);
    await anna.presses('Добавить в заказ');
    await anna.hears(/Сколько добавить/);
    for (const [said, answer] of [
      ['99999999999', /Столько заказать не получится: «99999999999»/],
      ['-5', /Столько заказать не получится: «-5»/],
      ['0', /Столько заказать не получится: «0»/],
      ['много', /Не понял количество «много»/],
      ['2 уп', /сколько этого товара в упаковке/],
      ["1'; drop table orders; --", /Не понял количество/],
    ] as const) {
      await anna.says(said);
      await anna.hears(answer);
    }
    await anna.says('/cart');
    await anna.hears(/^В корзине пока пусто/);
    expect(await adds(anna, CABLE, '6')).toMatch(
      /^Добавлено: Кабель медный 3х2,5 — 10\sм\.\n.*округлил до 10\sм\.\nВ наличии только 7\sм/,
    );
    expect(await adds(anna, PUMP, '1')).toMatch(/Сейчас его нет в наличии/);
    expect(await adds(anna, GATE, '1')).toMatch(/Цену по запросу менеджер назовёт отдельно/);
    await anna.presses('Корзина');
    const cart = await anna.hears(/^Корзина: 3 товара/);
    expect(cart).toMatch(/Кабель медный 3х2,5\n.*· в наличии 7 из 10\n/);
    expect(cart).toMatch(/Насос вибрационный\n.*· нет в наличии\n/);
    expect(cart).toMatch(/Калитка кованая под заказ\n.*1\sшт · цена по запросу\n/);
    expect(cart).toMatch(/Ещё 1 строка — по запросу/);
  });

  it('a line is changed by its number, removed, and everything is emptied after one question', async () => {
    const anna = await office.person(channel);
    await adds(anna, PIPE, '1');
    await adds(anna, BOLT, '1');
    await adds(anna, CABLE, '5');
    await anna.presses('Корзина');
    await anna.hears(/^Корзина: 3 товара/);
    await anna.says('2 - 7 шт');
    await anna.hears(/^Болт оцинкованный М8: теперь 7\sшт\.\n/);
    await anna.presses('Изменить');
    await anna.hears(/Какую строку изменить/);
    await anna.presses('3');
    await anna.hears(/^3\. Кабель(.*\n)*.*Сколько нужно/);
    await anna.says('11');
    await anna.hears(/^Кабель медный 3х2,5: теперь 15\sм\.\n.*округлил до 15\sм/);
    await anna.says('1');
    await anna.hears(/^1\. Труба/);
    await anna.says('-3');
    await anna.hears(/Столько заказать не получится/);
    await anna.presses('Убрать');
    await anna.hears(/^Корзина: 2 товара/);
    await anna.says('9');
    await anna.hears(/Строки 9 в корзине нет/);
    await anna.presses('Очистить');
    await anna.hears(/^Убрать из корзины всё/);
    await anna.presses('Не очищать');
    await anna.hears(/^Корзина: 2 товара/);
    await anna.presses('Очистить');
    await anna.hears(/^Убрать из корзины всё/);
    await anna.presses('Да, очистить');
    await anna.hears(/^В корзине пока пусто/);
  });

  it('a price that changed, and a product that went, are told before anything is placed', async () => {
    const anna = await office.person(channel);
    const { personId } = await enrol(office, anna);
    await adds(anna, PIPE, '1');
    await adds(anna, 'Перчатки хлопковые', '2');
    await checksOut(anna);
    await setPrice(PIPE, '99.90');
    await hide(office, 'Перчатки хлопковые');
    await anna.presses('Подтвердить');
    const told = await anna.hears(/кое-что изменилось/);
    expect(told).toMatch(/• Труба армированная 20 мм: цена 89,90\s₽ → 99,90\s₽/);
    expect(told).toMatch(/• Перчатки хлопковые: больше не продаётся, из заказа убрал/);
    expect(await anna.hears(/^Проверьте заказ/)).toMatch(/Итого: 99,90\s₽/);
    expect(await placed(personId)).toBe(0);
    await anna.presses('Подтвердить');
    await anna.hears(/принят/);
    expect(await placed(personId)).toBe(1);
    await setPrice(PIPE, '89.90');
    await hide(office, 'Перчатки хлопковые', false);
  });

  it('however often it is confirmed there is one order; a restart in the middle changes nothing', async () => {
    const anna = await office.person(channel);
    const { personId } = await enrol(office, anna);
    await adds(anna, PIPE, '1');
    await checksOut(anna);
    await office.restart();
    await anna.presses('Подтвердить');
    await anna.repeats();
    await anna.hears(/принят/);
    await anna.repeats();
    await anna.says('/orders');
    await anna.hears(/^У вас 1 заказ/);
    expect(await placed(personId)).toBe(1);
    expect((await anna.heard()).filter((text) => /принят/.test(text))).toHaveLength(1);
  });

  it('what was said to a card arrives twice: it is added once', async () => {
    const anna = await office.person(channel);
    await opens(anna, PIPE);
    await anna.says('3');
    await anna.repeats();
    await anna.hears(/^Добавлено: Труба армированная 20 мм — 3\sм\.\n/);
    await anna.says('/cart');
    await anna.hears(/Корзина: 1 товар(.*\n)*\s+3\sм × /);
  });

  it('the cart goes along to another channel; what changed there is told here', async () => {
    const anna = await office.person(channel);
    const elsewhere = await office.person(channel === 'telegram' ? 'webchat' : 'telegram');
    const { personId } = await enrol(office, anna);
    await joinChats(office, anna, elsewhere);
    await adds(anna, PIPE, '1');
    await checksOut(anna);
    await elsewhere.says('/cart');
    await elsewhere.hears(/^Корзина: 1 товар/);
    await elsewhere.says('1 - 4');
    await elsewhere.hears(/теперь 4\sм/);
    await anna.presses('Подтвердить');
    await anna.hears(/^Корзина изменилась, пока вы оформляли/);
    await anna.hears(/^Проверьте заказ(.*\n)*.*4\sм × /);
    await elsewhere.presses('Оформить');
    await elsewhere.hears(/^Проверьте заказ(.*\n)*Адрес: Тверь, Лесная улица, 5/);
    await elsewhere.presses('Подтвердить');
    const accepted = await elsewhere.hears(/^Заказ № \d+ принят/);
    await anna.presses('Подтвердить');
    expect(await anna.hears(/уже оформлен/)).toContain(/Заказ № \d+/.exec(accepted)?.[0] ?? '?');
    expect(await placed(personId)).toBe(1);
  });

  it('a line in doubt stands first with its choices; other words, the manager, or away with it', async () => {
    const anna = await office.person(channel);
    const { personId } = await enrol(office, anna);
    await adds(anna, BOLT, '1');
    await doubt(personId, ['хомут неведомый', 'труба какая-нибудь', 'нечто'], [PIPE, CABLE]);
    await anna.says('/cart');
    const cart = await anna.hears(/^Корзина: 4 товара/);
    expect(cart).toMatch(/\n1\. «хомут неведомый»\n.*нужно уточнить\n/);
    expect(cart).toMatch(
      /Что из этого — «хомут неведомый»\?\n• Труба армированная 20 мм · 89,90\s₽\n• Кабель/,
    );
    await anna.presses('Пусть найдёт менеджер');
    await anna.hears(/Что из этого — «труба какая-нибудь»/);
    expect((await anna.sees()).text).toMatch(/«хомут неведомый»\n.*найдёт менеджер/);
    await anna.presses((await anna.sees()).buttons[0]?.[0] ?? '');
    await anna.hears(/Что из этого — «нечто»/);
    expect((await anna.sees()).text).toMatch(/Труба армированная 20 мм\n\s+1\sм × 89,90/);
    await anna.presses('Другое');
    await anna.hears(/^Опишите «нечто» другими словами/);
    await anna.presses('‹ Назад');
    await anna.hears(/Что из этого — «нечто»/);
    await anna.presses('Убрать');
    const left = await anna.hears(/^Корзина: 3 товара/);
    expect(left).not.toMatch(/нечто/);
    await checksOut(anna);
    expect((await anna.sees()).text).toMatch(/1 строку уточнит менеджер/);
    await anna.presses('Подтвердить');
    await anna.hears(/принят(.*\n)*Менеджер уточнит/);
  });

  it('five hundred lines are looked through page by page, and a confirmation shows both ends', async () => {
    const anna = await office.person(channel);
    const { personId } = await enrol(office, anna);
    await adds(anna, PIPE, '1');
    await sql`
      insert into order_lines (order_id, position, title, qty, doubt)
      select o.id, 10 + n, 'Позиция ' || n || ' ' || repeat('очень длинное название ', 8), 1, 'unknown'
      from orders o, generate_series(1, 499) n where o.person_id = ${personId} and o.status = 'draft'
    `.execute(office.db);
    await anna.says('/cart');
    expect(await anna.hears(/^Корзина: 500 товаров/)).toMatch(/Страница 1 из 63/);
    await anna.presses('Ещё ›');
    await anna.hears(/Страница 2 из 63/);
    await anna.says('500');
    await anna.hears(/^500\. /);
    const check = await checksOut(anna);
    expect(check.length).toBeLessThan(4_001);
    expect(check).toMatch(/… и ещё 482 строки …/);
    await opens(anna, BOLT);
    await anna.says('1');
    await anna.hears(/уже 500 строк/);
  });

  it('a button of a message that is history does nothing but say so', async () => {
    const anna = await office.person(channel);
    await enrol(office, anna);
    await adds(anna, PIPE, '1');
    await anna.says('/cart');
    await anna.hears(/^Корзина: 1 товар/);
    await anna.says('/help');
    await anna.hears(/Как начать/);
    await anna.says('/orders');
    await anna.hears(/Заказов пока нет/);
    await anna.presses('Очистить');
    await anna.hears(/Эта кнопка уже не действует/);
    await anna.says('/cart');
    await anna.hears(/^Корзина: 1 товар/);
  });

  it('the prices of an organization are its own, in lists, on cards, and in the cart', async () => {
    const { rows } = await sql<{ id: number }>`
      insert into price_types (name) values (${`Опт ${newId()}`}) returning id
    `.execute(office.db);
    const priceTypeId = rows[0]?.id ?? 0;
    await sql`
      insert into product_prices (product_id, price_type_id, price)
      select id, ${priceTypeId}, 75.50 from products where title = ${PIPE}
    `.execute(office.db);
    const anna = await office.person(channel);
    await enrol(office, anna, { priceTypeId });
    await opens(anna, PIPE);
    expect((await anna.sees()).text).toMatch(/Цена: 75,50\s₽ за м/);
    await anna.says('2');
    await anna.hears(/В корзине 1 товар на 151\s₽/);
    const other = await office.person(channel);
    await opens(other, PIPE);
    expect((await other.sees()).text).toMatch(/Цена: 89,90\s₽ за м/);
  });

  it('day and comment can be changed at the end; days in words and figures are understood', async () => {
    const anna = await office.person(channel);
    await enrol(office, anna);
    await adds(anna, PIPE, '1');
    await checksOut(anna);
    await anna.presses('День');
    await anna.hears(/Когда привезти/);
    await anna.says('31.02');
    await anna.hears(/Не понял, какой день/);
    await anna.says('послезавтра');
    await anna.hears(/^Проверьте заказ(.*\n)*День: [а-я]{2}, \d+ [а-я]+$/);
    await anna.says('послезавтра до обеда');
    await anna.hears(/^Проверьте заказ(.*\n)*День: [а-я]{2}, \d+ [а-я]+\nКомментарий: до обеда$/);
    await anna.presses('Адрес');
    await anna.hears(/Куда привезти/);
    await anna.says('а');
    await anna.hears(/не похоже на адрес/);
    await anna.presses('Самовывоз');
    await anna.hears(/^Проверьте заказ(.*\n)*Самовывоз\nДень: /);
    await anna.says('да');
    await anna.hears(/принят/);
  });

  it('speaks English', async () => {
    const john = await office.person(channel, { language: 'en' });
    await john.says('/cart');
    await john.hears(/^The cart is empty/);
    await john.says('/balance');
    await john.hears(/those who are registered/);
  });
});

it('whoever is blocked orders nothing, and is told so', async () => {
  const anna = await office.person('webchat');
  const { organizationId } = await enrol(office, anna);
  await adds(anna, PIPE, '1');
  await sql`update organizations set blocked_at = now() where id = ${organizationId}`.execute(office.db);
  await anna.says('оформить заказ');
  await anna.hears(/не принимаем от вас заказы/);
});

it('the first screen is that of a guest, or of a customer', async () => {
  const anna = await office.person('webchat');
  await whoIs(office, anna);
  expect((await anna.heard())[0]).toMatch(/понадобится регистрация/);
  await enrol(office, anna);
  await anna.says('/start');
  await anna.hears(/^Здравствуйте(?!.*регистрация)/s);
  expect(await anna.keys()).toEqual(expect.arrayContaining(['Корзина', 'Заказы', 'Баланс']));
});

/** Puts lines in doubt into the cart of somebody, as an order text leaves them. */
const doubt = async (
  personId: string,
  titles: readonly string[],
  choices: readonly string[],
): Promise<void> => {
  await sql`
    insert into order_lines (order_id, position, title, qty, said, doubt, choices)
    select o.id, 10 + w.place, w.title, 1, w.title, 'doubtful',
           array(select p.id from products p where p.title = any(${choices}::text[])
                 order by array_position(${choices}::text[], p.title))
    from orders o, unnest(${titles}::text[]) with ordinality as w(title, place)
    where o.person_id = ${personId} and o.status = 'draft'
  `.execute(office.db);
};
