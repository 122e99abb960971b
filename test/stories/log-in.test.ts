import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { CHANNELS } from '#test/actors/actor.ts';
import { logsIn, registers } from '#test/actors/customer.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';

const PASSWORD = 'зелёный забор 7';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ logged: true });
});
afterAll(() => office.close());

const personOf = async (phone: string): Promise<string> => {
  const { rows } = await sql<{ person_id: string }>`
    select person_id from accounts where login = ${phone}
  `.execute(office.db);
  return rows[0]?.person_id ?? '';
};

const cartOf = async (personId: string, titles: readonly string[]): Promise<void> => {
  const id = newId();
  await sql`insert into orders (id, person_id) values (${id}, ${personId})`.execute(office.db);
  for (const [position, title] of titles.entries())
    await sql`
      insert into order_lines (order_id, position, title, qty) values (${id}, ${position + 1}, ${title}, 1)
    `.execute(office.db);
};

const titlesOf = async (personId: string): Promise<readonly string[]> => {
  const { rows } = await sql<{ title: string }>`
    select l.title from orders o join order_lines l on l.order_id = o.id
    where o.person_id = ${personId} and o.status = 'draft' order by l.position
  `.execute(office.db);
  return rows.map(({ title }) => title);
};

/** The person who speaks in the chat of an actor now. */
const speakerOf = async (words: string): Promise<string> => {
  const { rows } = await sql<{ person_id: string }>`
    select c.person_id from messages m join conversations c on c.id = m.conversation_id
    where m.content->>'text' = ${words} and m.direction = 'in' order by m.id desc limit 1
  `.execute(office.db);
  return rows[0]?.person_id ?? '';
};

describe.each(CHANNELS)('logging in on %s', (channel) => {
  it('opens the account by phone and password, with the same cart, and one person is left', async () => {
    const home = await office.person('webchat');
    await registers(home);
    expect(await home.heard()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/Как вас зовут/),
        expect.stringMatching(/зарегистрированы/),
      ]),
    );
    const account = await personOf(home.phone);
    await cartOf(account, ['Труба']);
    const away = await office.person(channel);
    await away.says(`товар ${away.phone}`);
    const answer = await away.hears(/./);
    const guest = await speakerOf(`товар ${away.phone}`);
    await cartOf(guest, ['Муфта', 'Хомут']);
    await logsIn(away, home.phone, PASSWORD);
    await away.hears(/С возвращением/);
    expect(await away.keys()).not.toContain('Вход');
    // The guest was this very person: what they heard is still there.
    expect(await away.heard()).toContain(answer);
    expect(await speakerOf(`товар ${away.phone}`)).toBe(account);
    expect(await titlesOf(account)).toEqual(['Труба', 'Муфта', 'Хомут']);
    const { rows } = await sql`select from people where id = ${guest}`.execute(office.db);
    expect(rows).toEqual([]);
    expect(office.lines.join('\n')).not.toContain(PASSWORD);
    const { rows: left } = await sql`
      select from messages where content::text like ${`%${PASSWORD}%`}
    `.execute(office.db);
    expect(left).toEqual([]);
  });

  it('tells nobody whether a phone is known, and makes guessers wait', async () => {
    const home = await office.person('webchat');
    await registers(home);
    const stranger = await office.person(channel);
    await logsIn(stranger, '+79990001122', 'не тот пароль');
    const unknown = await stranger.hears(/не подходят/);
    await stranger.says('Назад');
    await stranger.hears(/каком.* номер/i);
    await stranger.says(home.phone);
    await stranger.hears(/пришлите пароль/);
    await stranger.says('не тот пароль');
    expect(await stranger.hears(/не подходят/)).toBe(unknown);
    for (const guess of ['второй', 'третий', 'четвёртый']) {
      await stranger.says(`${guess} пароль`);
      await stranger.hears(/не подходят/);
    }
    await stranger.says(PASSWORD);
    await stranger.hears(/Слишком много попыток. Попробуйте через 1 минуту/);
    const { rows } = await sql`
      select from audit_entries where action = 'account.lockout' and channel = ${channel}
    `.execute(office.db);
    expect(rows.length).toBeGreaterThan(0);
    // The owner is kept waiting by nobody but those who guess their phone: four of five went there.
    await logsIn(await office.person('webchat'), home.phone, PASSWORD);
  });

  it('closes the account for every chat after too many wrong passwords', async () => {
    const home = await office.person('webchat');
    await registers(home);
    for (const guess of ['один', 'два', 'три', 'четыре', 'пять']) {
      const one = await office.person(channel);
      await logsIn(one, home.phone, `пароль ${guess}`);
      await one.hears(/не подходят/);
    }
    const last = await office.person(channel);
    await logsIn(last, home.phone, PASSWORD);
    await last.hears(/Слишком много попыток/);
    // Whoever does not want to wait still types a secret, not words to search for.
    await last.says(`${PASSWORD}!`);
    await last.hears(/Слишком много попыток/);
    for (const table of ['messages', 'search_log', 'conversations', 'turns'])
      expect(
        (
          await sql`select from ${sql.table(table)} t where t::text like ${`%${PASSWORD}%`}`.execute(
            office.db,
          )
        ).rows,
      ).toEqual([]);
  });

  it('goes on after a restart, and the same update twice logs in once', async () => {
    const home = await office.person('webchat');
    await registers(home);
    const away = await office.person(channel);
    await away.says('/login');
    await away.hears(/каком.* номер/i);
    await away.says(home.phone);
    await away.hears(/пришлите пароль/);
    await office.restart();
    await away.says(PASSWORD);
    await away.repeats();
    await away.hears(/С возвращением/);
    await away.says('/help');
    await away.hears(/Как начать/);
    expect((await away.heard()).filter((text) => /С возвращением/.test(text))).toHaveLength(1);
    const { rows } = await sql`
      select from audit_entries where action = 'account.chat_login' and subject_id = ${await personOf(home.phone)}
    `.execute(office.db);
    expect(rows).toHaveLength(1);
  });

  it('logs out so that nothing of the account is left in the chat, and in again', async () => {
    const anna = await office.person(channel);
    await registers(anna, { name: 'Анна Общая' });
    const account = await personOf(anna.phone);
    await cartOf(account, ['Труба']);
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    await anna.presses('Выйти');
    await anna.hears(/Выйти из аккаунта/);
    await anna.presses('Остаться');
    await anna.hears(/Ваш аккаунт/);
    await anna.says('выйти из аккаунта');
    await anna.hears(/Выйти из аккаунта/);
    await anna.says('да');
    await anna.hears(/Вы вышли/);
    expect(await anna.keys()).toContain('Вход');
    // A messenger keeps its history on the device; our own page shows the next person nothing of it.
    if (channel === 'webchat') expect(await anna.heard()).toEqual([expect.stringMatching(/^Вы вышли/)]);
    const words = `кто я ${anna.phone}`;
    await anna.says(words);
    await anna.hears(/./);
    const stranger = await speakerOf(words);
    expect(stranger).not.toBe(account);
    expect(await titlesOf(stranger)).toEqual([]);
    expect(await titlesOf(account)).toEqual(['Труба']);
    await anna.says('Выйти из аккаунта!');
    await anna.hears(/У вас ещё нет аккаунта/);
    await anna.says('/profile');
    const card = await anna.hears(/Ваш аккаунт/);
    expect(card.replace(/[ -]/g, '')).not.toContain(anna.phone);
    const { rows } = await sql<{ person_id: string }>`
      select distinct person_id from messages where content->>'text' = '/register' and person_id = ${account}
    `.execute(office.db);
    expect(rows).toHaveLength(1);
    await logsIn(anna, anna.phone, PASSWORD);
    await anna.hears(/С возвращением/);
    expect(await speakerOf(words)).toBe(account);
  });

  it('gives the chat, and nothing else, to another account', async () => {
    const [anna, boris] = [await office.person(channel), await office.person('webchat')];
    await registers(anna, { name: 'Анна Своя' });
    await registers(boris, { name: 'Борис Другой', password: 'пароль другого' });
    const [first, second] = [await personOf(anna.phone), await personOf(boris.phone)];
    await cartOf(first, ['Труба']);
    await anna.says('/login');
    await anna.hears(/уже вошли как Анна Своя/);
    await anna.hears(/каком.* номер/i);
    await anna.says(boris.phone);
    await anna.hears(/пришлите пароль/);
    await anna.says('пароль другого');
    await anna.hears(/С возвращением/);
    await anna.hears(/Выберите раздел/);
    const words = `кто я теперь ${anna.phone}`;
    await anna.says(words);
    await anna.hears(/./);
    expect(await speakerOf(words)).toBe(second);
    if (channel === 'webchat') expect((await anna.heard())[0]).toMatch(/^С возвращением/);
    expect(await titlesOf(first)).toEqual(['Труба']);
    expect(await titlesOf(second)).toEqual([]);
    const { rows } = await sql`select from people where id in (${first}, ${second})`.execute(office.db);
    expect(rows).toHaveLength(2);
    const { rows: heard } = await sql`
      select from messages where person_id = ${first} and content->>'text' = '/register'
    `.execute(office.db);
    expect(heard).toHaveLength(1);
  });

  it('says a link for a new password in the chat where the owner is, whoever asks', async () => {
    const home = await office.person('webchat');
    await registers(home);
    const other = await office.person(channel);
    await other.says('/recover');
    await other.hears(/номер телефона/);
    await other.says('+79990003344');
    const unknown = await other.hears(/Если такой аккаунт есть/);
    expect((await other.sees()).buttons.flat()).toEqual(['Позвать сотрудника']);
    // Whoever has just typed it types it once more only where sharing it proves more.
    await other.says('/login');
    await other.hears(/каком.* номер/i);
    await other.says(home.phone);
    await other.hears(/пришлите пароль/);
    await other.presses('Не помню пароль');
    if (channel === 'telegram') {
      await other.hears(/номер телефона/);
      await other.says(home.phone);
    }
    expect(await other.hears(/Если такой аккаунт есть/)).toBe(unknown);
    await home.hears(/\/password#/);
    expect((await other.heard()).join('\n')).not.toContain('/password#');
  });

  it('changes the password for whoever is logged in', async () => {
    const anna = await office.person(channel);
    await registers(anna);
    await anna.says('/profile');
    await anna.hears(/Пароль: задан/);
    await anna.presses('Пароль');
    await anna.hears(/Придумайте пароль/);
    await anna.says('новый пароль 8');
    await anna.hears(/Новый пароль сохранён/);
    const away = await office.person('webchat');
    await logsIn(away, anna.phone, PASSWORD);
    await away.hears(/не подходят/);
    await away.says('новый пароль 8');
    await away.hears(/С возвращением/);
  });
});
