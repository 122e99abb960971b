import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { setStage } from './stage.ts';

const stage = setStage();

it('greets at the first visit: an empty chat, «Начать», the first words and the keys', async () => {
  const anna = await stage.visitor();
  await anna.chat.getByRole('heading', { level: 1, name: 'Kontora' }).waitFor();
  await anna.chat.getByRole('heading', { name: 'Здравствуйте!' }).waitFor();
  expect(await anna.log.count()).toBe(0);
  await anna.presses('Начать');
  await anna.hears(/Это контора/);
  const keys = anna.chat.getByRole('group', { name: 'Быстрые ответы' }).getByRole('button');
  await expect
    .poll(() => keys.allInnerTexts())
    .toEqual([
      'Меню',
      'Регистрация',
      'Вход',
      'Каталог',
      'Корзина',
      'Мои вопросы',
      'Аккаунт',
      'Позвать человека',
    ]);
  expect(await anna.reads()).toEqual(['/start', expect.stringContaining('своими словами')]);
});

it('takes text, keys and buttons, and walks the profile to its end', async () => {
  const anna = await stage.visitor();
  await anna.says('Меню');
  await anna.hears(/Выберите раздел/);
  await anna.presses('Аккаунт');
  await anna.hears(/Имя: —/);
  await anna.presses('Изменить имя');
  await anna.hears(/Как вас зовут/);
  await anna.says('Анна Каренина');
  await anna.hears(/Имя: Анна Каренина/);
  await anna.presses('Изменить почту');
  await anna.hears(/адрес электронной почты/);
  await anna.says('anna@example.ru');
  await anna.hears(/Почта: anna@example.ru/);
  await anna.presses('Изменить телефон');
  await anna.hears(/номер телефона/);
  await anna.says('8 (999) 123-45-67');
  await anna.hears(/Телефон: \+7 999 123 45 67 \(не подтверждён\)/);
  await anna.field.waitFor();
  await expect.poll(() => anna.field.inputValue()).toBe('');
});

it('offers the commands for a slash; a chosen one is said', async () => {
  const anna = await stage.visitor();
  await anna.field.fill('/');
  const options = anna.chat.getByRole('listbox', { name: 'Команды' }).getByRole('option');
  await expect
    .poll(() => options.allInnerTexts())
    .toEqual(expect.arrayContaining(['/help Как пользоваться', '/profile Ваши данные, пароль, выход']));
  await anna.field.fill('/pro');
  await expect.poll(() => options.allInnerTexts()).toEqual(['/profile Ваши данные, пароль, выход']);
  await options.first().click();
  await anna.hears(/Ваш аккаунт/);
  expect((await anna.reads())[0]).toBe('/profile');
});

it('changes every word of the page at once when the language changes', async () => {
  const anna = await stage.visitor();
  await anna.presses('Начать');
  await anna.says('/language');
  await anna.hears(/На каком языке/);
  await anna.presses('English');
  await anna.hears(/I speak English from now on/);
  const keys = anna.chat.getByRole('group', { name: 'Quick replies' }).getByRole('button');
  await expect
    .poll(() => keys.allInnerTexts())
    .toEqual([
      'Menu',
      'Registration',
      'Log in',
      'Catalogue',
      'Cart',
      'My questions',
      'Account',
      'Talk to a person',
    ]);
  await expect.poll(() => anna.page.locator('html').getAttribute('lang')).toBe('en');
  await anna.chat.getByRole('textbox', { name: 'Message', exact: true }).fill('/');
  const options = anna.chat.getByRole('listbox', { name: 'Commands' }).getByRole('option');
  await expect.poll(() => options.allInnerTexts()).toEqual(expect.arrayContaining(['/help How to use this']));
  // Beside what was said before, no Russian word is left in names, labels, places and times.
  const words = await anna.page.locator('main').ariaSnapshot();
  const said = (await anna.chat.locator('.bubble, .choice').allInnerTexts()).join('\n');
  const russian = (words.match(/[а-яё]+/gi) ?? []).filter((word) => !said.includes(word));
  expect(russian).toEqual([]);
});

it('shows the history after a reload, and what is older on demand', async () => {
  const anna = await stage.visitor();
  await anna.presses('Начать');
  await anna.hears(/Это контора/);
  await anna.page.reload();
  await expect.poll(() => anna.reads()).toEqual(['/start', expect.stringContaining('Это контора')]);

  await saidLongAgo(60);
  await anna.page.reload();
  const all = Array.from({ length: 60 }, (_, index) => `Сообщение № ${index + 1}.`);
  await expect.poll(() => anna.reads()).toEqual(all.slice(-50));
  await anna.presses('Показать раньше');
  await expect.poll(() => anna.reads()).toEqual(['/start', expect.stringContaining('Это контора'), ...all]);
  await expect.poll(() => anna.chat.getByRole('button', { name: 'Показать раньше' }).count()).toBe(0);
});

it('shows that an answer is being made while a turn is slow', async () => {
  const anna = await stage.visitor();
  await anna.says('/profile');
  await anna.presses('Изменить имя');
  await anna.hears(/Как вас зовут/);
  const held = await stage.office.db.startTransaction().execute();
  await held.selectFrom('people').select('id').forNoKeyUpdate().execute();
  const typing = anna.chat.getByText('Печатает…');
  try {
    await anna.says('Анна Неспешная');
    await anna.log.getByText('Печатает…').waitFor();
    await expect.poll(() => typing.count()).toBe(2);
    expect((await anna.reads()).at(-1)).toBe('Анна Неспешная');
  } finally {
    await held.rollback().execute();
  }
  await anna.hears(/Имя: Анна Неспешная/);
  await expect.poll(() => typing.count()).toBe(0);
});

it('shows the same conversation in two tabs, and sends nothing twice', async () => {
  const first = await stage.visitor();
  await first.presses('Начать');
  await first.hears(/Это контора/);
  const second = await first.anotherTab();
  await second.hears(/Это контора/);
  await first.says('из первой вкладки');
  await second.chat.getByText('из первой вкладки').waitFor();
  await second.says('/language');
  await first.hears(/На каком языке/);
  await second.presses('English');
  for (const tab of [first, second]) {
    await tab.chat.getByRole('textbox', { name: 'Message', exact: true }).waitFor();
    await tab.hears(/I speak English/);
  }
  await second.says('from the second tab');
  for (const tab of [first, second])
    await expect
      .poll(() => tab.reads())
      .toEqual([
        '/start',
        expect.stringContaining('Это контора'),
        'из первой вкладки',
        expect.stringContaining('Я вас не понял'),
        '/language',
        'На каком языке говорить?',
        'English',
        'I speak English from now on.',
        'from the second tab',
        expect.stringContaining('I did not understand'),
      ]);
});

/** Puts so many messages of the only conversation with «/start» into the past. */
const saidLongAgo = async (count: number): Promise<void> => {
  await sql`
    with c as (
      update conversations set positions = positions + ${count}, changes = changes + ${count}
      where id = (select conversation_id from messages order by id desc limit 1)
      returning id, positions - ${count} as position, changes - ${count} as change
    )
    insert into messages (conversation_id, inbox_id, direction, turn, position, change, external_id, content)
    select id, 'webchat', 'in', 1, position + n, change + n, gen_random_uuid(),
           jsonb_build_object('kind', 'text', 'text', 'Сообщение № ' || n || '.')
    from c, generate_series(1, ${count}) n
  `.execute(stage.office.db);
};
