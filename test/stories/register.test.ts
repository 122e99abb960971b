import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, CHANNELS } from '#test/actors/actor.ts';
import { introduces, registers } from '#test/actors/customer.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';

const PASSWORD = 'зелёный забор 7';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ logged: true });
});
afterAll(() => office.close());

describe.each(CHANNELS)('registration on %s', (channel) => {
  it('makes a customer of somebody who has read nothing', async () => {
    const anna = await office.person(channel);
    await anna.says('/start');
    await anna.hears(/Здравствуйте/);
    expect(await anna.keys()).toEqual(expect.arrayContaining(['Регистрация', 'Вход']));
    await anna.presses('Регистрация');
    await anna.hears(/Как вас зовут/);
    await anna.says('Анна Каренина');
    await anna.hears(/Для кого/);
    await anna.presses('Для компании');
    await anna.hears(/Как называется/);
    await anna.says(`ООО «Ромашка» ${channel}`);
    await anna.hears(/номер телефона/);
    await anna.sharesPhone();
    await anna.hears(/Куда привозить/);
    await anna.says('Москва, Тверская 1');
    await anna.hears(/Когда у вас/);
    await anna.says('по будням до обеда');
    await anna.hears(/почта/);
    await anna.says('Anna@Example.ru');
    await anna.hears(/Придумайте пароль/);
    await anna.says(PASSWORD);
    const summary = await anna.hears(/вы зарегистрированы/);
    for (const part of ['Анна Каренина', 'Ромашка', 'Тверская 1', 'до обеда', 'anna@example.ru'])
      expect(summary).toContain(part);
    await anna.hears(/Выберите раздел/);
    expect(await anna.keys()).not.toContain('Регистрация');
    const made = await organizationOf(`ООО «Ромашка» ${channel}`);
    expect(made).toMatchObject({
      role: 'owner',
      work_hours: 'по будням до обеда',
      address: 'Москва, Тверская 1',
      name: 'Анна Каренина',
      customer: true,
      login: anna.phone,
      verified: channel === 'telegram',
    });
  });

  it('says what to do about every answer that it cannot read, and goes a step back', async () => {
    const anna = await office.person(channel);
    await anna.says('Регистрация');
    await anna.hears(/Как вас зовут/);
    await anna.says('12345');
    await anna.hears(/Нужно имя/);
    await anna.says('Анна Шаговая');
    await anna.hears(/Для кого/);
    await anna.says('для кошки');
    await anna.hears(/одну из кнопок/);
    await anna.presses('Назад');
    await anna.hears(/Как вас зовут/);
    await anna.says('Анна Шаговая');
    await anna.hears(/Для кого/);
    await anna.presses('Для компании');
    await anna.hears(/Как называется/);
    await anna.says('!!!');
    await anna.hears(/Напишите название/);
    await anna.says(`Шаговая ${channel}`);
    await anna.hears(/номер телефона/);
    await anna.says('12');
    await anna.hears(/не похоже на номер/);
    await anna.says('Назад');
    await anna.hears(/Как называется/);
    await anna.says(`Шаговая ${channel}`);
    await anna.hears(/номер телефона/);
    await anna.says(`8 (9${channel.length}1) 555-44-33`);
    await anna.hears(/Куда привозить/);
    await anna.says('я');
    await anna.hears(/Напишите адрес/);
    await anna.says('не знаю');
    await anna.hears(/Когда у вас/);
    await anna.presses('Назад');
    await anna.hears(/Куда привозить/);
    await anna.says('Тула, Ленина 5');
    await anna.hears(/Когда у вас/);
    await anna.says('х'.repeat(201));
    await anna.hears(/Напишите часы/);
    await anna.presses('Пн–Пт 9–18');
    await anna.hears(/почта/);
    await anna.says('не почта');
    await anna.hears(/не похоже на адрес почты/);
    await anna.presses('Без почты');
    await anna.hears(/Придумайте пароль/);
    expect((await anna.sees()).buttons.flat()).not.toContain('Без пароля');
    for (const [bad, answer] of [
      ['коротко', /слишком короткий/],
      ['password', /угадают сразу/],
      [`89${channel.length}15554433`, /совпадает с номером/],
    ] as const) {
      await anna.says(bad);
      await anna.hears(answer);
    }
    await anna.says(PASSWORD);
    await anna.hears(/вы зарегистрированы/);
  });

  it('goes on after a restart in the middle, and does nothing twice', async () => {
    const anna = await office.person(channel);
    await anna.says('/register');
    await anna.hears(/Как вас зовут/);
    await anna.says('Анна Вторая');
    await anna.hears(/Для кого/);
    await office.restart();
    await anna.presses('Для себя');
    await anna.hears(/номер телефона/);
    await anna.sharesPhone();
    await anna.hears(/Куда привозить/);
    await anna.presses('Пропустить');
    await anna.hears(/Когда у вас/);
    await anna.presses('Пропустить');
    await anna.hears(/почта/);
    await anna.says('-');
    await anna.hears(/Придумайте пароль/);
    await office.restart();
    await anna.says(PASSWORD);
    await anna.repeats();
    await anna.hears(/вы зарегистрированы/);
    await anna.says('/help');
    await anna.hears(/Как начать/);
    const heard = await anna.heard();
    expect(heard.filter((text) => /вы зарегистрированы/.test(text))).toHaveLength(1);
    const { rows } = await sql`select from organizations where name = 'Анна Вторая'`.execute(office.db);
    expect(rows).toHaveLength(CHANNELS.indexOf(channel) + 1);
  });

  it('keeps the password out of the chat, the database, the panel and the log', async () => {
    const anna = await office.person(channel);
    const password = `тайное слово ${channel} 5`;
    await registers(anna, { name: `Анна Тайная ${channel}`, password });
    expect(await wordsOf(anna)).not.toContain(password);
    const { rows } = await sql<{ text: string }>`
      select m.content::text as text from messages m
      union all select coalesce(dialogue::text, '') from conversations
      union all select coalesce(before::text, '') || coalesce(after::text, '') from audit_entries
    `.execute(office.db);
    expect(rows.filter(({ text }) => text.includes(password) || text.includes('тайное'))).toEqual([]);
    expect(office.lines.join('\n')).not.toContain('тайное');
    const olga = await office.employee({ roles: ['administrator'] });
    const { rows: conversations } = await sql<{ id: string }>`
      select c.id from conversations c join people p on p.id = c.person_id where p.name = ${`Анна Тайная ${channel}`}
    `.execute(office.db);
    const seen = await olga.get<{ items: { text: string; hidden: boolean }[] }>(
      `/conversations/${conversations[0]?.id}/messages`,
    );
    expect(seen.status).toBe(200);
    expect(JSON.stringify(seen.body)).not.toContain('тайное');
    expect(seen.body.items.filter(({ hidden }) => hidden)).toHaveLength(1);
  });

  it('refuses a phone that is somebody’s, without telling whose', async () => {
    const phone = `+7912${channel.length}000001`;
    await registers(await office.person(channel, { phone }));
    const boris = await office.person('webchat', { phone });
    await introduces(boris, { name: 'Борис Чужой' });
    await boris.sharesPhone();
    await boris.hears(/Если этот номер ваш — войдите/);
    await boris.presses('Другой номер');
    await boris.hears(/номер телефона/);
    await boris.says(`+7912${channel.length}000002`);
    await boris.hears(/Куда привозить/);
  });

  it('offers to join a company that is registered already', async () => {
    const company = `ООО Занято ${channel}`;
    await registers(await office.person(channel), { company });
    const boris = await office.person(channel);
    await boris.says('/register');
    await boris.hears(/Как вас зовут/);
    await boris.says('Борис Опоздавший');
    await boris.hears(/Для кого/);
    await boris.presses('Для компании');
    await boris.hears(/Как называется/);
    await boris.says(company.toUpperCase());
    await boris.hears(/у нас уже есть/);
    expect((await boris.sees()).buttons.flat()).toContain('Запросить доступ');
    await boris.presses('Другое название');
    await boris.hears(/Как называется/);
  });

  it('can be left at any step', async () => {
    const anna = await office.person(channel);
    await anna.says('/register');
    await anna.hears(/Как вас зовут/);
    await anna.says('/cancel');
    await anna.hears(/отменил/);
  });
});

describe('a password chosen on the page', () => {
  it('is set by the link that the registration gives, once, and the chat is told', async () => {
    const anna = await office.person('webchat');
    await introduces(anna, { name: 'Анна Ссылочная' });
    await anna.sharesPhone();
    await anna.hears(/Куда привозить/);
    await anna.presses('Пропустить');
    await anna.hears(/Когда у вас/);
    await anna.presses('Пропустить');
    await anna.hears(/почта/);
    await anna.presses('Без почты');
    await anna.hears(/Придумайте пароль/);
    await anna.presses('Задать на странице');
    await anna.hears(/вы зарегистрированы/);
    const said = await anna.hears(/\/password#/);
    const token = /\/password#([\w-]+)/.exec(said)?.[1] ?? '';
    const use = (password: string) =>
      fetch(`${office.base()}/api/v1/password-links/use`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: office.base() },
        body: JSON.stringify({ token, password }),
      });
    expect((await use('12345678')).status).toBe(422);
    expect((await use(PASSWORD)).status).toBe(204);
    await anna.hears(/Новый пароль сохранён/);
    expect((await use(PASSWORD)).status).toBe(404);
  });
});

describe('a phone that Telegram vouches for', () => {
  it('needs no password', async () => {
    const anna = await office.person('telegram');
    await registers(anna, { password: null });
  });

  it('logs in at once when it has an account', async () => {
    const phone = '+79125550001';
    await registers(await office.person('telegram', { phone }), { name: 'Анна Первая' });
    const again = await office.person('telegram', { phone });
    await introduces(again, { name: 'Анна Первая' });
    await again.sharesPhone();
    await again.hears(/уже есть аккаунт/);
    await again.presses('Войти');
    await again.hears(/С возвращением/);
    const { rows } = await sql`select from people where name = 'Анна Первая'`.execute(office.db);
    expect(rows).toHaveLength(1);
  });

  it('takes the login from whoever had only typed it, and tells them', async () => {
    const phone = '+79125550002';
    const boris = await office.person('webchat', { phone });
    await registers(boris, { name: 'Борис Выдумщик' });
    const anna = await office.person('telegram', { phone });
    await introduces(anna, { name: 'Анна Настоящая' });
    await anna.sharesPhone();
    await anna.hears(/уже есть аккаунт/);
    await anna.presses('Я здесь впервые');
    await anna.hears(/Куда привозить/);
    await boris.hears(/подтвердил другой человек/);
    const { rows } = await sql`select from accounts where login = ${phone}`.execute(office.db);
    expect(rows).toHaveLength(0);
  });

  it('is not taken from somebody else’s card', async () => {
    const anna = await office.person('telegram');
    await introduces(anna, { name: 'Анна Чужая' });
    await office.telegram.contact({
      user_id: anna.userId,
      phone_number: '+79990000009',
      contact_user_id: 777,
    });
    await anna.hears(/чужой контакт/);
  });
});

const organizationOf = async (name: string): Promise<Record<string, unknown> | undefined> => {
  const { rows } = await sql<Record<string, unknown>>`
    select m.role, o.work_hours, d.address, p.name, p.customer, a.login,
           exists (select from identities i where i.person_id = p.id and i.kind = 'phone'
                   and i.verified_at is not null) as verified
    from organizations o join organization_members m on m.organization_id = o.id
    join people p on p.id = m.person_id join accounts a on a.person_id = p.id
    left join delivery_addresses d on d.organization_id = o.id
    where o.name = ${name}
  `.execute(office.db);
  return rows[0];
};

/** What stands in the chat now, of both sides. */
const wordsOf = async (person: Actor): Promise<string> => {
  if (person.channel === 'telegram') {
    const { userId } = person as Actor & { userId: number };
    const { messages } = await office.telegram.chat(userId);
    const shown = messages.filter(({ deleted }) => !deleted);
    expect(messages.filter(({ deleted, by }) => deleted && by !== 'bot')).toHaveLength(1);
    return JSON.stringify(shown);
  }
  const { token } = person as Actor & { token: string };
  const answer = await fetch(`${office.base()}/api/v1/chat`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return await answer.text();
};
