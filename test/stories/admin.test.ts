import { afterAll, beforeAll, expect, it } from 'vitest';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import { explodesOn } from './exploding-name.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ env: { ADMIN_IDS: '1001, 1002' } });
});
afterAll(() => office.close());

it('S0-04: an administrator of ADMIN_IDS opens the panel in the chat, somebody else is refused', async () => {
  const admin = await office.person('telegram', { id: 1002, name: 'Админ' });
  await admin.says('/start');
  await admin.hears(/Здравствуйте/);
  expect(await admin.keys()).toContain('Управление');
  await admin.says('/admin');
  await admin.hears(/Состояние бота/);
  await admin.presses('Необработанные');
  await admin.hears(/сообщений нет/);
  await admin.presses('Назад');
  await admin.hears(/Состояние бота/);

  const stranger = await office.person('telegram', { id: 1003 });
  for (const attempt of ['/admin', 'Управление']) {
    await stranger.says(attempt);
    await stranger.hears(/только сотрудникам/);
  }
  expect(await stranger.keys()).not.toContain('Управление');
});

it('a forged press of an administrator’s button means nothing', async () => {
  const admin = await office.person('telegram', { id: 1001 });
  await admin.says('/menu');
  await admin.hears(/Выберите раздел/);
  const { messages } = await office.telegram.chat(admin.userId);
  const shown = messages.findLast(({ buttons }) => buttons.flat().includes('Управление'));
  const markup = shown?.message.reply_markup?.inline_keyboard
    .flat()
    .find(({ text }) => text === 'Управление');
  const data = markup && 'callback_data' in markup ? markup.callback_data : '';
  expect(data).toMatch(/^k1:/);

  const stranger = await office.person('telegram');
  await stranger.says('/menu');
  await stranger.hears(/Выберите раздел/);
  const own = (await office.telegram.chat(stranger.userId)).messages.at(-1)?.message_id ?? 0;
  for (const forged of [data, 'start:admin', 'k1:zzzzzz:0', 'k1:1:999', 'k1:-1:0', '💥'])
    await office.telegram.callback({
      user_id: stranger.userId,
      chat_id: stranger.userId,
      message_id: own,
      data: forged,
      force: true,
    });
  for (let index = 0; index < 6; index += 1) await stranger.hears(/кнопка уже не действует/);
  expect((await stranger.heard()).join('\n')).not.toMatch(/Состояние бота/);
});

it('a turn that keeps failing becomes a dead letter: an apology, the state kept, and a replay by the administrator', async () => {
  const anna = await office.person('telegram', { name: 'Анна' });
  await anna.says('/profile');
  await anna.hears(/Ваш аккаунт/);
  await anna.presses('Изменить имя');
  await anna.hears(/Как вас зовут/);
  const mend = await explodesOn(office.db, 'Взрывная');
  await anna.says('Взрывная');
  await anna.says('/help');
  await anna.hears(/не получилось обработать/);
  await anna.hears(/Как начать/);
  await mend();
  await anna.says('Тихая');
  await anna.hears(/Имя: Тихая/);

  const admin = await office.person('telegram', { id: 1002, name: 'Админ' });
  await anna.presses('Изменить имя');
  await anna.hears(/Как вас зовут/);
  await admin.says('/admin');
  await admin.hears(/Не обработано \(нужен разбор\): 1/);
  await admin.presses('Необработанные');
  const letter = await admin.hears(/Не обработано сообщение/);
  expect(letter).toMatch(/От кого: Анна[\s\S]*Сообщение: Взрывная[\s\S]*Причина: boom[\s\S]*Попыток: 5/);
  await admin.presses('Обработать заново');
  await admin.hears(/на повторную обработку/);
  await anna.hears(/Имя: Взрывная/);
});

it('an administrator whose role is taken away in the middle of the panel is refused at the next press', async () => {
  const admin = await office.person('telegram', { name: 'Бывший' });
  await admin.says('/start');
  await admin.hears(/Здравствуйте/);
  const grant = (roles: string[]) =>
    office.db
      .updateTable('people')
      .set({ roles })
      .where('id', '=', (person) =>
        person.selectFrom('identities').select('person_id').where('value', '=', String(admin.userId)),
      )
      .execute();
  await grant(['administrator']);
  await admin.says('/admin');
  await admin.hears(/Состояние бота/);
  await grant([]);
  await admin.presses('Необработанные');
  await admin.hears(/только сотрудникам/);
});

it('the state bears the time of the office, wherever the machine stands', async () => {
  const timeZone = 'Pacific/Kiritimati';
  const { put } = await office.employee({ roles: ['administrator'] });
  const weekly = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  const set = await put('/settings/working_hours', { value: { time_zone: timeZone, weekly, holidays: [] } });
  expect(set.status).toBe(200);
  const hour = () => new Intl.DateTimeFormat('ru', { timeZone, hour: '2-digit' }).format();
  const before = hour();
  const admin = await office.person('telegram', { id: 1002 });
  await admin.says('/admin');
  await admin.hears(new RegExp(`на (${before}|${hour()}):`));
});
