import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { barriersOn } from './axe.ts';
import { EVERYWHERE } from './looks.ts';
import { overflowOf, setPanelStage } from './panel.ts';

const DESK = { viewport: { width: 1440, height: 900 } };
/** A system that is told: what it heard, and how it answers. */
const openSystem = async () => {
  const heard: { readonly headers: NodeJS.Dict<string | string[]>; readonly body: string }[] = [];
  const answer = { status: 204 };
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    heard.push({ headers: request.headers, body: Buffer.concat(pieces).toString() });
    response.writeHead(answer.status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { host, heard, answer, close: () => server.close() };
};

const system = await openSystem();
afterAll(system.close);
afterEach(() => {
  system.heard.length = 0;
  system.answer.status = 204;
});

const toast = (page: Page, text: string | RegExp) => page.getByRole('alert').filter({ hasText: text });
const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });
const dialog = (page: Page) => page.getByRole('dialog');

describe('the page of integrations', () => {
  const stage = setPanelStage({ WEBHOOK_ALLOW_HOSTS: system.host });
  const open = async () => (await stage.operator('administrator', { at: '/integrations', ...DESK })).page;
  const addHook = async (page: Page, name: string, url = `http://${system.host}/hook`) => {
    await page.getByRole('button', { name: 'Новый адрес' }).click();
    await dialog(page).getByRole('textbox', { name: 'Название' }).fill(name);
    await dialog(page).getByRole('textbox', { name: 'Адрес' }).fill(url);
    await dialog(page).getByRole('button', { name: 'Добавить адрес' }).click();
  };

  it('makes a key that is shown once and opens orders, and revokes it', async () => {
    const page = await open();
    await page.getByText('Ключей ещё нет').waitFor();
    await page.getByRole('button', { name: 'Новый ключ' }).click();
    await dialog(page).getByRole('button', { name: 'Создать ключ' }).click();
    await dialog(page).getByText('Напишите, для какой системы').waitFor();
    await dialog(page).getByRole('textbox', { name: 'Название' }).fill('1С:УТ');
    await dialog(page).getByRole('checkbox', { name: 'менять статусы заказов' }).uncheck();
    expect(await barriersOn(page)).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Создать ключ' }).click();
    const key = (await dialog(page).locator('code').innerText()).trim();
    expect(key.length).toBeGreaterThan(30);
    expect(
      await dialog(page)
        .getByRole('button', { name: /Скопировать/ })
        .count(),
    ).toBe(1);
    const asked = () =>
      fetch(`${stage.office.base()}/integrations/1c/orders`, {
        headers: { authorization: `Bearer ${key}` },
      });
    await dialog(page).getByRole('button', { name: 'Готово' }).click();
    await row(page, '1С:УТ').getByText('читать заказы').waitFor();
    expect(await page.getByText(key).count()).toBe(0);
    expect((await asked()).status).toBe(200);

    await page.getByRole('button', { name: 'Отозвать ключ «1С:УТ»' }).click();
    await dialog(page).getByRole('button', { name: 'Отозвать', exact: true }).click();
    await toast(page, 'Ключ отозван').waitFor();
    expect((await asked()).status).toBe(401);
    await page.getByRole('button', { name: 'Показать 1 отозванный' }).click();
    await row(page, '1С:УТ').getByText('отозван', { exact: true }).waitFor();
  });

  it('adds an address, tests it, tells what was sent, sends again, pauses and removes', async () => {
    const page = await open();
    await page.getByText('Адресов ещё нет').waitFor();
    await addHook(page, 'Сайт', 'ftp://nowhere');
    await dialog(page).getByText('Нужен адрес вида').waitFor();
    await dialog(page).getByRole('textbox', { name: 'Адрес' }).fill(`http://${system.host}/hook`);
    expect(await barriersOn(page)).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Добавить адрес' }).click();
    await dialog(page)
      .getByText(/whsec_/)
      .waitFor();
    await dialog(page).getByRole('button', { name: 'Готово' }).click();

    await row(page, 'Сайт').getByRole('button', { name: 'Проверить' }).click();
    await toast(page, 'Проверочное событие').waitFor();
    await expect.poll(() => system.heard.length).toBe(1);
    expect(system.heard[0]?.headers['webhook-signature']).toMatch(/^v1,/);
    await row(page, 'Сайт').getByText('доставлено 1,').waitFor();

    await row(page, 'Сайт').getByRole('button', { name: 'Что отправлено' }).click();
    await dialog(page).getByText('ответ 204').waitFor();
    await expect.poll(() => barriersOn(page)).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Отправить ещё раз' }).click();
    await expect.poll(() => system.heard.length).toBe(2);
    expect(system.heard[1]?.headers['webhook-id']).toBe(system.heard[0]?.headers['webhook-id']);
    await page.keyboard.press('Escape');

    await row(page, 'Сайт').getByRole('button', { name: 'Приостановить' }).click();
    await row(page, 'Сайт').getByText('приостановлен').waitFor();
    await row(page, 'Сайт').getByRole('button', { name: 'Включить' }).click();
    await row(page, 'Сайт').getByText('работает').waitFor();
    await row(page, 'Сайт').getByRole('button', { name: 'Удалить' }).click();
    await dialog(page).getByRole('button', { name: 'Удалить', exact: true }).click();
    await toast(page, 'Адрес удалён').waitFor();
    await page.getByText('Адресов ещё нет').waitFor();
  });

  it('tells why an address cannot be told', async () => {
    const page = await open();
    await addHook(page, 'Чужой', 'http://10.0.0.1/hook');
    await dialog(page).getByRole('button', { name: 'Готово' }).click();
    await row(page, 'Чужой').getByRole('button', { name: 'Проверить' }).click();
    await row(page, 'Чужой').getByRole('button', { name: 'Что отправлено' }).click();
    await dialog(page).getByText('впишите его в WEBHOOK_ALLOW_HOSTS').waitFor();
  });

  it('is for administrators', async () => {
    const { page } = await stage.operator('manager', { at: '/integrations', ...DESK });
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByRole('button', { name: 'Новый ключ' }).count()).toBe(0);
    expect(await page.getByRole('navigation').getByText('Интеграции').count()).toBe(0);
  });

  it.each(EVERYWHERE)('on %s is whole and open to all', async (_, look) => {
    const administrator = await stage.office.employee({ roles: ['administrator'] });
    await administrator.post('/service-keys', {
      name: 'Очень длинное название учётной системы, которое не помещается в одну строку телефона',
      scopes: ['orders:read', 'orders:write'],
    });
    await administrator.post('/webhooks', {
      name: 'Сайт',
      url: `https://example.com/${'long/'.repeat(30)}`,
      events: ['order.placed'],
    });
    const { page } = await stage.operator('administrator', {
      at: '/integrations',
      employee: administrator,
      ...look,
    });
    await page.getByText('https://example.com/').first().waitFor();
    expect(await overflowOf(page)).toBe(0);
    expect(await barriersOn(page)).toEqual([]);
  });
});
