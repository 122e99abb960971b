import type { Page } from 'playwright-core';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { envOf } from '#test/fakes/gigachat/bench.ts';
import { startFakeGigachat } from '#test/fakes/gigachat/server.ts';
import { startFakeOpenai } from '#test/fakes/openai/server.ts';
import { barriersOn } from './axe.ts';
import { EVERYWHERE } from './looks.ts';
import { overflowOf, setPanelStage } from './panel.ts';

const DESK = { viewport: { width: 1440, height: 900 } };
const ORDER = 'Труба ПВХ 20 мм - 10 шт, муфта 5 шт';

const gigachat = await startFakeGigachat();
const openai = await startFakeOpenai({ models: [{ id: 'gpt-6-luna', shutdown_date: '2027-01-14' }] });
afterAll(() => Promise.all([gigachat.stop(), openai.stop()]));

const card = (page: Page, name: string) => page.getByRole('listitem', { name });
const readIt = async (page: Page, text: string) => {
  await page.getByRole('textbox', { name: 'Текст заказа' }).fill(text);
  await page.getByRole('button', { name: 'Разобрать', exact: true }).click();
};
const lines = (page: Page) =>
  page.getByRole('table', { name: 'Строки заказа' }).locator('tbody').getByRole('row');
const calls = (page: Page) =>
  page.getByRole('table', { name: 'Журнал обращений' }).locator('tbody').getByRole('row');

describe('the page of order reading', () => {
  const stage = setPanelStage(envOf({ gigachat, openai }));
  beforeEach(async () => {
    gigachat.always('answer');
    openai.always('answer');
    const admin = await stage.office.employee({ roles: ['administrator'] });
    await admin.post('/shop/assistant/reset', {});
    await stage.office.db.deleteFrom('assistant_calls').execute();
  });

  it('reads a pasted text, tells who did, and keeps the call', async () => {
    const { page } = await stage.operator('manager', { at: '/assistant', ...DESK });
    await page.getByRole('heading', { level: 1, name: 'Разбор заказов' }).waitFor();
    await page.getByText('Обращений ещё не было').waitFor();
    await readIt(page, ORDER);
    await page.getByText(/GigaChat: разобрано за/).waitFor();
    expect(await lines(page).count()).toBe(2);
    expect(await lines(page).first().innerText()).toMatch(/Труба ПВХ 20 мм[\s\S]*10 шт\./);
    await lines(page).first().getByText('Не нашлось').waitFor();
    await expect.poll(() => calls(page).count()).toBe(1);
    expect(await calls(page).first().innerText()).toMatch(/GigaChat[\s\S]*Ответил[\s\S]*Из панели/);
    await expect.poll(() => card(page, 'GigaChat').innerText()).toMatch(/Обращений за сутки\s+1/);
    expect(await barriersOn(page)).toEqual([]);
  });

  it('tells how a provider fails, what to do, and asks it again', async () => {
    const { page } = await stage.operator('manager', { at: '/assistant', ...DESK });
    await card(page, 'GigaChat').getByText('Работает').waitFor();
    gigachat.always(402);
    await readIt(page, ORDER);
    await page.getByText(/OpenAI: разобрано за/).waitFor();
    const attempts = page.getByRole('list', { name: 'Кого спрашивали' }).getByRole('listitem');
    expect(await attempts.allInnerTexts()).toEqual([
      expect.stringContaining('GigaChat: Закончилась квота'),
      expect.stringContaining('OpenAI: Ответил'),
    ]);
    await card(page, 'GigaChat').getByText('Отдыхает').waitFor();
    await card(page, 'GigaChat')
      .getByText(/Пополните счёт/)
      .waitFor();
    expect(await barriersOn(page)).toEqual([]);
    gigachat.always('answer');
    await card(page, 'GigaChat').getByRole('button', { name: 'Спросить снова' }).click();
    await card(page, 'GigaChat').getByText('Работает').waitFor();
    await readIt(page, ORDER);
    await page.getByText(/GigaChat: разобрано за/).waitFor();
    await page.getByRole('combobox', { name: 'Итог' }).selectOption({ label: 'Закончилась квота' });
    await expect.poll(() => calls(page).count()).toBe(1);
  });

  it('shows what the local parser alone makes of a text, and warns of a model that retires', async () => {
    const { page } = await stage.operator('manager', { at: '/assistant', ...DESK });
    await card(page, 'OpenAI').getByText('Эту модель отключат 14 января 2027').waitFor();
    const asked = gigachat.heard.length;
    await page.getByRole('combobox', { name: 'Кто разбирает' }).selectOption({ label: 'Только свой разбор' });
    await page.getByRole('button', { name: 'Показать на примере' }).click();
    await page.getByText(/Свой разбор: разобрано за/).waitFor();
    await expect.poll(() => lines(page).count()).toBe(3);
    expect(gigachat.heard.length).toBe(asked);
  });

  it.each(EVERYWHERE)('fits %s', async (_, options) => {
    const { page } = await stage.operator('manager', { at: '/assistant', ...options });
    await page.getByText('gpt-6-luna').first().waitFor();
    const russian = !('locale' in options);
    await page.getByRole('button', { name: russian ? 'Показать на примере' : 'Show an example' }).click();
    await page.getByText(russian ? /GigaChat: разобрано/ : /GigaChat: read in/).waitFor();
    expect(await overflowOf(page)).toBe(0);
    expect(await barriersOn(page)).toEqual([]);
  });

  it('is not for operators', async () => {
    const { page } = await stage.operator('operator', { at: '/', ...DESK });
    expect(await page.getByRole('link', { name: 'Разбор заказов' }).count()).toBe(0);
  });
});

describe('an office without keys', () => {
  const stage = setPanelStage();

  it('says how to connect a model, and that it reads by itself', async () => {
    const { page } = await stage.operator('manager', { at: '/assistant', ...DESK });
    await card(page, 'GigaChat').getByText('Не подключён').waitFor();
    await card(page, 'GigaChat')
      .getByText(/GIGACHAT_BASIC_AUTH_KEY/)
      .waitFor();
    await readIt(page, ORDER);
    await page.getByText(/Свой разбор: разобрано за/).waitFor();
    await expect.poll(() => lines(page).count()).toBe(2);
    expect(await barriersOn(page)).toEqual([]);
  });
});
