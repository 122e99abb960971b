import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { TestOffice } from '#test/actors/office.ts';
import type { Employee } from '#test/actors/panel.ts';
import { seedCustomers } from './customers-scene.ts';
import { seedOrders } from './orders-scene.ts';
import { seedGoods } from './panel-goods.ts';
import { seedImports } from './panel-import-seed.ts';
import { addPast } from './panel-past.ts';
import {
  answers,
  called,
  customersLookedFor,
  done,
  findable,
  heardLast,
  inDays,
  latest,
  takes,
  until,
  wasAgo,
} from './panel-scenes.ts';
import { aPicture } from './washer.ts';

/** An office in the middle of a working day. */
export interface SeededOffice {
  readonly administrator: Employee;
  readonly manager: Employee;
  readonly operator: Employee;
  /** The conversation that the operator is in, and its person. */
  readonly open: { readonly conversation: string; readonly person: string };
  /** A product with pictures and a price history. */
  readonly product: number;
  /** An import that a guard rail holds. */
  readonly held: number;
  /** A company with members, and requests for access to it. */
  readonly company: string;
  /** An order with something to clarify, of who is in the open conversation. */
  readonly order: string;
  /** A question that waits for an answer. */
  readonly question: string;
}

/** Lets employees and customers do what they do on a day; slow, for pictures and walks through the panel. */
export const seedPanel = async (office: TestOffice): Promise<SeededOffice> => {
  const administrator = await office.employee({ roles: ['administrator'], name: 'Ирина Соколова' });
  const manager = await office.employee({ roles: ['manager'], name: 'Павел Орлов' });
  const operator = await office.employee({ roles: ['operator'], name: 'Ольга Белова' });
  await office.employee({ roles: ['operator'], name: 'Денис Ершов' });
  await sql`update people set created_at = created_at - interval '200 days'`.execute(office.db);
  await addPast(office, { operator: operator.personId });
  await setUp(administrator, manager);

  await seedFinished(office, operator);
  await seedProfiles(office);
  await seedBlocked(office, manager);
  await seedUndelivered(office, operator);
  await seedEnglish(office);
  await seedQueue(office);
  const open = await seedOpen(office, operator);
  await seedDeadLetters(office);
  await panelRefuses(office, operator);
  const product = await seedCatalogue(office, manager);
  const held = await seedImports(manager);
  await seedSearches(office, manager, product);
  const { company } = await seedCustomers(office, manager);
  const order = await seedOrders(office, { product, ...open });
  const question = await seedQuestions(office, company);
  await seedIntegrations(administrator);
  return { administrator, manager, operator, open, product, held, company, order, question };
};

/** Questions of a company: one that waits for hours, one of now. */
const seedQuestions = async ({ db }: TestOffice, company: string): Promise<string> => {
  const { person_id: person } = await db
    .selectFrom('organization_members')
    .select('person_id')
    .where('organization_id', '=', company)
    .executeTakeFirstOrThrow();
  const ids: string[] = [];
  for (const [minutes, title, ...texts] of [
    [190, 'Привезут ли трубы до пятницы?', 'Привезут ли трубы до пятницы?', 'Бригада ждёт, без них встанем'],
    [12, 'Скидка на перфораторы от 5 штук', 'Берём пять перфораторов: какая будет цена?'],
  ] as const) {
    const id = newId();
    ids.push(id);
    await sql`
      insert into questions (id, organization_id, person_id, title, messages, waiting_since, last_at)
      values (${id}, ${company}, ${person}, ${title}, ${texts.length},
              now() - make_interval(mins => ${minutes}), now() - make_interval(mins => ${minutes}))
    `.execute(db);
    for (const text of texts)
      await sql`
        with said as (insert into question_messages (question_id, author_id, by_office, author_name, text, at)
                      values (${id}, ${person}, false, 'Олег Хозяинов', ${text}, now() - make_interval(mins => ${minutes}))
                      returning id)
        update questions set last_message_id = (select id from said) where id = ${id}
      `.execute(db);
  }
  return ids[0] ?? '';
};

/** Keys of other systems, and an address that is told of orders. */
const seedIntegrations = async (administrator: Employee): Promise<void> => {
  await done(administrator.post('/service-keys', { name: '1С:УТ', scopes: ['orders:read', 'orders:write'] }));
  await done(administrator.post('/service-keys', { name: 'Отчёты', scopes: ['orders:read'] }));
  await done(
    administrator.post('/webhooks', {
      name: 'Сайт',
      url: 'https://shop.example.com/kontora',
      events: ['order.placed', 'order.status'],
    }),
  );
};

/** Goods, and pictures of one of them. */
const seedCatalogue = async (office: TestOffice, manager: Employee): Promise<number> => {
  const product = await seedGoods(office.db);
  for (const hue of [210, 25]) {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(aPicture(hue))], { type: 'image/png' }), 'washer.png');
    const { ok, status } = await manager.open('POST', `/shop/products/${product}/images`, form);
    if (!ok) throw new Error(`the office answered ${status}`);
  }
  return product;
};

/** Synonyms, and what customers looked for: some of it nobody sells under that name. */
const seedSearches = async (office: TestOffice, manager: Employee, product: number): Promise<void> => {
  for (const phrases of [
    ['болгарка', 'ушм', 'угловая шлифмашина', 'углошлифмашина'],
    ['гкл', 'гипсокартон', 'гипсокартонный лист'],
    ['жидкие гвозди', 'клей монтажный'],
    ['пнд', 'пэ100', 'полиэтилен низкого давления'],
    ['ппр', 'полипропилен', 'полипропиленовый'],
    ['фумлента', 'лента фум', 'тефлоновая лента'],
  ])
    await done(manager.post('/shop/synonyms', { phrases }));
  await customersLookedFor(office, [
    { query: 'обои под покраску', times: 14 },
    { query: 'ламинат 33 класс', times: 9 },
    { query: 'турба пвх20', times: 6, found: 1, corrected: 'труба пвх 20' },
    { query: 'gtyjgktrc', times: 4, corrected: 'пеноплекс' },
    { query: 'перфоратор', times: 21, found: 1, chosen: product },
    { query: 'дверь входная металлическая утеплённая 960', times: 2 },
    { query: 'саморезы по дереву', times: 8, found: 2 },
  ]);
  await findable(manager, 'труба');
};

/** Settings, canned answers, roles: what the audit tells of. */
const setUp = async (administrator: Employee, manager: Employee): Promise<void> => {
  const day = [{ from: '09:00', to: '19:00' }];
  const weekly = {
    mon: day,
    tue: day,
    wed: day,
    thu: day,
    fri: day,
    sat: [{ from: '10:00', to: '16:00' }],
    sun: [],
  };
  const hours = { time_zone: 'Europe/Moscow', weekly, holidays: ['2026-12-31', '2027-01-01'] };
  await done(
    administrator.put('/settings/office_name', { value: { ru: 'Мастер-Сервис', en: 'Master Service' } }),
  );
  await done(
    administrator.put('/settings/greeting', {
      value: { ru: 'Здравствуйте, {name}! Чем помочь?', en: 'Hello, {name}! How can we help?' },
    }),
  );
  // Set and taken back, so that the office is open whenever the pictures are made.
  await done(administrator.put('/settings/working_hours', { value: hours }));
  await done(administrator.delete('/settings/working_hours'));
  await done(administrator.put('/settings/quiet_hours', { value: { on: true, from: '22:00', to: '08:00' } }));
  for (const [title, text] of [
    ['Доставка', 'Доставляем по городу за 400 ₽, на следующий день после заказа.'],
    ['Счёт', 'Пришлите, пожалуйста, ИНН: счёт придёт на почту в течение часа.'],
    ['График', 'Мы на связи по будням с 9 до 19, в субботу с 10 до 16.'],
  ])
    await done(manager.post('/canned-answers', { title, text, shared: true }));
};

/** Came, was answered by a person, and went back to the dialogues. */
const seedFinished = async (office: TestOffice, operator: Employee): Promise<void> => {
  const dmitri = await office.person('telegram', { name: 'Дмитрий Волков', phone: '+79161234501' });
  await called(dmitri, 'Можно вернуть перфоратор? Не подошёл по мощности.');
  const { conversation } = await latest(office);
  await takes(operator, conversation);
  await answers(
    operator,
    conversation,
    'Добрый день, Дмитрий! Да, в течение 14 дней, если сохранилась упаковка.',
  );
  await dmitri.hears(/14 дней/);
  await dmitri.says('Сохранилась. Привезу завтра, спасибо!');
  await heardLast(office, conversation, 'Привезу завтра');
  await answers(operator, conversation, 'Отлично, ждём вас. Хорошего дня!');
  await dmitri.hears(/Хорошего дня/);
  await done(operator.delete(`/conversations/${conversation}/operator`));
  await wasAgo(office, conversation, 190);
};

/** Tell who they are in the web chat. */
const seedProfiles = async (office: TestOffice): Promise<void> => {
  for (const [name, phone, asks, ago] of [
    ['Наталья Гринёва', '+79031234502', 'Подскажите, есть ли труба ПВХ 20 мм?', 75],
    ['Алексей Титов', '+79051234503', 'Мне нужен монтажник на субботу', 42],
  ] as const) {
    const visitor = await office.person('webchat', { phone });
    await visitor.says('/profile');
    await visitor.hears(/Ваш аккаунт/);
    await visitor.presses('Изменить имя');
    await visitor.hears(/Как вас зовут/);
    await visitor.says(name);
    await visitor.hears(new RegExp(`Имя: ${name}`));
    await visitor.says(asks);
    await visitor.hears(/не понял/);
    await wasAgo(office, (await latest(office)).conversation, ago);
  }
};

const seedBlocked = async (office: TestOffice, manager: Employee): Promise<void> => {
  const spammer = await office.person('telegram', { name: 'Роман Быстров', phone: '+79991234504' });
  await spammer.says('Заработок без вложений!!! Пишите в личку');
  await spammer.hears(/Здравствуйте|не понял/);
  const { person, conversation } = await latest(office);
  await done(manager.post(`/people/${person}/block`, { reason: 'Реклама', until: inDays(30) }));
  await wasAgo(office, conversation, 260);
};

/** Asked, and blocked the bot before the answer came. */
const seedUndelivered = async (office: TestOffice, operator: Employee): Promise<void> => {
  const svetlana = await office.person('telegram', { name: 'Светлана Крылова', phone: '+79261234505' });
  await called(svetlana, 'Когда приедет мастер?');
  const { conversation } = await latest(office);
  await takes(operator, conversation);
  await office.telegram.member({ user_id: svetlana.userId, action: 'block' });
  await answers(operator, conversation, 'Светлана, мастер будет завтра с 10 до 12.');
  await until(async () => {
    const row = await office.db
      .selectFrom('messages')
      .select('id')
      .where('conversation_id', '=', conversation)
      .where('delivery', '=', 'failed')
      .executeTakeFirst();
    return row !== undefined;
  });
  await done(operator.delete(`/conversations/${conversation}/operator`));
  await wasAgo(office, conversation, 28);
};

const seedEnglish = async (office: TestOffice): Promise<void> => {
  const james = await office.person('telegram', {
    name: 'James Miller',
    phone: '+447700900123',
    language: 'en',
  });
  await james.says('/start');
  await james.hears(/Hello/);
  await james.says('Do you ship to Kazan?');
  await james.hears(/did not understand/);
  await wasAgo(office, (await latest(office)).conversation, 16);
};

/** Wait for somebody, the first for a while already. */
const seedQueue = async (office: TestOffice): Promise<void> => {
  for (const [name, asks, minutes] of [
    ['Екатерина Лебедева', 'Здравствуйте! Оплатила заказ 4815, а статус прежний.', 11],
    ['Тимур Ахметов', 'Нужен расчёт отопления для дома 140 м². Кто может помочь?', 4],
    ['Анна Каренина', 'Добрый день! Где мой заказ 4790? Обещали к пятнице.', 1],
  ] as const) {
    const waits = await office.person('telegram', { name });
    await called(waits, asks);
    await wasAgo(office, (await latest(office)).conversation, minutes);
  }
};

/** A conversation that goes on: questions, answers, a note, and the last word is the customer's. */
const seedOpen = async (office: TestOffice, operator: Employee): Promise<SeededOffice['open']> => {
  const mikhail = await office.person('telegram', { name: 'Михаил Зорин', phone: '+79151234506' });
  await mikhail.says('/profile');
  await mikhail.hears(/Ваш аккаунт/);
  await mikhail.presses('Изменить телефон');
  await mikhail.hears(/Поделиться телефоном/);
  await mikhail.sharesPhone();
  await mikhail.hears(/подтверждён/);
  await mikhail.presses('Изменить почту');
  await mikhail.hears(/адрес электронной почты/);
  await mikhail.says('zorin@example.com');
  await mikhail.hears(/zorin@example.com/);
  await called(mikhail, 'Нужен счёт на 12 радиаторов для ООО «Ромашка». Можно сегодня?');
  const open = await latest(office);
  const { conversation } = open;
  await takes(operator, conversation);
  for (const [answer, reply] of [
    ['Здравствуйте, Михаил! Можно. Пришлите, пожалуйста, ИНН и адрес доставки.', 'ИНН 7701234567, Лесная, 5'],
    [
      'Спасибо! Радиаторы на складе, привезём завтра до обеда. Счёт придёт на почту в течение часа.',
      'Супер, жду',
    ],
  ] as const) {
    await answers(operator, conversation, answer);
    await mikhail.hears(new RegExp(answer.slice(0, 12)));
    await mikhail.says(reply);
    await heardLast(office, conversation, reply);
  }
  await done(
    operator.post(`/conversations/${conversation}/notes`, {
      text: 'Постоянный клиент, скидка 7 %. Доставка только до 12:00: потом закрывают въезд.',
    }),
  );
  await mikhail.says('И ещё вопрос: а монтаж вы делаете?');
  await heardLast(office, conversation, 'монтаж');
  await wasAgo(office, conversation, 2);
  return open;
};

/** What failed five times: this an office in order does not do by itself, so it is written as it would stand. */
const seedDeadLetters = async ({ db }: TestOffice): Promise<void> => {
  const reasons = [
    'ERP answered 502 to GET /api/stock: bad gateway',
    'the step asked for the price of a product that is no more (sku 20-110-5)',
    'timeout after 10000 ms: CRM GET /orders?phone=…',
  ];
  const { rows } = await sql<{ conversation_id: string; number: string }>`
    select conversation_id, number from (
      select distinct on (t.conversation_id) t.conversation_id, t.number, m.at from turns t
      join messages m on m.conversation_id = t.conversation_id and m.turn = t.number and m.direction = 'in'
      where m.at between now() - interval '2 days' and now() - interval '90 minutes' and m.content ->> 'text' like '%?'
      order by t.conversation_id, m.at desc
    ) asked order by at desc limit ${reasons.length}
  `.execute(db);
  for (const [index, { conversation_id, number }] of rows.entries())
    await sql`
      update turns set state = 'dead', attempts = 5, error = ${reasons[index] ?? ''},
             trace_id = ${randomUUID().replaceAll('-', '')}
      where conversation_id = ${conversation_id} and number = ${number}
    `.execute(db);
};

/** Somebody tries what they may not, and a wrong password: the audit tells that too. */
const panelRefuses = async (office: TestOffice, operator: Employee): Promise<void> => {
  await operator.put('/settings/office_name', { value: { ru: 'Моя контора', en: 'Mine' } });
  await fetch(`${office.base()}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: operator.credentials.login, password: 'qwerty-12345' }),
  });
};
