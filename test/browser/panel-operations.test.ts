import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  aConversation,
  aDeadTurn,
  aDelivery,
  aPerson,
} from '../../src/modules/conversations/test-operations.ts';
import { barriersOn } from './axe.ts';
import { overflowOf, SMALL_PHONE, setPanelStage, ZOOMED } from './panel.ts';
import { screenshot } from './screenshot.ts';

const EVERYWHERE = [
  ['a desk in the light', {}],
  ['a desk in the dark', { colorScheme: 'dark' }],
  ['a small phone, in English', { viewport: SMALL_PHONE, locale: 'en-GB', hasTouch: true }],
  ['a screen at 200 %', { viewport: ZOOMED }],
] as const;

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
      await page.getByRole('link', { name: 'Обработаны заново' }).click();
      await page.getByRole('link', { name: 'Анна Каренина' }).click();
      await dialog(page).getByText('обработано заново', { exact: true }).waitFor();
      expect(await dialog(page).getByRole('button', { name: 'Обработать заново' }).count()).toBe(0);
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
      const { db, telegram } = stage.office;
      const { person, id } = await customer('Борис Годунов');
      const failed = await aDelivery(db, id, {
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
      expect(new URL(page.url()).searchParams.get('delivery')).toBe(null);
      await page.getByRole('link', { name: 'Показать все' }).click();
      expect((await telegram.state()).users).toBeGreaterThan(0);
      expect(failed).toBeGreaterThan(0);
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
      await screenshot(page, 'panel-inboxes-ill');
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

  describe.each(EVERYWHERE)('on %s', (_, options) => {
    it.each([
      ['dead-letters', 'letter'],
      ['deliveries', 'delivery'],
      ['inboxes', undefined],
    ] as const)('%s stand in no one’s way', async (name, detail) => {
      const { db } = stage.office;
      const anna = await aPerson(db, 'Анна');
      const conversation = await aConversation(db, { title: 'Анна', personId: anna });
      const error = 'SomethingWithAVeryLongNameThatDoesNotBreakAnywhereAndGoesOnAndOn: boom';
      const turn = await aDeadTurn(db, conversation, { error });
      const id = await aDelivery(db, conversation, { state: 'failed', error, content: { text: 'Привет' } });
      for (const state of ['queued', 'sent', 'unknown'] as const)
        await aDelivery(db, conversation, { state });
      const { page, opens } = await stage.operator('administrator', { at: `/${name}`, ...options });
      await page
        .getByText(/Анна|Telegram/)
        .first()
        .waitFor();
      expect(await barriersOn(page)).toEqual([]);
      expect(await overflowOf(page)).toBe(0);
      const look = 'colorScheme' in options ? '-dark' : 'hasTouch' in options ? '-phone' : '';
      if (!('viewport' in options) || 'hasTouch' in options) await screenshot(page, `panel-${name}${look}`);
      if (detail === undefined) return;
      await opens(`/${name}?${detail}=${detail === 'letter' ? `${conversation}.${turn}` : id}`);
      await dialog(page).getByText(error).waitFor();
      expect(await barriersOn(page)).toEqual([]);
      expect(await overflowOf(page)).toBe(0);
      if (!('viewport' in options) || 'hasTouch' in options) await screenshot(page, `panel-${detail}${look}`);
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
