import type { Page, Request } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { barriersOn } from './axe.ts';
import { EVERYWHERE } from './looks.ts';
import { anOrder, seedOrders } from './orders-scene.ts';
import { overflowOf, setPanelStage } from './panel.ts';
import { seedGoods } from './panel-goods.ts';
import { done, findable, latest } from './panel-scenes.ts';

const DESK = { viewport: { width: 1440, height: 900 } };
const column = (page: Page, name: RegExp) => page.getByRole('region', { name });
const card = (page: Page, number: number) =>
  page.locator('.orders-card').filter({ has: page.getByRole('link', { name: `№ ${number}`, exact: true }) });
/** As if the window were covered by another, or shown again. */
const seen = (page: Page, state: 'hidden' | 'visible') =>
  page.evaluate(
    `Object.defineProperty(document, 'visibilityState', { configurable: true, value: '${state}' });
     document.dispatchEvent(new Event('visibilitychange'))`,
  );
const choice = (page: Page, title: RegExp) =>
  page.getByRole('list', { name: 'Выбрать товар' }).getByRole('button', { name: title }).first();
const toast = (page: Page, text: string | RegExp) => page.getByRole('alert').filter({ hasText: text });

describe('the page of orders', () => {
  const stage = setPanelStage();
  let product: number;
  let opened: string;
  const statusOf = async (id: string) =>
    (await stage.office.db.selectFrom('orders').select('status').where('id', '=', id).executeTakeFirst())
      ?.status;

  beforeAll(async () => {
    product = await seedGoods(stage.office.db);
    const customer = await stage.office.person('telegram', { name: 'Анна Снабженцева' });
    await customer.says('Здравствуйте, когда привезёте?');
    await customer.hears(/./);
    const talk = await latest(stage.office);
    opened = await seedOrders(stage.office, {
      product,
      conversation: talk.conversation,
      person: talk.person,
    });
    await findable(await stage.office.employee({ roles: ['manager'] }), 'перфоратор');
  });
  const placed = (company: string) =>
    anOrder(stage.office, { company, lines: [{ title: 'Гвозди', qty: '3', price: '10.50' }] });

  it('shows a new order by itself', async () => {
    const { page } = await stage.operator('operator', { at: '/orders', ...DESK });
    await column(page, /Новые/).waitFor();
    const { number } = await placed('ООО «Внезапное»');
    // Sooner than the page looks by itself.
    await card(page, number).waitFor();
    expect(await card(page, number).innerText()).toMatch(/Внезапное[\s\S]*31,50/);
  });

  it('holds a stream only while it is looked at', async () => {
    const { page } = await stage.operator('operator', { at: '/people', ...DESK });
    const opened = page.waitForRequest(/orders\/live/);
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /Заказы/ })
      .click();
    const stream = await opened;
    const ended = page.waitForEvent('requestfailed', (request) => request === stream);
    await seen(page, 'hidden');
    await ended;
    const again = page.waitForRequest(/orders\/live/);
    await seen(page, 'visible');
    const second = await again;
    const left = page.waitForEvent('requestfailed', (request) => request === second);
    await page.getByRole('navigation').getByRole('link', { name: 'Люди' }).click();
    await left;
  });

  it('works in many windows at once: of those that are hidden one alone listens', {
    timeout: 60_000,
  }, async () => {
    const { page } = await stage.operator('operator', { at: '/people', ...DESK });
    const listening = new Set<Request>();
    const context = page.context();
    const isStream = (request: Request) => /\/(events|live)$/.test(new URL(request.url()).pathname);
    context.on('request', (request) => isStream(request) && listening.add(request));
    context.on('requestfailed', (request) => listening.delete(request));
    await page.goto(`${stage.line.url}/admin/orders`);
    await column(page, /Новые/).waitFor();
    const windows = [page];
    // More than a browser has connections for one office.
    while (windows.length < 7) {
      await seen(windows.at(-1) ?? page, 'hidden');
      const next = await context.newPage();
      await next.goto(`${stage.line.url}/admin/orders`);
      await column(next, /Новые/).waitFor();
      windows.push(next);
    }
    const last = windows.at(-1) ?? page;
    // Two of the window that is looked at, one of the others.
    await expect.poll(() => listening.size).toBe(3);
    const { number } = await placed('ООО «Седьмое окно»');
    await card(last, number).waitFor();
    await seen(last, 'hidden');
    await seen(page, 'visible');
    await card(page, number).waitFor();
    await expect.poll(() => listening.size).toBe(3);
  });

  it('moves a card by dragging, and takes it back', async () => {
    const { id, number } = await placed('ООО «Перетаскиваемое»');
    const { page } = await stage.operator('operator', { at: '/orders', ...DESK });
    await card(page, number).dragTo(column(page, /Подтверждены/));
    await toast(page, `Заказ № ${number}: подтверждён`).waitFor();
    await expect.poll(() => statusOf(id)).toBe('confirmed');
    await toast(page, `Заказ № ${number}`).getByRole('button', { name: 'Вернуть' }).click();
    await toast(page, 'Клиент ничего не узнает').waitFor();
    await expect.poll(() => statusOf(id)).toBe('pending');
    await column(page, /Новые/)
      .getByRole('link', { name: `№ ${number}`, exact: true })
      .waitFor();

    await card(page, number).dragTo(column(page, /Выполнены/));
    await toast(page, 'нельзя сразу').waitFor();
    expect(await statusOf(id)).toBe('pending');
  });

  it('moves a card by the keyboard and by its menu; cancelling asks why', async () => {
    const { id, number } = await placed('ООО «Клавишное»');
    const { page } = await stage.operator('operator', { at: '/orders', ...DESK });
    await card(page, number).getByRole('link').focus();
    await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(() => statusOf(id)).toBe('confirmed');
    // Whoever works by the keyboard stays at the card.
    await column(page, /Подтверждены/)
      .locator('.orders-card')
      .filter({ has: page.locator('a:focus') })
      .waitFor();
    await card(page, number)
      .getByRole('button', { name: `Перенести заказ № ${number}` })
      .click();
    await page.getByRole('menuitem', { name: 'Собирать' }).click();
    await expect.poll(() => statusOf(id)).toBe('assembling');
    await card(page, number)
      .getByRole('button', { name: `Перенести заказ № ${number}` })
      .click();
    await page.getByRole('menuitem', { name: 'Отменить' }).click();
    await page.getByRole('textbox', { name: 'Причина' }).fill('Нет на складе');
    await page.getByRole('button', { name: 'Отменить заказ' }).click();
    await expect.poll(() => statusOf(id)).toBe('cancelled');
    const change = await stage.office.db
      .selectFrom('order_changes')
      .select('reason')
      .where('order_id', '=', id)
      .where('to_status', '=', 'cancelled')
      .executeTakeFirstOrThrow();
    expect(change.reason).toBe('Нет на складе');
  });

  it('offers for many only what each of them may become', async () => {
    const fresh = await placed('ООО «Разное»');
    const shipped = await anOrder(stage.office, {
      company: 'ООО «Разное»',
      status: 'shipped',
      lines: [{ title: 'Гвозди', qty: '1' }],
    });
    const { page } = await stage.operator('operator', { at: '/orders?view=table&q=Разное', ...DESK });
    await page.getByRole('checkbox', { name: `Выбрать заказ № ${fresh.number}` }).check();
    await page.getByRole('checkbox', { name: `Выбрать заказ № ${shipped.number}` }).check();
    const group = page.getByRole('group', { name: 'Выбрано: 2' });
    await group.waitFor();
    expect(await group.getByRole('button', { name: /Подтвердить|Собирать|Выполнен/ }).count()).toBe(0);
    const over = await anOrder(stage.office, {
      company: 'ООО «Разное»',
      status: 'done',
      lines: [{ title: 'Гвозди', qty: '1' }],
    });
    await page.getByRole('checkbox', { name: `Выбрать заказ № ${over.number}` }).check();
    await page.getByText('Общего шага у них нет').waitFor();
  });

  it('tells which of many were not moved, and why', async () => {
    const late = await placed('ООО «Опередили»');
    const gone = await placed('ООО «Опередили»');
    const { page } = await stage.operator('operator', { at: '/orders?view=table&q=Опередили', ...DESK });
    await page.getByRole('checkbox', { name: 'Выбрать всё на странице' }).check();
    // Somebody else is quicker.
    await page.route('**/orders/status', async (route) => {
      await stage.office.db
        .updateTable('orders')
        .set({ status: 'cancelled' })
        .where('id', '=', gone.id)
        .execute();
      await route.continue();
    });
    await page.getByRole('button', { name: 'Подтвердить' }).click();
    await toast(page, `№ ${gone.number} — уже отменён`).waitFor();
    await toast(page, `Заказ № ${late.number}: подтверждён`).waitFor();
  });

  it('says that nothing is found, and that there is nothing yet', async () => {
    const { page } = await stage.operator('operator', {
      at: '/orders?view=table&q=такого точно нет',
      ...DESK,
    });
    await page.getByRole('heading', { name: 'Ничего не нашлось' }).waitFor();
    const board = await stage.operator('operator', { at: '/orders?q=такого точно нет', ...DESK });
    await board.page.getByRole('heading', { name: 'Ничего не нашлось' }).waitFor();
    await board.page.getByRole('button', { name: 'Сбросить' }).click();
    await column(board.page, /Новые/).waitFor();
  });

  it('of one organization are told to be so, and all are a press away', async () => {
    const { id } = await placed('ООО «Единственное»');
    const { organization_id: only } = await stage.office.db
      .selectFrom('orders')
      .select('organization_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const { page } = await stage.operator('operator', { at: `/orders?organization_id=${only}`, ...DESK });
    await page.getByText('Только заказы одной организации').waitFor();
    await page.getByText('ООО «Единственное»').waitFor();
    expect(await page.getByText('Стройсервис').count()).toBe(0);
    await page.getByRole('link', { name: 'Показать все' }).click();
    await page.getByText('Стройсервис').first().waitFor();
  });

  it('moves many at once from the table', async () => {
    const first = await placed('ООО «Оптовое»');
    const second = await placed('ООО «Оптовое»');
    const { page } = await stage.operator('operator', { at: '/orders?view=table&q=Оптовое', ...DESK });
    await page.getByRole('checkbox', { name: `Выбрать заказ № ${first.number}` }).check();
    await page.getByRole('checkbox', { name: `Выбрать заказ № ${second.number}` }).check();
    await page
      .getByRole('group', { name: 'Выбрано: 2' })
      .getByRole('button', { name: 'Подтвердить' })
      .click();
    await toast(page, '2 заказа').waitFor();
    await expect.poll(() => statusOf(first.id)).toBe('confirmed');
    await expect.poll(() => statusOf(second.id)).toBe('confirmed');
  });

  it('tells which of the orders that go on are not clear yet', async () => {
    const doubtful = (company: string) =>
      anOrder(stage.office, { company, lines: [{ title: 'муфта', qty: '5', doubt: 'unknown' }] });
    const one = await doubtful('ООО «Неясное»');
    const { page, opens } = await stage.operator('operator', { at: `/orders/${one.id}`, ...DESK });
    await page.getByRole('button', { name: 'Подтвердить' }).click();
    await toast(page, `Заказ № ${one.number}: подтверждён. В нём не всё уточнено`).waitFor();
    const [other, clear] = [await doubtful('ООО «Смутное»'), await placed('ООО «Ясное»')];
    await opens('/orders?view=table&status=pending');
    for (const { number } of [other, clear])
      await page.getByRole('checkbox', { name: `Выбрать заказ № ${number}`, exact: true }).check();
    await page
      .getByRole('group', { name: 'Выбрано: 2' })
      .getByRole('button', { name: 'Подтвердить' })
      .click();
    await toast(page, `2 заказа теперь в «Подтверждены». Не всё уточнено: № ${other.number}`).waitFor();
  });

  it('shows one order, and a line in doubt gets its product', async () => {
    const { page } = await stage.operator('manager', { at: `/orders/${opened}`, ...DESK });
    await page.getByRole('heading', { level: 1, name: /Заказ №/ }).waitFor();
    await page.getByText('Позвонить за час').waitFor();
    await page.getByRole('button', { name: 'Выбрать товар для позиции «хомуты как в прошлый раз»' }).click();
    const find = page.getByRole('searchbox', { name: 'Найти товар' });
    await find.fill('перфоратор');
    await choice(page, /Перфоратор/).click();
    await page.getByText('уже есть в заказе, в позиции 1').waitFor();
    expect(await page.getByRole('button', { name: 'Сохранить' }).isDisabled()).toBe(true);
    await page.getByRole('dialog').getByRole('button', { name: 'Изменить' }).click();
    await find.fill('анкер болт');
    await choice(page, /Анкер-болт/).click();
    await page.getByRole('button', { name: 'Сохранить' }).click();
    await toast(page, 'Сохранено').waitFor();
    await expect.poll(() => page.getByText('товар не найден').count()).toBe(0);
    await page.getByText('Клиент написал: «и хомуты как в прошлый раз»').waitFor();
  });

  it('tells on the board which day it is for, and on its page whom to call', async () => {
    const { db } = stage.office;
    const { id } = await placed('ООО «К сроку»');
    const { person_id } = await db
      .updateTable('orders')
      .set({ delivery_on: '2031-12-04' })
      .where('id', '=', id)
      .returning('person_id')
      .executeTakeFirstOrThrow();
    await db
      .insertInto('identities')
      .values({ id: newId(), person_id, kind: 'phone', value: '+79990000017' })
      .execute();
    const { page, opens } = await stage.operator('manager', { at: '/orders', ...DESK });
    await page.locator(`[data-order="${id}"]`).getByText('На чт, 4 дек.').waitFor();
    await opens(`/orders/${id}`);
    const phone = page.getByRole('link', { name: '+7 999 000-00-17' });
    expect(await phone.getAttribute('href')).toBe('tel:+79990000017');
  });

  it('of somebody else is not overwritten, and changed delivery is kept', async () => {
    stage.forgive(/409/);
    const { id } = await placed('ООО «Двое»');
    const { page } = await stage.operator('manager', { at: `/orders/${id}`, ...DESK });
    const details = page.getByRole('region', { name: 'Клиент и доставка' });
    await details.getByRole('button', { name: 'Изменить' }).click();
    await page.getByRole('textbox', { name: 'Адрес' }).fill('Тула, Мира, 1');
    const other = await stage.office.employee({ roles: ['manager'] });
    await done(other.patch(`/shop/orders/${id}`, { version: 1, comment: 'Позвоните сначала' }));
    await page.getByText('Позвоните сначала').waitFor();
    await page.getByRole('button', { name: 'Сохранить' }).click();
    await toast(page, 'уже изменил кто-то другой').waitFor();
    await page.getByRole('textbox', { name: 'Комментарий' }).fill('Позвоните сначала');
    await page.getByRole('button', { name: 'Сохранить' }).click();
    await toast(page, 'Сохранено').waitFor();
    await details.getByText('Тула, Мира, 1').waitFor();
    await details.getByText('Позвоните сначала').waitFor();
  });

  it('takes a product more and a line less', async () => {
    const { id } = await placed('ООО «Состав»');
    const { page } = await stage.operator('manager', { at: `/orders/${id}`, ...DESK });
    await page.getByRole('button', { name: 'Добавить товар' }).click();
    await page.getByRole('searchbox', { name: 'Найти товар' }).fill('перфоратор');
    await choice(page, /Перфоратор/).click();
    await page.getByRole('textbox', { name: 'Количество' }).fill('0');
    await page.getByRole('button', { name: 'Сохранить' }).click();
    await page.getByText('число больше нуля').waitFor();
    await page.getByRole('textbox', { name: 'Количество' }).fill('2');
    await page.getByRole('button', { name: 'Сохранить' }).click();
    await page.getByRole('row', { name: /Перфоратор/ }).waitFor();
    await page.getByRole('button', { name: 'Изменить позицию «Гвозди»' }).click();
    await page.getByRole('textbox', { name: 'Цена' }).fill('12,30');
    await page.getByRole('button', { name: 'Сохранить' }).click();
    await page.getByRole('row', { name: /Гвозди.*36,90/ }).waitFor();
    await page.getByRole('button', { name: 'Изменить позицию «Гвозди»' }).click();
    await page.getByRole('button', { name: 'Убрать позицию' }).click();
    await expect.poll(() => page.getByRole('row', { name: /Гвозди/ }).count()).toBe(0);
    // The last line stays.
    await page.getByRole('button', { name: /Изменить позицию «Перфоратор/ }).click();
    await page.getByRole('dialog').waitFor();
    expect(await page.getByRole('button', { name: 'Убрать позицию' }).count()).toBe(0);
  });

  it('is moved but not changed by an operator, and stays as it is once it is over', async () => {
    const { page, opens } = await stage.operator('operator', { at: `/orders/${opened}`, ...DESK });
    await page.getByRole('button', { name: 'Подтвердить' }).waitFor();
    expect(await page.getByRole('button', { name: /Изменить|Добавить товар|Выбрать товар/ }).count()).toBe(0);
    const over = await anOrder(stage.office, {
      company: 'ООО «Былое»',
      status: 'done',
      lines: [{ title: 'Гвозди', qty: '1' }],
    });
    await opens(`/orders/${over.id}`);
    await page.getByText('Заказ завершён').waitFor();
    const manager = await stage.operator('manager', { at: `/orders/${over.id}`, ...DESK });
    await manager.page.getByText('Заказ завершён').waitFor();
    expect(await manager.page.getByRole('button', { name: /Изменить|Добавить товар/ }).count()).toBe(0);
  });

  it('has the talk beside it, which leads nowhere else', async () => {
    const { page } = await stage.operator('manager', { at: `/orders/${opened}`, ...DESK });
    await page.getByRole('button', { name: 'Ответить самому' }).click();
    await page.getByRole('textbox', { name: /ответ/i }).fill('Завтра до обеда');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('log').getByText('Завтра до обеда').waitFor();
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('n');
    expect(new URL(page.url()).pathname).toBe(`/admin/orders/${opened}`);
    await page.getByRole('button', { name: 'Вернуть боту' }).click();
    await page.getByRole('button', { name: 'Ответить самому' }).waitFor();
  });

  it('learns on the page of a product from how much it is sold, and in what multiples', async () => {
    const { page } = await stage.operator('manager', { at: `/catalog/products/${product}`, ...DESK });
    const section = page.getByRole('region', { name: 'Как заказывают' });
    await section.getByRole('textbox', { name: 'Не меньше' }).fill('0');
    await section.getByText('Число больше нуля').waitFor();
    await section.getByRole('textbox', { name: 'Не меньше' }).fill('2,5');
    await section.getByRole('textbox', { name: 'Кратно' }).fill('0.5');
    await section.getByRole('button', { name: 'Сохранить' }).click();
    await toast(page, 'Сохранено').waitFor();
    const saved = await stage.office.db
      .selectFrom('products')
      .select(['order_min', 'order_multiple'])
      .where('id', '=', product)
      .executeTakeFirstOrThrow();
    expect([Number(saved.order_min), Number(saved.order_multiple)]).toEqual([2.5, 0.5]);
    expect(await barriersOn(page)).toEqual([]);
  });

  it('prints the order and nothing else', async () => {
    const { page } = await stage.operator('manager', { at: `/orders/${opened}`, ...DESK });
    await page.getByRole('button', { name: 'Печать' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
    expect(await page.getByText('Отпустил').isVisible()).toBe(true);
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
    expect(await page.getByText('История').isVisible()).toBe(false);
    expect(await page.getByText('Чат с клиентом').isVisible()).toBe(false);
    expect(await page.getByText('Заказы', { exact: true }).first().isVisible()).toBe(false);
  });

  it('stays where it is while it loads, the overview too', async () => {
    const { page } = await stage.operator('manager', { at: '/people', ...DESK });
    await page.addInitScript(`
      window.shifted = 0;
      new PerformanceObserver((list) => {
        for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shifted += value;
      }).observe({ type: 'layout-shift', buffered: true });
    `);
    for (const [at, words] of [
      ['/orders', 'Стройсервис'],
      ['/orders?view=table', 'Стройсервис'],
      [`/orders/${opened}`, 'Здравствуйте, когда привезёте?'],
      ['/', 'Чаще заказывают'],
    ] as const) {
      await page.goto(`${stage.line.url}/admin${at}`);
      await page.getByText(words).first().waitFor();
      await expect.poll(() => page.locator('.mantine-Skeleton-root, [aria-busy=true]').count()).toBe(0);
      expect(await page.evaluate('window.shifted'), at).toBeLessThanOrEqual(0.05);
    }
  });

  it('that does not exist is said to be so', async () => {
    stage.forgive(/404/);
    const { page } = await stage.operator('operator', {
      at: '/orders/00000000-0000-7000-8000-000000000000',
      ...DESK,
    });
    await page.getByText('Такого заказа нет').waitFor();
  });

  describe.each(EVERYWHERE)('on %s', (_, look) => {
    it.each<readonly [what: string, at: () => string]>([
      ['the board', () => '/orders'],
      ['the table', () => '/orders?view=table'],
      ['an order', () => `/orders/${opened}`],
    ])('%s is whole and open to all', async (what, at) => {
      const { page } = await stage.operator('manager', { at: at(), ...look });
      await page.getByText('Стройсервис').first().waitFor();
      if (what === 'an order' && look.viewport.width > 1200)
        await page.getByText('Здравствуйте, когда привезёте?', { exact: true }).waitFor();
      expect(await overflowOf(page)).toBe(0);
      expect(await barriersOn(page)).toEqual([]);
    });
  });
});
