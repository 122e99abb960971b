import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { buttonToken } from '#modules/conversations/index.ts';
import { aConversation, aDeadTurn, aDelivery, aPerson } from '#modules/conversations/test-operations.ts';
import { barriersOn } from './axe.ts';
import { EVERYWHERE } from './looks.ts';
import { overflowOf, setPanelStage } from './panel.ts';

describe('operations', () => {
  const stage = setPanelStage();

  /** Somebody who writes to the bot, and the conversation that this is. */
  const customer = async (name: string) => {
    const person = await stage.office.person('telegram', { name });
    await person.says('/start');
    await person.hears(/Здравствуйте/);
    const { id } = await stage.office.db
      .selectFrom('conversations')
      .select('id')
      .where('address', '=', String(person.userId))
      .executeTakeFirstOrThrow();
    return { person, id };
  };

  const dialog = (page: Page) => page.getByRole('dialog');

  /** Follows the link of a sheet into the conversation: at which message of which one does it end? */
  const followed = async (page: Page, words: string) => {
    await dialog(page).getByRole('link', { name: 'Открыть разговор' }).click();
    await page.getByRole('log').getByRole('article').filter({ hasText: words }).waitFor();
    const sought = await page.locator('[data-sought]').getAttribute('data-position');
    return { path: new URL(page.url()).pathname, message: Number(sought) };
  };
  const rows = (page: Page) => page.getByRole('table').getByRole('row');

  describe('dead letters', () => {
    it('are told with reason and words, put aside, taken back, and worked again', async () => {
      const { db } = stage.office;
      const { person, id } = await customer('Анна Каренина');
      await aDeadTurn(db, id, { input: { kind: 'text', text: '/help' }, error: 'relation "orders" is gone' });
      const { page } = await stage.operator('manager', { at: '/dead-letters' });
      await page.getByRole('link', { name: 'Анна Каренина' }).click();
      await dialog(page).getByText('/help', { exact: true }).waitFor();
      await dialog(page).getByText('relation "orders" is gone').waitFor();
      await dialog(page).getByRole('link', { name: 'Открыть разговор' }).waitFor();
      expect(new URL(page.url()).searchParams.get('letter')).toBe(`${id}.2`);

      await dialog(page).getByRole('button', { name: 'Отложить' }).click();
      await dialog(page).waitFor({ state: 'hidden' });
      await page.getByRole('heading', { name: 'Всё обработано' }).waitFor();
      await page.getByRole('button', { name: 'Вернуть' }).click();
      await page.getByRole('link', { name: 'Анна Каренина' }).click();
      await dialog(page).getByRole('button', { name: 'Обработать заново' }).click();
      await page.getByText('Сообщение обрабатывается заново').waitFor();
      await person.hears(/Как начать/);
      await page.getByRole('link', { name: 'Повторены' }).click();
      await page.getByRole('link', { name: 'Анна Каренина' }).click();
      await dialog(page).getByText('повторено', { exact: true }).waitFor();
      expect(await dialog(page).getByRole('button', { name: 'Обработать заново' }).count()).toBe(0);
    });

    it('lead to the conversation, and in it to the message', async () => {
      const { id } = await customer('Дарья Линёва');
      const turn = await aDeadTurn(stage.office.db, id, { input: { kind: 'text', text: 'Где мой заказ?' } });
      const { page } = await stage.operator('manager', { at: `/dead-letters?letter=${id}.${turn}` });
      await dialog(page).getByText('Где мой заказ?').first().waitFor();
      const { path, message } = await followed(page, 'Где мой заказ?');
      expect(path).toBe(`/admin/conversations/${id}`);
      expect(message).toBe(3);
    });

    it('are dealt with many at once, and found by words', async () => {
      const { db } = stage.office;
      const conversation = await aConversation(db, { title: 'Склад' });
      for (const error of ['timeout of CRM', 'timeout of ERP', 'no such dialogue'])
        await aDeadTurn(db, conversation, { error });
      const { page } = await stage.operator('administrator', { at: '/dead-letters?q=timeout' });
      await expect.poll(() => rows(page).count()).toBe(3);
      await page.getByRole('checkbox', { name: 'Выбрать все на странице' }).click();
      const group = page.getByRole('group', { name: 'Выбрано: 2 сообщения' });
      await group.getByRole('button', { name: 'Отложить' }).click();
      await page.getByText('Отложено: 2 сообщения.').waitFor();
      await page.getByRole('heading', { name: 'Ничего не нашлось' }).waitFor();
      await page.getByRole('link', { name: 'Отложены' }).click();
      await page.getByRole('checkbox', { name: 'Выбрать: Склад' }).first().click();
      await page.getByRole('button', { name: 'Вернуть в разбор' }).click();
      await page.getByText('Сообщение снова ждёт разбора.').waitFor();
      const { total } = (
        await (
          await stage.office.employee({ roles: ['manager'] })
        ).get<{ total: number }>('/dead-letters?state=discarded&q=timeout')
      ).body;
      expect(total).toBe(1);
    });

    it('are not replayed in numbers without a question', async () => {
      const { db } = stage.office;
      const conversation = await aConversation(db, { title: 'Много' });
      for (let index = 0; index < 2; index += 1) await aDeadTurn(db, conversation, { error: 'many' });
      const { page } = await stage.operator('manager', { at: '/dead-letters?q=many' });
      await page.getByRole('checkbox', { name: 'Выбрать все на странице' }).click();
      await page.getByRole('button', { name: 'Обработать заново' }).click();
      await dialog(page).getByRole('heading', { name: 'Обработать заново 2 сообщения?' }).waitFor();
      await dialog(page).getByRole('button', { name: 'Отмена' }).click();
      expect(await rows(page).count()).toBe(3);
    });
  });

  describe('deliveries', () => {
    it('tell what became of each message, and send a failed one again', async () => {
      const { db } = stage.office;
      const { person, id } = await customer('Борис Годунов');
      await aDelivery(db, id, {
        state: 'failed',
        error: '400 Bad Request: chat not found',
        content: { text: 'Ваш заказ готов' },
      });
      const { page } = await stage.operator('manager', { at: `/deliveries?conversation_id=${id}` });
      await page.getByText('Только один разговор').waitFor();
      await page.getByLabel('Состояние').selectOption('Не доставлено');
      await expect.poll(() => rows(page).count()).toBe(2);
      await page.getByRole('link', { name: 'Борис Годунов' }).click();
      await dialog(page).getByText('400 Bad Request: chat not found').waitFor();
      await dialog(page).getByRole('button', { name: 'Отправить ещё раз' }).click();
      await page.getByText('Сообщение поставлено в очередь').waitFor();
      await person.hears(/Ваш заказ готов/);
      await page.getByRole('link', { name: 'Борис Годунов' }).click();
      await dialog(page).getByText('Отправлено ещё раз: №').waitFor();
      expect(await dialog(page).getByRole('button', { name: 'Отправить ещё раз' }).count()).toBe(0);
      await page.keyboard.press('Escape');
      await expect.poll(() => new URL(page.url()).searchParams.get('delivery')).toBe(null);
      await page.getByRole('link', { name: 'Показать все' }).click();
      await expect.poll(() => rows(page).count()).toBeGreaterThan(1);
      await expect.poll(() => new URL(page.url()).searchParams.get('conversation_id')).toBe(null);
    });

    it('lead to the conversation, and in it to the message', async () => {
      const { id } = await customer('Егор Булычов');
      const delivery = await aDelivery(stage.office.db, id, { content: { text: 'Ждём вас завтра' } });
      const { page } = await stage.operator('manager', { at: '/deliveries' });
      await page.getByRole('link', { name: 'Егор Булычов' }).first().click();
      await expect.poll(() => new URL(page.url()).searchParams.get('delivery')).toBe(String(delivery));
      const { path, message } = await followed(page, 'Ждём вас завтра');
      expect(path).toBe(`/admin/conversations/${id}`);
      expect(message).toBe(3);
    });

    it('keep what is secret to themselves', async () => {
      const { db } = stage.office;
      const conversation = await aConversation(db, { title: 'Тайна' });
      await aDelivery(db, conversation, { content: { text: 'https://office/reset/TOKEN', secret: true } });
      const { page } = await stage.operator('manager', { at: `/deliveries?conversation_id=${conversation}` });
      await page.getByText('Текст скрыт').waitFor();
      await page.getByRole('link', { name: 'Тайна' }).click();
      await dialog(page).getByText('Текст скрыт').waitFor();
      expect(await page.content()).not.toContain('TOKEN');
    });
  });

  describe('inboxes', () => {
    it('tell how they fare, and send a test message that is watched to its end', async () => {
      const { person } = await customer('Вера Павловна');
      const { page } = await stage.operator('administrator', { at: '/inboxes' });
      const telegram = page.getByRole('article', { name: 'Telegram' });
      await telegram.getByText('Работает', { exact: true }).waitFor();
      await page.getByRole('article', { name: 'Веб-чат' }).getByText('Работает', { exact: true }).waitFor();
      await telegram.getByRole('button', { name: 'Проверить: Telegram' }).click();
      await dialog(page).getByLabel('Найти разговор').fill('Вера');
      await dialog(page).getByRole('button', { name: 'Отправить: Вера Павловна' }).click();
      await dialog(page).getByText('Сообщение доставлено: канал работает.').waitFor();
      await person.hears(/Проверка связи/);
    });

    it('lead from a figure to what it counts', async () => {
      await customer('Жанна Орлеанская');
      const { page } = await stage.operator('manager', { at: '/inboxes' });
      const telegram = page.getByRole('article', { name: 'Telegram' });
      await telegram.getByRole('definition').first().getByRole('link').click();
      await page.locator('[data-id]').filter({ hasText: 'Жанна Орлеанская' }).waitFor();
      const { pathname, searchParams } = new URL(page.url());
      expect([pathname, searchParams.get('inbox')]).toEqual(['/admin/conversations', 'telegram']);
    });

    it('are set up again, step by step; a refused token is told with its cure', async () => {
      const { telegram } = stage.office;
      const { page } = await stage.operator('administrator', { at: '/inboxes' });
      await page.getByRole('button', { name: 'Настроить заново: Telegram' }).click();
      await dialog(page).getByText('Всё настроено.').waitFor();
      await dialog(page).getByText('Меню команд: уже в порядке').waitFor();
      await dialog(page).getByRole('button', { name: 'Закрыть' }).last().click();

      await telegram.token({ revoked: true });
      await page.getByRole('button', { name: 'Настроить заново: Telegram' }).click();
      await dialog(page).getByText('401 Unauthorized').waitFor();
      await dialog(page).getByRole('button', { name: 'Закрыть' }).last().click();
      const card = page.getByRole('article', { name: 'Telegram' });
      await card.getByText('Не работает').waitFor();
      await card.getByText(/Мессенджер не принимает токен/).waitFor();
      await telegram.token({ revoked: false });
    });

    it('show a manager how they fare, and nothing to press', async () => {
      const { page } = await stage.operator('manager', { at: '/inboxes' });
      await page.getByRole('article', { name: 'Telegram' }).waitFor();
      expect(await page.getByRole('button', { name: /Проверить|Настроить/ }).count()).toBe(0);
    });
  });

  it('are not for operators', async () => {
    const { page, opens } = await stage.operator('operator');
    for (const path of ['/dead-letters', '/deliveries', '/inboxes']) {
      await opens(path);
      await page.getByRole('heading', { name: 'Сюда нужны другие права' }).waitFor();
    }
  });
});

describe('the pages of operations', () => {
  const stage = setPanelStage();
  let furnished: Promise<{ readonly letter: string; readonly delivery: number }> | undefined;

  /** An office in which something of every kind happened. */
  const furnish = async () => {
    const { db } = stage.office;
    const talk = async (name: string, inbox: string) =>
      aConversation(db, { title: name, inbox, personId: await aPerson(db, name) });
    const [anna, boris, vera] = [
      await talk('Анна Каренина', 'telegram'),
      await talk('Борис Лавров', 'webchat'),
      await talk('Вера Орлова', 'telegram'),
    ];
    const stock = await aConversation(db, { title: 'Склад и доставка', kind: 'group' });
    const buttons = [[{ label: 'Подтвердить заказ', value: 'yes' }]];
    const asked = await aDelivery(db, boris, { content: { text: 'Всё верно?', buttons }, secondsAgo: 7_400 });
    await aDeadTurn(db, boris, {
      input: { kind: 'choice', token: buttonToken(asked, 0) },
      error: 'CRM: no answer in 15 s',
      dialogue: 'orders',
      secondsAgo: 7_200,
    });
    const file = { id: newId(), name: 'счёт-114.pdf', mime: 'application/pdf', size: 48_213 };
    await aDeadTurn(db, vera, {
      input: { kind: 'file', files: [file], text: 'Вот подписанный счёт' },
      error: 'ENOSPC: no space left on device, write',
      secondsAgo: 90_000,
    });
    await aDeadTurn(db, stock, {
      input: { kind: 'place', latitude: 59.9386, longitude: 30.3141 },
      error: 'TypeError: Cannot read properties of undefined (reading AVeryLongNameThatNobodyCanBreak)',
      secondsAgo: 180_000,
    });
    const turn = await aDeadTurn(db, anna, {
      input: { kind: 'text', text: 'Можно перенести доставку на пятницу, после шести?' },
      error: 'relation "delivery_slots" does not exist',
      dialogue: 'orders',
      secondsAgo: 720,
    });
    const olga = await aPerson(db, 'Ольга Менеджерова');
    const say = (conversation: string, text: string, options: Parameters<typeof aDelivery>[2]) =>
      aDelivery(db, conversation, { content: { text }, ...options });
    await say(stock, 'Отгрузка № 218 собрана, забирайте с 9 до 18.', { secondsAgo: 5_000, tookSeconds: 0.4 });
    await say(vera, 'Счёт получили, спасибо! Документы будут завтра.', {
      author: olga,
      secondsAgo: 3_600,
      tookSeconds: 0.6,
    });
    const delivery = await say(vera, 'Заказ № 1042 готов к выдаче.', {
      state: 'failed',
      error: '403 Forbidden: bot was blocked by the user',
      secondsAgo: 1_500,
    });
    await say(anna, 'Передал ваш вопрос коллегам.', {
      state: 'unknown',
      error: 'no answer in time',
      secondsAgo: 700,
    });
    await aDelivery(db, boris, {
      content: { text: 'TOKEN', secret: true },
      secondsAgo: 400,
      tookSeconds: 0.1,
    });
    await say(anna, 'Ваш заказ передан в доставку: курьер позвонит за час.', {
      state: 'sending',
      secondsAgo: 70,
    });
    await say(boris, 'Менеджер ответит в течение пяти минут.', { state: 'queued', secondsAgo: 61 });
    return { letter: `${anna}.${turn}`, delivery };
  };

  describe.each(EVERYWHERE)('on %s', (_, options) => {
    it.each([
      ['dead-letters', 'letter'],
      ['deliveries', 'delivery'],
      ['inboxes', undefined],
    ] as const)('%s stand in no one’s way', async (name, detail) => {
      furnished ??= furnish();
      const { letter, delivery } = await furnished;
      const { page, opens } = await stage.operator('administrator', { at: `/${name}`, ...options });
      await page
        .getByRole(detail ? 'link' : 'article', { name: /Анна Каренина|Telegram/ })
        .first()
        .waitFor();
      expect(await barriersOn(page)).toEqual([]);
      expect(await overflowOf(page)).toBe(0);
      if (detail === undefined) return;
      await opens(`/${name}?${detail}=${detail === 'letter' ? letter : delivery}`);
      await page.getByRole('dialog').locator('pre').first().waitFor();
      expect(await barriersOn(page)).toEqual([]);
      expect(await overflowOf(page)).toBe(0);
    });
  });
});

describe('without a token', () => {
  const stage = setPanelStage({ BOT_TOKEN: '' });

  it('Telegram is off, and it is said how to switch it on', async () => {
    const { page } = await stage.operator('administrator', { at: '/inboxes' });
    const card = page.getByRole('article', { name: 'Telegram' });
    await card.getByText('Выключен').waitFor();
    await card.getByText(/задайте настройку BOT_TOKEN/).waitFor();
    expect(await card.getByRole('button').count()).toBe(0);
  });
});
