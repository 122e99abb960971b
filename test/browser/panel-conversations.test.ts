import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { barriersOn } from './axe.ts';
import { type Operator, overflowOf, SMALL_PHONE, setPanelStage } from './panel.ts';

const stage = setPanelStage();

/** A picture of ten by ten pixels. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAFUlEQVR4nGP8z8Dwn4GBgYGJAQ0AABcCAgKrKyc1AAAAAElFTkSuQmCC',
  'base64',
);

const RU = {
  person: 'Позвать человека',
  inQueue: /в очереди/,
  waiting: 'Ждут',
  all: 'Все',
  takeOver: 'Ответить самому',
  about: 'Бот замолчит, отвечать будете вы, пока не вернёте разговор.',
  byYou: 'Отвечаете вы',
  answer: 'Ваш ответ',
  send: 'Отправить',
  handBack: 'Вернуть боту',
  back: 'К списку',
  joined: /Вам отвечает/,
  again: /снова отвечает бот/,
  log: 'Переписка',
};
const EN: typeof RU = {
  person: 'Talk to a person',
  inQueue: /in the queue/,
  waiting: 'Waiting',
  all: 'All',
  takeOver: 'Answer yourself',
  about: 'The bot falls silent, and you answer until you hand the conversation back.',
  byYou: 'You answer',
  answer: 'Your answer',
  send: 'Send',
  handBack: 'Hand back to the bot',
  back: 'To the list',
  joined: /answers you/,
  again: /bot answers again/,
  log: 'Messages',
};

const row = (page: Page, name: string | RegExp) =>
  page.locator('.conversations-row[data-id]').filter({ hasText: name });
const log = ({ page }: Operator) => page.getByRole('log');
const says = (operator: Operator, words: string | RegExp) =>
  log(operator).getByRole('article').filter({ hasText: words }).last().waitFor();

describe('taking over', () => {
  it('two operators and a customer: seen live, taken once, answered, the bot silent until it is handed back', async () => {
    const anna = await stage.operator('operator', { name: 'Анна Смирнова', at: '/conversations' });
    const boris = await stage.operator('operator', { name: 'Борис Ким', at: '/conversations' });
    for (const { page } of [anna, boris])
      await page.getByRole('heading', { name: 'Никто не ждёт' }).waitFor();

    const customer = await stage.visitor();
    await customer.presses('Начать');
    await customer.presses(RU.person);
    await customer.hears(RU.inQueue);
    for (const { page } of [anna, boris]) {
      await row(page, 'ждёт').waitFor();
      await expect.poll(() => page.title()).toMatch(/^\(1\) Разговоры/);
      await row(page, 'ждёт').click();
      await page.getByText('Просит оператора').first().waitFor();
    }

    await anna.page.getByRole('button', { name: RU.takeOver }).click();
    await anna.page.getByText(RU.byYou).first().waitFor();
    await customer.hears(RU.joined);
    await boris.page.getByText('Анна Смирнова отвечает в этом разговоре').waitFor();
    const field = anna.page.getByRole('textbox', { name: RU.answer });
    expect(await boris.page.getByRole('textbox', { name: RU.answer }).isDisabled()).toBe(true);
    expect(await boris.page.getByRole('button', { name: RU.takeOver }).count()).toBe(0);
    await expect.poll(() => anna.page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');

    await field.pressSequentially('Добрый день');
    await boris.page.getByText('Анна Смирнова печатает…').first().waitFor();
    await customer.log.getByText('Печатает…').waitFor();
    await field.press('Enter');
    await customer.chat
      .getByRole('article', { name: /^Анна Смирнова,/ })
      .filter({ hasText: 'Добрый день' })
      .waitFor();
    await says(boris, 'Добрый день');
    await says(anna, 'Добрый день');
    await expect.poll(() => field.inputValue()).toBe('');
    await expect.poll(() => log(anna).getByText('Добрый день').count()).toBe(1);

    await customer.says('/help');
    for (const operator of [anna, boris]) await says(operator, '/help');
    await customer.says('Есть труба на 20?');
    await says(anna, 'Есть труба на 20?');
    expect((await customer.reads()).at(-1)).toBe('Есть труба на 20?');

    await anna.page.getByRole('button', { name: RU.handBack }).click();
    await customer.hears(RU.again);
    await boris.page.getByRole('button', { name: RU.takeOver }).waitFor();
    await customer.says('/help');
    await customer.hears(/Как начать/);
    await says(anna, 'Как начать');
  });

  it('files go out with the words, and one may be taken back before', async () => {
    const anna = await stage.operator('operator', { name: 'Анна Смирнова', at: '/conversations?view=all' });
    const customer = await stage.office.person('telegram', { name: 'Фёдор Файлов' });
    await customer.says('/start');
    await row(anna.page, 'Фёдор Файлов').click();
    await anna.page.getByRole('button', { name: RU.takeOver }).click();
    const file = (name: string, mimeType: string, content: string) => ({
      name,
      mimeType,
      buffer: Buffer.from(content),
    });
    const dock = anna.page.getByRole('form', { name: RU.answer });
    await dock
      .getByLabel('Приложить файл')
      .and(anna.page.locator('input'))
      .setInputFiles([file('прайс.csv', 'text/csv', 'a;b'), file('лишнее.txt', 'text/plain', 'x')]);
    await dock.getByRole('button', { name: 'Убрать лишнее.txt' }).click();
    await dock.getByText('прайс.csv', { exact: true }).waitFor();
    await dock.getByRole('textbox', { name: RU.answer }).fill('Держите');
    await dock.getByRole('button', { name: 'Отправить' }).click();
    await customer.hears(/^Держите$/);
    expect(String(await customer.gets('прайс.csv'))).toBe('a;b');
    await log(anna).getByText('прайс.csv').last().waitFor();
    expect(await dock.getByText('прайс.csv').count()).toBe(0);
    await expect.poll(() => log(anna).getByText('лишнее.txt').count()).toBe(0);
  });

  it('can be undone: who handed back by mistake has it again at once', async () => {
    const anna = await stage.operator('operator', { at: '/conversations?view=all' });
    const customer = await stage.office.person('telegram', { name: 'Олег Возвратов' });
    await customer.says('/start');
    await row(anna.page, 'Олег Возвратов').click();
    await anna.page.getByText(RU.about).waitFor();
    await anna.page.getByRole('button', { name: RU.takeOver }).click();
    await anna.page.getByRole('button', { name: RU.handBack }).click();
    await anna.page.getByRole('button', { name: RU.takeOver }).waitFor();
    await anna.page.getByRole('button', { name: 'Вернуть', exact: true }).click();
    await anna.page.getByText(RU.byYou).first().waitFor();
  });

  it('a manager takes it from an operator after a question; the operator is told and keeps the draft', async () => {
    const customer = await stage.office.person('telegram', { name: 'Марина Спорная' });
    await customer.says('/start');
    const boris = await stage.operator('operator', { name: 'Борис Ким', at: '/conversations?view=all' });
    const anna = await stage.operator('manager', { name: 'Анна Смирнова', at: '/conversations?view=all' });
    for (const { page } of [boris, anna]) await row(page, 'Марина Спорная').click();
    await boris.page.getByRole('button', { name: RU.takeOver }).click();
    await boris.page.getByRole('textbox', { name: RU.answer }).fill('Сейчас посмотрю');
    await anna.page.getByRole('button', { name: 'Забрать разговор' }).click();
    const question = anna.page.getByRole('dialog', { name: 'Сейчас отвечает Борис Ким. Забрать разговор?' });
    await question.getByRole('button', { name: 'Забрать разговор' }).click();
    await anna.page.getByText(RU.byYou).first().waitFor();
    await boris.page.getByText('Разговор теперь ведёт Анна Смирнова').waitFor();
    await expect
      .poll(() => boris.page.getByRole('textbox', { name: RU.answer }).inputValue())
      .toBe('Сейчас посмотрю');
  });

  it('on a phone, in English: found, taken over, answered and handed back', async () => {
    const phone = { viewport: SMALL_PHONE, locale: 'en-GB', hasTouch: true, isMobile: true };
    const operator = await stage.operator('operator', { name: 'Anna Smith', at: '/conversations', ...phone });
    const { page } = operator;
    const customer = await stage.visitor({ locale: 'en-GB' });
    await customer.presses('Start');
    await customer.presses(EN.person);
    await customer.hears(EN.inQueue);
    await row(page, 'waits').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    await row(page, 'waits').tap();
    await log(operator).waitFor();
    await expect.poll(() => page.getByRole('heading', { name: 'Conversations' }).count()).toBe(0);
    expect(await overflowOf(page)).toBe(0);
    await page.getByRole('button', { name: EN.takeOver }).tap();
    await customer.hears(EN.joined);
    await page.getByRole('textbox', { name: EN.answer }).fill('Hello, how can I help?');
    await page.getByRole('button', { name: EN.send }).tap();
    await customer.chat
      .getByRole('article', { name: /^Anna Smith,/ })
      .filter({ hasText: 'Hello' })
      .waitFor();
    expect(await overflowOf(page)).toBe(0);
    expect(await barriersOn(page)).toEqual([]);
    await page.getByRole('button', { name: EN.handBack }).tap();
    await customer.hears(EN.again);
    await page.getByRole('button', { name: 'About the person' }).tap();
    await page.getByRole('dialog', { name: 'About the person' }).getByText('No notes.').waitFor();
    expect(await overflowOf(page)).toBe(0);
    expect(await barriersOn(page)).toEqual([]);
    await page.goBack();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('link', { name: EN.back }).tap();
    await page.getByRole('heading', { name: 'Nobody is waiting' }).waitFor();
  });
});

describe('writing', () => {
  it('keeps the draft of each conversation over a reload', async () => {
    const [oleg, inna] = await Promise.all(
      ['Олег Черновиков', 'Инна Черновикова'].map((name) => stage.office.person('telegram', { name })),
    );
    for (const customer of [oleg, inna]) await customer?.says('/start');
    const { page } = await stage.operator('operator', { at: '/conversations?view=all' });
    for (const [name, words] of [
      ['Олег Черновиков', 'Труба'],
      ['Инна Черновикова', 'Смеситель'],
    ] as const) {
      await row(page, name).click();
      await page.getByRole('heading', { level: 2, name }).waitFor();
      await page.getByRole('button', { name: RU.takeOver }).click();
      await page.getByRole('textbox', { name: RU.answer }).fill(words);
    }
    await page.reload();
    const field = page.getByRole('textbox', { name: RU.answer });
    await expect.poll(() => field.inputValue()).toBe('Смеситель');
    await row(page, 'Олег Черновиков').getByText('Труба').waitFor();
    await row(page, 'Олег Черновиков').click();
    await expect.poll(() => field.inputValue()).toBe('Труба');
  });

  it('an answer that did not get through goes on trying, arrives once, and nothing is lost offline', async () => {
    stage.forgive(/net::ERR_|Failed to load resource/);
    const customer = await stage.office.person('telegram', { name: 'Нина Обрывова' });
    await customer.says('/start');
    const anna = await stage.operator('operator', { at: '/conversations?view=all' });
    const { page } = anna;
    await row(page, 'Нина Обрывова').click();
    await page.getByRole('button', { name: RU.takeOver }).click();
    await page.getByRole('textbox', { name: RU.answer }).fill('Ответ через обрыв');
    const posts: string[] = [];
    const messages = /\/messages$/;
    await page.route(messages, async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      posts.push(route.request().postData() ?? '');
      // The office hears it, its answer is lost.
      if (posts.length === 1) await route.fetch();
      return posts.length < 3 ? route.abort('connectionreset') : route.fallback();
    });
    await page.getByRole('textbox', { name: RU.answer }).press('Enter');
    await page.getByText('Нет связи. Отправится, когда она появится.').waitFor();
    await expect.poll(() => posts.length).toBeGreaterThan(2);
    await customer.hears(/Ответ через обрыв/);
    await expect.poll(() => log(anna).getByText('Ответ через обрыв').count()).toBe(1);
    expect(new Set(posts.map((post) => JSON.parse(post).id)).size).toBe(1);
    expect((await customer.heard()).filter((text) => text.includes('Ответ через обрыв'))).toHaveLength(1);
  });

  it('an answer that is refused says so, and can go back into the field', async () => {
    stage.forgive(/Failed to load resource/);
    const customer = await stage.office.person('telegram', { name: 'Пётр Отказов' });
    await customer.says('/start');
    const anna = await stage.operator('operator', { at: '/conversations?view=all' });
    const { page } = anna;
    await row(page, 'Пётр Отказов').click();
    await page.getByRole('button', { name: RU.takeOver }).click();
    await page.route(/\/messages$/, (route) =>
      route.request().method() === 'POST' ? route.fulfill({ status: 409, body: '{}' }) : route.fallback(),
    );
    await page.getByRole('textbox', { name: RU.answer }).fill('Не дойдёт');
    await page.getByRole('textbox', { name: RU.answer }).press('Enter');
    const alert = page.getByRole('alert').filter({ hasText: 'Не отправлено' });
    await alert.waitFor();
    await alert.getByRole('button', { name: 'Вернуть в поле' }).click();
    await expect.poll(() => page.getByRole('textbox', { name: RU.answer }).inputValue()).toBe('Не дойдёт');
    await expect.poll(() => log(anna).getByText('Не дойдёт').count()).toBe(0);
  });

  it('canned answers: written down, found by a slash and by the button, sent', async () => {
    const customer = await stage.office.person('telegram', { name: 'Зоя Готовая' });
    await customer.says('/start');
    const anna = await stage.operator('manager', { at: '/conversations?view=all' });
    const { page } = anna;
    await row(page, 'Зоя Готовая').click();
    await page.getByRole('button', { name: RU.takeOver }).click();
    await page.getByRole('button', { name: 'Готовые ответы' }).click();
    await page.getByRole('button', { name: 'Настроить' }).click();
    const dialog = page.getByRole('dialog');
    for (const [title, text] of [
      ['Часы работы', 'Мы работаем с девяти до шести.'],
      ['Доставка', 'Доставляем по городу за день.'],
    ] as const) {
      await dialog.getByRole('button', { name: 'Добавить ответ' }).click();
      await dialog.getByLabel('Название').fill(title);
      await dialog.getByLabel('Текст').fill(text);
      await dialog.getByLabel('Для всех операторов').check();
      await dialog.getByRole('button', { name: 'Сохранить' }).click();
      await dialog.getByText(text).waitFor();
    }
    await page.keyboard.press('Escape');
    const field = page.getByRole('textbox', { name: RU.answer });
    await field.pressSequentially('/дост');
    await page.getByRole('option', { name: /Доставка/, selected: true }).waitFor();
    await expect.poll(() => page.getByRole('listbox').getByRole('option').count()).toBe(1);
    expect(await barriersOn(page)).toEqual([]);
    await field.press('Enter');
    await expect.poll(() => field.inputValue()).toBe('Доставляем по городу за день.');
    await page.getByRole('button', { name: 'Готовые ответы' }).click();
    await page.getByRole('combobox', { name: 'Найти готовый ответ' }).fill('час');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => field.inputValue())
      .toBe('Доставляем по городу за день. Мы работаем с девяти до шести.');
    await field.press('Enter');
    await customer.hears(/за день\. Мы работаем/);
  });
});

describe('reading', () => {
  it('finds words in messages and jumps to the place, far up in the history; then back to the newest', {
    timeout: 60_000,
  }, async () => {
    const customer = await stage.office.person('telegram', { name: 'Вадим Длинный' });
    await customer.says('Ищу редкий вентиль на полдюйма');
    for (let count = 1; count <= 70; count += 1) await customer.says(`Сообщение номер ${count}`);
    await expect.poll(async () => (await customer.heard()).length, { timeout: 40_000 }).toBe(71);
    const anna = await stage.operator('operator', { at: '/conversations?in=messages' });
    const { page } = anna;
    await page.getByRole('searchbox').fill('редкий вентиль');
    const hit = page.getByRole('link', { name: /редкий вентиль/ });
    await expect.poll(() => hit.locator('mark').allInnerTexts()).toEqual(['редкий вентиль']);
    await hit.click();
    const found = log(anna).getByRole('article').filter({ hasText: 'редкий вентиль' });
    await found.waitFor();
    await expect.poll(() => isInView(page, 'редкий вентиль')).toBe(true);
    await expect.poll(() => page.url()).toMatch(/message=\d+/);
    await page.getByRole('button', { name: 'К последним сообщениям' }).click();
    await page.getByRole('button', { name: 'К последним сообщениям' }).waitFor({ state: 'detached' });
    await customer.says('Последнее слово');
    await expect.poll(() => isInView(page, 'Последнее слово')).toBe(true);
    await expect.poll(() => page.url()).not.toMatch(/message=/);
  });

  it('shows everything that was said as the customer saw it, and secrets to nobody', async () => {
    const customer = await stage.office.person('webchat');
    await customer.says('/profile');
    await customer.hears(/Имя/);
    await customer.presses('Изменить имя');
    await customer.hears(/Как вас зовут/);
    await customer.says('Рита Разная');
    await customer.hears(/Имя: Рита Разная/);
    await customer.sends({ name: 'план.png', content: PICTURE });
    await customer.sends({ name: 'смета.txt', content: Buffer.from('труба') });
    await customer.hears(/Выберите раздел/);
    const [{ id }] = await stage.office.db
      .selectFrom('conversations as c')
      .innerJoin('people as p', 'p.id', 'c.person_id')
      .where('p.name', '=', 'Рита Разная')
      .select('c.id')
      .execute()
      .then((rows) => rows as [{ id: string }]);
    for (const content of [
      { kind: 'place', latitude: 55.75, longitude: 37.62 },
      { kind: 'contact', phone: '+79991234567', name: 'Рита', own: true },
      { kind: 'other', what: 'poll' },
    ])
      await add(id, 'in', content);
    await add(id, 'out', { text: 'Ваш код 424242', secret: true });
    await add(id, 'out', { text: 'Не дошло' }, { delivery: 'failed', error: 'chat not found' });
    const anna = await stage.operator('operator', { at: `/conversations/${id}` });
    const said = log(anna);
    await said.getByRole('button', { name: 'Открыть изображение план.png' }).click();
    await anna.page.getByRole('img', { name: 'Изображение план.png' }).waitFor();
    await expect.poll(() => anna.page.evaluate(`document.querySelector('dialog img').naturalWidth`)).toBe(10);
    await anna.page.keyboard.press('Escape');
    await said.getByRole('link', { name: /Скачать смета\.txt/ }).waitFor();
    await said.getByText('Нажата кнопка').waitFor();
    await said.getByRole('listitem').filter({ hasText: 'Изменить имя, нажата' }).waitFor();
    await said.getByRole('link', { name: 'Открыть на карте' }).waitFor();
    await said.getByText('Рита, +79991234567').waitFor();
    await said.getByText('Сообщение, которое здесь не показать (poll)').waitFor();
    await said.getByText('Скрыто: это личный код или пароль').waitFor();
    expect(await anna.page.content()).not.toContain('424242');
    await said.getByText('Не доставлено').waitFor();
    await said.getByText('Что случилось').click();
    await said.getByText('chat not found').waitFor();
    expect(await barriersOn(anna.page)).toEqual([]);
  });

  it('stays where one reads while new messages come, and says how many', async () => {
    const customer = await stage.office.person('telegram', { name: 'Лев Читаев' });
    for (let count = 1; count <= 30; count += 1) await customer.says(`Строка ${count}`);
    const anna = await stage.operator('operator', { at: '/conversations?view=all' });
    const { page } = anna;
    await row(page, 'Лев Читаев').click();
    await says(anna, 'Строка 30');
    await log(anna).focus();
    await page.keyboard.press('Home');
    await expect.poll(() => log(anna).getByText('Начало разговора').count()).toBe(1);
    const place = () =>
      page.evaluate(`[...document.querySelectorAll('[data-position]')]
        .find((one) => one.getBoundingClientRect().top > 100).getBoundingClientRect().top`);
    // A key scrolls for some frames.
    let before = await place();
    const rests = async () => {
      const last = before;
      before = await place();
      return before === last;
    };
    await expect.poll(rests).toBe(true);
    await customer.says('Вы здесь?');
    await page.getByRole('button', { name: /нов/ }).waitFor();
    expect(await place()).toBe(before);
  });

  it('notes are written, seen by others, and taken away by their author', async () => {
    const customer = await stage.office.person('telegram', { name: 'Вера Заметкина' });
    await customer.says('/start');
    const wide = { viewport: { width: 1440, height: 900 } };
    const anna = await stage.operator('operator', { name: 'Анна', at: '/conversations?view=all', ...wide });
    const boris = await stage.operator('operator', { name: 'Борис', at: '/conversations?view=all', ...wide });
    await row(anna.page, 'Вера Заметкина').click();
    const card = anna.page.getByRole('complementary', { name: 'О человеке' });
    await card.getByRole('textbox', { name: 'Новая заметка' }).fill('Любит звонки после шести');
    await card.getByRole('button', { name: 'Добавить' }).click();
    await card.getByText('Любит звонки после шести').waitFor();
    await row(boris.page, 'Вера Заметкина').click();
    const other = boris.page.getByRole('complementary', { name: 'О человеке' });
    await other.getByText('Любит звонки после шести').waitFor();
    expect(await other.getByRole('button', { name: /Удалить заметку/ }).count()).toBe(0);
    await card.getByRole('button', { name: 'Удалить заметку: Вы' }).click();
    await card.getByText('Заметок нет.').waitFor();
    await anna.page.getByRole('button', { name: 'Вернуть', exact: true }).click();
    await card.getByText('Любит звонки после шести').waitFor();
  });

  it('keys alone lead from the list into a conversation, to the answer and back', async () => {
    const [other, customer] = [
      await stage.office.person('telegram', { name: 'Олег Клавишин' }),
      await stage.office.person('telegram', { name: 'Яна Клавишина' }),
    ];
    for (const person of [other, customer]) {
      await person.says('/start');
      await person.hears(/Здравствуйте/);
    }
    // Those of the tests before may still be answered, and then they move up.
    const { page } = await stage.operator('operator', { at: '/conversations?view=all&q=Клавишин' });
    await row(page, 'Олег Клавишин').waitFor();
    await row(page, 'Яна Клавишина').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.getByRole('heading', { level: 2, name: 'Яна Клавишина' }).waitFor();
    await page.keyboard.press('r');
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
    await page.keyboard.type('Отвечаю с клавиш');
    await page.keyboard.press('Enter');
    await customer.hears(/Отвечаю с клавиш/);
    await page.getByRole('heading', { level: 2, name: 'Яна Клавишина' }).focus();
    await page.keyboard.press('b');
    await page.getByRole('button', { name: RU.takeOver }).waitFor();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog');
    await sheet.getByText('Следующий разговор').waitFor();
    expect(await sheet.locator('kbd').getByText('/', { exact: true }).count()).toBe(1);
  });
});

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  it('axe finds no barrier in the list, a conversation, its card, and where there is nothing', async () => {
    const customer = await stage.office.person('telegram', { name: 'Роман Доступный' });
    await customer.says('/start');
    await customer.says(RU.person);
    await customer.hears(RU.inQueue);
    const viewport = { width: 1440, height: 900 };
    const { page } = await stage.operator('manager', { at: '/conversations', colorScheme, viewport });
    await row(page, 'Роман Доступный').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await row(page, 'Роман Доступный').click();
    await page.getByRole('complementary').getByText('Заметок нет.').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await page.getByRole('button', { name: RU.takeOver }).click();
    await page.getByRole('textbox', { name: RU.answer }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await page.getByRole('button', { name: RU.handBack }).click();
    await page.goto(`${new URL(page.url()).origin}/admin/conversations?view=mine`);
    await page.getByRole('heading', { name: 'У вас нет разговоров' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
  });
});

it('a conversation that is not there says so, and the list stays', async () => {
  stage.forgive(/status of 404/);
  const { page } = await stage.operator('operator', {
    at: '/conversations/0192f0c1-2345-7abc-8def-0123456789ab?view=all',
  });
  await page.getByRole('heading', { name: 'Такого разговора нет' }).waitFor();
  await page.getByRole('navigation', { name: 'Какие разговоры показать' }).waitFor();
});

/** A message that no actor can make, at the end of a conversation. */
const add = async (
  id: string,
  direction: 'in' | 'out',
  content: object,
  { delivery = 'sent', error = null }: { delivery?: string; error?: string | null } = {},
): Promise<void> => {
  await sql`
    with c as (update conversations set positions = positions + 1, changes = changes + 1
               where id = ${id} returning id, inbox_id, positions, changes)
    insert into messages (conversation_id, inbox_id, direction, turn, position, change, content, delivery, error)
    select id, inbox_id, ${direction}, -positions, positions, changes, ${JSON.stringify(content)}::jsonb,
           ${direction === 'out' ? delivery : null}, ${error} from c
  `.execute(stage.office.db);
};

/** Whether the message with these words is within the log. */
const isInView = (page: Page, words: string): Promise<boolean> =>
  page.evaluate(`(() => {
    const log = document.querySelector('[role=log]').getBoundingClientRect();
    const found = [...document.querySelectorAll('article')].find((one) => one.textContent.includes(${JSON.stringify(words)}));
    const box = found?.getBoundingClientRect();
    return box !== undefined && box.top >= log.top && box.bottom <= log.bottom + 1;
  })()`);
