import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANNELS } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ env: { ADMIN_IDS: '2001' }, logged: true });
});
afterAll(() => office.close());

describe.each(CHANNELS)('hostile input on %s', (channel) => {
  it.each([
    ['emoji and right-to-left script', 'محمد 😀 אבג'],
    ['markup', '<b>Анна</b> _*[x](y)`~>#+-=|{}.!'],
    ['SQL', "Роберт'); drop table people;--"],
    ['combining characters', 'Z͑ͫ̓ͪ̂ͫ̽a̴̙l̗g͈o'],
  ])('a name of %s is kept as it is', async (_, name) => {
    const anna = await office.person(channel);
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    await anna.presses('Изменить имя');
    await anna.hears(/Как вас зовут/);
    await anna.says(name);
    expect(await anna.hears(/Имя: /)).toContain(`Имя: ${name}\n`);
  });

  it('a file in a step that wants words is answered, and stored', async () => {
    const anna = await office.person(channel);
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    await anna.presses('Изменить имя');
    await anna.hears(/Как вас зовут/);
    await anna.sends({ name: 'прайс.txt', content: Buffer.from('труба;10'), caption: 'вот' });
    await anna.hears(/Нужно имя буквами/);
    const file = await office.db
      .selectFrom('files')
      .selectAll()
      .orderBy('created_at', 'desc')
      .executeTakeFirst();
    expect(file).toMatchObject({ name: 'прайс.txt', mime: 'text/plain', size: 13 });
  });
});

describe('on Telegram', () => {
  it('a text of a megabyte and characters that PostgreSQL refuses are survived', async () => {
    const anna = await office.person('telegram');
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    await anna.presses('Изменить имя');
    await anna.hears(/Как вас зовут/);
    for (const text of ['ж'.repeat(1_000_000), 'А\u0000Б\ud800'])
      await office.telegram.update({
        message: {
          message_id: 900_000,
          date: Math.floor(Date.now() / 1000),
          chat: { id: anna.userId, type: 'private' },
          from: { id: anna.userId, is_bot: false, first_name: 'Анна\u0000' },
          text,
        },
      });
    await anna.hears(/Нужно имя буквами/);
    await anna.hears(/Имя: АБ/);
  });

  it.each([
    ['an unknown kind', { galaxy: { far: 'away' } }],
    ['a message without a chat', { message: { message_id: 1, date: 1, text: 'x' } }],
    [
      'a callback without data',
      { callback_query: { id: '1', from: { id: 5, is_bot: false, first_name: 'x' } } },
    ],
  ])('an update of %s is ignored and holds up nobody', async (_, update) => {
    const anna = await office.person('telegram');
    await office.telegram.update(update);
    await anna.says('/help');
    await anna.hears(/Как начать/);
  });

  it('a message edited before its turn counts as edited; afterwards only the history changes', async () => {
    const anna = await office.person('telegram');
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    await anna.presses('Изменить имя');
    await anna.hears(/Как вас зовут/);
    await sql`
      create or replace function refuse_name() returns trigger language plpgsql as $$
      begin if new.name = 'Первая' then raise exception 'not yet'; end if; return new; end $$
    `.execute(office.db);
    await sql`create trigger refuse_name before update on people for each row execute function refuse_name()`.execute(
      office.db,
    );
    const { message_id } = await office.telegram.message({ user_id: anna.userId, text: 'Первая' });
    const edit = (text: string) =>
      office.telegram.message({ user_id: anna.userId, edit_message_id: message_id ?? 0, text });
    await edit('Вторая');
    await anna.hears(/Имя: Вторая/);
    await edit('Третья');
    await anna.says('/profile');
    await anna.hears(/Имя: Вторая/);
    await sql`drop trigger refuse_name on people`.execute(office.db);
  });

  it('a rewritten message that the person deleted meanwhile is sent anew', async () => {
    const admin = await office.person('telegram', { id: 2001 });
    await admin.says('/admin');
    await admin.hears(/Состояние бота/);
    const { messages } = await office.telegram.chat(admin.userId);
    const shown = messages.at(-1);
    const button = shown?.message.reply_markup?.inline_keyboard[0]?.[0];
    const data = button && 'callback_data' in button ? button.callback_data : '';
    await office.telegram.delete({ chat_id: admin.userId, message_id: shown?.message_id ?? 0 });
    await office.telegram.callback({
      user_id: admin.userId,
      chat_id: admin.userId,
      message_id: shown?.message_id ?? 0,
      data,
      force: true,
    });
    await admin.hears(/Состояние бота/);
    await admin.presses('Необработанные');
    await admin.hears(/сообщений нет/);
  });

  it('who blocked the bot is left in peace, and greeted again on /start', async () => {
    const anna = await office.person('telegram');
    await anna.says('/help');
    await anna.hears(/Как начать/);
    await office.telegram.member({ user_id: anna.userId, action: 'block' });
    await office.telegram.member({ user_id: anna.userId, action: 'unblock' });
    await anna.says('/start');
    await anna.hears(/Здравствуйте/);
  });

  it('a group gets answers to commands, and nothing personal', async () => {
    const anna = await office.person('telegram');
    const group = await office.telegram.chats({ type: 'group', title: 'Отдел', user_ids: [anna.userId] });
    const say = (text: string) => office.telegram.message({ user_id: anna.userId, chat_id: group.id, text });
    const after = (await office.telegram.state()).calls;
    for (const text of ['просто болтаем', '/help@another_bot', '/profile', '/help']) await say(text);
    const first = await office.telegram.waitFor({ chat_id: group.id, after });
    expect(first.parameters.text).toMatch(/лично/);
    const second = await office.telegram.waitFor({ chat_id: group.id, after: first.sequence });
    expect(second.parameters.text).toMatch(/Как начать/);
  });

  it('no line of the log holds the token, a phone or what was said', () => {
    const log = office.lines.join('\n');
    expect(log).toMatch(/turn done/);
    expect(log).not.toContain(office.token);
    expect(log).not.toMatch(/Вневременная|Вторая|drop table/);
    expect(log).not.toMatch(/\+7999\d{7}/);
    for (const line of office.lines)
      expect(line).toMatch(
        /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} - [a-z_]+ - (DEBUG|INFO|WARNING|ERROR|CRITICAL) - .+$/,
      );
  });
});
