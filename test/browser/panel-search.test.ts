import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Employee } from '#test/actors/panel.ts';
import { barriersOn } from './axe.ts';
import { EVERYWHERE } from './looks.ts';
import { overflowOf, setPanelStage } from './panel.ts';
import { aProduct, seedGoods } from './panel-goods.ts';
import { customersLookedFor, findable } from './panel-scenes.ts';
import { NARROW } from './stage.ts';

const DESK = { viewport: { width: 1440, height: 900 } };
const PIPE = 'Труба ПВХ гладкая 20 мм, серая';
const HAMMER = 'Перфоратор SDS-plus 810 Вт, 2,8 Дж, кейс';

const box = (page: Page) => page.getByRole('searchbox', { name: 'Запрос' });
const hits = (page: Page) => page.locator('.search-hit');
const titles = (page: Page) => page.locator('.search-hit-title').allInnerTexts();
const reasons = (page: Page) => hits(page).first().getByRole('list', { name: 'Почему нашёлся' });
const toast = (page: Page, text: string | RegExp) => page.getByRole('alert').filter({ hasText: text });
const focused = (page: Page) =>
  page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.innerText');
const words = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
const rows = (page: Page) =>
  page
    .getByRole('table')
    .getByRole('row')
    .filter({ hasNot: page.getByRole('columnheader') });

describe('the page of search', () => {
  const stage = setPanelStage();
  let manager: Employee;
  beforeAll(async () => {
    await seedGoods(stage.office.db);
    manager = await stage.office.employee({ roles: ['manager'] });
    await customersLookedFor(stage.office, [
      { query: 'хренотень', times: 3 },
      { query: 'турба', times: 2, found: 1, corrected: 'труба' },
      { query: 'лампа', found: 1 },
      { query: 'бош 125', times: 4, found: 12, whole: false },
      { query: 'штука чтобы трубу под раковиной соединить с гофрой которая белая', found: 2 },
      { query: 'ъ'.repeat(90), found: 1 },
    ]);
    await findable(manager, 'перфоратор');
  });

  const groupOf = async (phrase: string): Promise<readonly string[] | undefined> => {
    const { body } = await manager.get<{ items: { phrases: string[] }[] }>('/shop/synonyms');
    return body.items.find(({ phrases }) => phrases.includes(phrase))?.phrases;
  };

  describe('a trial', () => {
    it('finds as one types, and tells why', async () => {
      const { page } = await stage.operator('operator', { at: '/search', ...DESK });
      await page.getByText('Поиск работает').waitFor();
      await expect.poll(() => focused(page)).toBe('Запрос');
      await page.keyboard.type('турба пвх20');
      await expect.poll(async () => (await titles(page))[0]).toBe(PIPE);
      expect(words(page)).toEqual({ q: 'турба пвх20' });
      await page.getByText('Поняли как').waitFor();
      await reasons(page).getByRole('listitem').filter({ hasText: 'турба' }).getByText('опечатка').waitFor();
      await expect.poll(() => hits(page).first().locator('mark').first().innerText()).toBe('Труба');
      expect(await hits(page).first().innerText()).toMatch(
        /ТР-ПВХ-20[\s\S]*Сантехника › Трубы[\s\S]*812,4\sм/,
      );
      await hits(page).first().getByText('Цифры').click();
      await hits(page).first().getByRole('table').getByRole('row').nth(1).waitFor();

      await page.reload();
      await expect.poll(async () => (await titles(page))[0]).toBe(PIPE);
      await box(page).fill('nhe,f gd[');
      await expect.poll(() => reasons(page).innerText()).toMatch(/nhe,f[\s\S]*труба[\s\S]*раскладка/i);
      expect((await titles(page))[0]).toBe(PIPE);
      expect(await barriersOn(page)).toEqual([]);
    });

    it('says that nothing fits as a whole', async () => {
      const { page } = await stage.operator('operator', { at: '/search?q=труба пвх 20', ...DESK });
      await expect.poll(async () => (await titles(page))[0]).toBe(PIPE);
      expect(await page.getByText('Ничего не подошло целиком.').count()).toBe(0);
      await box(page).fill('труба пвх 77');
      await page.getByText('Ничего не подошло целиком.').waitFor();
    });

    it('puts the one whose sku is typed first', async () => {
      const { page } = await stage.operator('operator', { at: '/search?q=ПФ-810/2', ...DESK });
      await hits(page).first().getByText('Это его артикул').waitFor();
      expect((await titles(page))[0]).toBe(HAMMER);
    });

    it('shows hidden goods only when it is asked to, and says that they are', async () => {
      const { page } = await stage.operator('operator', { at: '/search?q=краска фасадная', ...DESK });
      await page.getByRole('heading', { name: 'Ничего не нашлось' }).waitFor();
      await page.getByRole('button', { name: 'Искать и среди скрытых' }).click();
      await expect.poll(async () => (await titles(page))[0]).toBe('Краска фасадная белая, 9 л');
      await hits(page).first().getByText('Скрыт нами').waitFor();
      expect(words(page)).toEqual({ q: 'краска фасадная', hidden: 'yes' });
      await page.getByRole('switch', { name: 'И скрытые товары' }).click();
      await page.getByRole('heading', { name: 'Ничего не нашлось' }).waitFor();
    });

    it('is noted by Enter, with what was opened', async () => {
      const { page, employee } = await stage.operator('operator', { at: '/search', ...DESK });
      const noted = async () => {
        const { body } = await employee.get<{ items: { query: string; times: number; chosen: number }[] }>(
          '/shop/searches?place=panel&q=болгарка',
        );
        return body.items.map(({ query, times, chosen }) => ({ query, times, chosen }));
      };
      await expect.poll(() => focused(page)).toBe('Запрос');
      await page.keyboard.type('болгарка');
      await expect.poll(() => hits(page).count()).toBe(1);
      await page.getByText('Enter запишет запрос').waitFor();
      expect(await noted()).toEqual([]);
      await page.keyboard.press('Enter');
      await page.getByText('Запрос записан').waitFor();
      await expect.poll(noted).toEqual([{ query: 'болгарка', times: 1, chosen: 0 }]);
      await hits(page).first().getByRole('link').click();
      await page.getByRole('heading', { level: 1, name: 'Болгарка 125 мм, 900 Вт' }).waitFor();
      await expect.poll(noted).toEqual([{ query: 'болгарка', times: 1, chosen: 1 }]);
      await page.goBack();
      await expect.poll(() => hits(page).count()).toBe(1);
      expect(await box(page).inputValue()).toBe('болгарка');
    });

    it('has pages', async () => {
      for (let number = 1; number <= 27; number += 1)
        await aProduct(stage.office.db, {
          sku: `ЗГ-${number}`,
          title: `Заглушка № ${number}`,
          path: ['Сантехника'],
        });
      const total = async () =>
        (await manager.get<{ total: number }>('/shop/search?q=заглушка&note=no')).body.total;
      await expect.poll(total).toBe(27);
      const { page } = await stage.operator('operator', { at: '/search?q=заглушка', ...DESK });
      await page.getByText('Нашлось 27 товаров').waitFor();
      await page.getByRole('button', { name: 'Следующая страница' }).click();
      await expect.poll(() => page.locator('.search-place').allInnerTexts()).toEqual(['26', '27']);
      expect(words(page)).toEqual({ q: 'заглушка', page: '2' });
      await box(page).fill('заглушки');
      await expect.poll(() => words(page)).toEqual({ q: 'заглушки' });
      await expect.poll(() => hits(page).count()).toBe(25);
    });

    it('tells how the index is, and asks nothing of one that is down', async () => {
      const { page, opens } = await stage.operator('operator', DESK);
      let state = {
        state: 'building',
        documents: 12,
        terms: 90,
        megabytes: 1,
        progress: 0.43 as number | null,
      };
      await page.context().route('**/api/v1/shop/search/state', (route) => route.fulfill({ json: state }));
      await opens('/search?q=лампа');
      await page.getByRole('progressbar', { name: 'Собираем индекс' }).waitFor();
      await page.getByText('43 %').waitFor();
      await expect.poll(() => hits(page).count()).toBe(1);
      expect(await barriersOn(page)).toEqual([]);
      state = { state: 'stored', documents: 1_000_000, terms: 0, megabytes: 0, progress: null };
      await page.getByText('Поиск работает по базе данных').waitFor();
      state = { ...state, state: 'down', documents: 0 };
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.reload();
      await page.getByText('Покупатели сейчас ничего не найдут').waitFor();
      await expect.poll(() => hits(page).count()).toBe(0);
      asked.length = 0;
      await box(page).fill('дрель');
      await expect.poll(() => words(page)).toEqual({ q: 'дрель' });
      await expect.poll(() => asked.filter((url) => url.endsWith('/search/state')).length).toBeGreaterThan(1);
      expect(asked.filter((url) => url.includes('/shop/search?'))).toEqual([]);
      expect(await barriersOn(page)).toEqual([]);
      state = { ...state, state: 'ready', documents: 12 };
      await expect.poll(() => titles(page)).toEqual(['Дрель-шуруповёрт аккумуляторная 12 В']);
    });

    it('says that it was not answered in time, and tries again by itself', async () => {
      const { page, opens } = await stage.operator('operator', DESK);
      stage.forgive(/503/);
      const problem = { type: 'urn:kontora:problem:unavailable', title: 'unavailable', status: 503 };
      const found = /\/shop\/search\?/;
      await page
        .context()
        .route(found, (route) =>
          route.fulfill({ status: 503, contentType: 'application/problem+json', json: problem }),
        );
      await opens('/search?q=лампа');
      await page.getByRole('heading', { name: 'Поиск не ответил' }).waitFor();
      await page.context().unroute(found);
      await expect.poll(() => hits(page).count()).toBe(1);
    });

    it('says that a greeting is nothing to look for', async () => {
      const { page } = await stage.operator('operator', { at: '/search?q=здравствуйте', ...DESK });
      await page.getByRole('heading', { name: 'Здесь нечего искать' }).waitFor();
    });

    it.each([
      ['what LIKE means', '%_%'],
      ['markup', '<img src=x onerror=alert(1)>'],
      ['operators', "' | & ! :* ("],
      ['emoji', '🔥🔥🔥'],
      ['a very long word', 'ж'.repeat(200)],
    ])('bears %s', async (_, query) => {
      const { page } = await stage.operator('operator', {
        at: `/search?q=${encodeURIComponent(query)}`,
        viewport: NARROW,
      });
      await page.getByRole('heading', { level: 2 }).or(hits(page).first()).first().waitFor();
      expect(await box(page).inputValue()).toBe(query);
      expect(await overflowOf(page)).toBe(0);
      expect(await page.getByText('Что-то сломалось').count()).toBe(0);
    });

    it('makes a synonym of what was not found, and finds by it at once', async () => {
      const { page } = await stage.operator('manager', { at: '/search?q=стенодолбилка', ...DESK });
      await page.getByRole('heading', { name: 'Ничего не нашлось' }).waitFor();
      await page.getByRole('button', { name: 'Добавить синоним', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Новые синонимы' });
      await dialog.getByText('стенодолбилка').waitFor();
      await dialog.getByRole('button', { name: 'Сохранить' }).click();
      await dialog.getByText('Нужны хотя бы две').waitFor();
      await dialog.getByRole('combobox').fill('перфоратор');
      await dialog.getByRole('button', { name: 'Сохранить' }).click();
      await toast(page, 'Сохранено').waitFor();
      await expect.poll(() => titles(page)).toEqual([HAMMER]);
      await reasons(page).getByText('синоним').waitFor();
      expect(await groupOf('стенодолбилка')).toEqual(['стенодолбилка', 'перфоратор']);
    });
  });

  describe.each(EVERYWHERE)('on %s', (_, options) => {
    it('stands in no one’s way', async () => {
      const { page, opens } = await stage.operator('manager', {
        at: '/search?q=турба пвх20 белая шмуровая',
        ...options,
      });
      await hits(page).first().waitFor();
      await hits(page).first().locator('summary').click();
      expect(await overflowOf(page)).toBe(0);
      expect(await barriersOn(page)).toEqual([]);
      await opens('/search');
      await page.getByRole('button', { name: 'лампа' }).waitFor();
      expect(await overflowOf(page)).toBe(0);
      expect(await barriersOn(page)).toEqual([]);
      for (const tab of ['synonyms', 'asked', 'asked&result=all']) {
        await opens(`/search?tab=${tab}`);
        await expect.poll(() => page.locator('.mantine-Skeleton-root, [aria-busy=true]').count()).toBe(0);
        expect(await overflowOf(page)).toBe(0);
        expect(await barriersOn(page)).toEqual([]);
      }
    });
  });

  it('walks through its tabs by keyboard, and each has an address', async () => {
    const { page } = await stage.operator('operator', { at: '/search', ...DESK });
    const tab = (name: string) => page.getByRole('tab', { name });
    await tab('Проверить поиск').focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => words(page)).toEqual({ tab: 'synonyms' });
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => words(page)).toEqual({ tab: 'asked' });
    await page.getByRole('region', { name: 'Что ищут' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => words(page)).toEqual({});
    await box(page).waitFor();
    // Who walks through the tabs goes on doing so.
    expect(await focused(page)).toBe('Проверить поиск');
    await page.goto(page.url().replace(/\/search.*/, '/search?tab=asked'));
    await expect.poll(() => tab('Что ищут').getAttribute('aria-selected')).toBe('true');
  });

  it('is an action of the palette everywhere', async () => {
    const { page } = await stage.operator('operator', { at: '/catalog', ...DESK });
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('проверить поиск');
    await page.getByRole('option', { name: 'Проверить поиск', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Поиск' }).waitFor();
    await expect.poll(() => focused(page)).toBe('Запрос');
    await page.keyboard.type('лампа');
    await expect.poll(() => words(page)).toEqual({ q: 'лампа' });
  });

  describe('synonyms', () => {
    it('are added, changed, tried and removed', async () => {
      const { page } = await stage.operator('manager', { at: '/search?tab=synonyms', ...DESK });
      const row = (phrase: string) => rows(page).filter({ hasText: phrase });
      await page.getByRole('button', { name: 'Добавить группу' }).click();
      let dialog = page.getByRole('dialog', { name: 'Новые синонимы' });
      await dialog.getByRole('combobox').fill('светилка');
      await page.keyboard.press('Enter');
      await dialog.getByText('Теперь добавьте').waitFor();
      await page.keyboard.type('лампа,лампочка');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await toast(page, 'Сохранено').waitFor();
      await row('светилка').waitFor();
      expect(await groupOf('светилка')).toEqual(['светилка', 'лампа', 'лампочка']);

      await row('светилка')
        .getByRole('button', { name: /^Изменить/ })
        .click();
      dialog = page.getByRole('dialog', { name: 'Изменить синонимы' });
      await dialog.getByRole('combobox').press('Backspace');
      await dialog.getByRole('combobox').fill('источник света');
      expect(await barriersOn(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Сохранить' }).click();
      await row('источник света').waitFor();
      await expect.poll(() => groupOf('светилка')).toEqual(['светилка', 'лампа', 'источник света']);

      await page.getByRole('searchbox', { name: 'Найти слово…' }).fill('СВЕТИ');
      await expect.poll(() => rows(page).count()).toBe(1);
      await expect.poll(() => words(page)).toEqual({ tab: 'synonyms', q: 'СВЕТИ' });
      await row('светилка').getByRole('link', { name: 'Проверить: светилка' }).click();
      await expect.poll(async () => (await titles(page))[0]).toBe('Лампа светодиодная E27 12 Вт, тёплая');
      await page.goBack();

      await row('светилка')
        .getByRole('button', { name: /^Удалить/ })
        .click();
      const question = page.getByRole('dialog', { name: 'Удалить группу синонимов?' });
      await question.getByText('светилка, лампа, источник света').waitFor();
      await question.getByRole('button', { name: 'Удалить' }).click();
      await toast(page, 'Группа удалена').waitFor();
      await page.getByRole('heading', { name: 'Слова «СВЕТИ» нет ни в одной группе' }).waitFor();
      expect(await groupOf('светилка')).toBeUndefined();
    });

    it('stand in one group each: another one is offered to be added to', async () => {
      await manager.post('/shop/synonyms', { phrases: ['кадка', 'бадья'] });
      const { page } = await stage.operator('manager', { at: '/search?tab=synonyms', ...DESK });
      await page.getByRole('button', { name: 'Добавить группу' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('combobox').fill('Бадья, ведро,');
      await page.keyboard.press('Enter');
      await dialog.getByText('«Бадья» уже стоит в группе с «кадка».').waitFor();
      expect(await dialog.getByRole('button', { name: 'Сохранить' }).isDisabled()).toBe(true);
      await dialog.getByRole('button', { name: 'Дополнить ту группу' }).click();
      await page.getByRole('dialog', { name: 'Изменить синонимы' }).waitFor();
      await dialog.getByRole('button', { name: 'Сохранить' }).click();
      await toast(page, 'Сохранено').waitFor();
      expect(await groupOf('кадка')).toEqual(['кадка', 'бадья', 'ведро']);
    });

    it('tell at the field what the office refuses', async () => {
      const { page } = await stage.operator('manager', { at: '/search?tab=synonyms', ...DESK });
      stage.forgive(/422|400|409/);
      await page.getByRole('button', { name: 'Добавить группу' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('combobox').fill('черпак, !!!');
      await page.keyboard.press('Enter');
      await dialog.getByRole('button', { name: 'Сохранить' }).click();
      await dialog.getByText('По «!!!» нечего искать').waitFor();
      // Meanwhile somebody else says what a scoop is.
      await manager.post('/shop/synonyms', { phrases: ['черпак', 'ковшик'] });
      await dialog.getByRole('combobox').press('Backspace');
      await dialog.getByRole('combobox').fill('половник');
      await dialog.getByRole('button', { name: 'Сохранить' }).click();
      await dialog.getByText(/«черпак» уже/).waitFor();
    });

    it('have usual ones, added once', async () => {
      const { page } = await stage.operator('manager', { at: '/search?tab=synonyms', ...DESK });
      await page.getByRole('button', { name: 'Добавить обычные' }).click();
      await toast(page, /Добавлен[ао] \d+ групп/).waitFor();
      await expect.poll(() => rows(page).count()).toBeGreaterThan(10);
      await page.getByRole('button', { name: 'Добавить обычные' }).click();
      await toast(page, 'Все обычные синонимы уже есть').waitFor();
    });

    it.each([1366, 1180, 768, 390, 320])(
      'have what may be done with them in one line at %i px',
      async (width) => {
        await manager.post('/shop/synonyms', { phrases: ['вентиль', 'задвижка', 'кран запорный'] });
        const { page } = await stage.operator('manager', {
          at: '/search?tab=synonyms',
          viewport: { width, height: 800 },
        });
        const line = page
          .locator('.search-group-actions')
          .filter({ has: page.getByRole('link', { name: /вентиль/ }) });
        await line.waitFor();
        const boxes = await Promise.all((await line.locator('> *').all()).map((one) => one.boundingBox()));
        const middles = boxes.map((one) => Math.round((one?.y ?? 0) + (one?.height ?? 0) / 2));
        expect(middles).toEqual([middles[0], middles[0], middles[0]]);
        expect(await overflowOf(page)).toBe(0);
        const cell = await line.locator('xpath=..').boundingBox();
        for (const one of boxes) {
          expect(one?.x).toBeGreaterThanOrEqual(cell?.x ?? Number.NaN);
          expect((one?.x ?? 0) + (one?.width ?? 0)).toBeLessThanOrEqual(
            (cell?.x ?? 0) + (cell?.width ?? 0) + 1,
          );
        }
      },
    );

    it('are only read by those who may not change them', async () => {
      const { page } = await stage.operator('operator', { at: '/search?tab=synonyms', ...DESK });
      await page.getByText('Менять синонимы могут менеджеры').waitFor();
      await expect.poll(() => rows(page).count()).toBeGreaterThan(0);
      expect(await page.getByRole('button', { name: /Добавить|Изменить|Удалить/ }).count()).toBe(0);
    });

    it('are told by the audit in words', async () => {
      await manager.post('/shop/synonyms', { phrases: ['дрына', 'палка'] });
      const { page } = await stage.operator('administrator', { at: '/audit', ...DESK });
      await rows(page).filter({ hasText: 'Добавлены синонимы' }).first().waitFor();
    });
  });

  describe('the report', () => {
    it('begins with what was not found, and leads on', async () => {
      const { page } = await stage.operator('manager', { at: '/search?tab=asked', ...DESK });
      const row = (query: string) => rows(page).filter({ hasText: query });
      await row('хренотень').waitFor();
      expect(await row('турба').count()).toBe(0);
      expect(await row('бош 125').count()).toBe(0);
      await page.getByRole('link', { name: 'Нашли не то' }).click();
      await row('бош 125').waitFor();
      expect(await rows(page).count()).toBe(1);
      expect(words(page)).toEqual({ tab: 'asked', result: 'partly' });
      await page.getByRole('link', { name: 'Исправили' }).click();
      await row('турба').getByText('поняли как «труба»').waitFor();
      expect(await row('хренотень').count()).toBe(0);
      await page.getByRole('link', { name: 'Все', exact: true }).click();
      await row('лампа').waitFor();
      expect(await row('хренотень').innerText()).toMatch(/3\s+ничего\s+0\s/);
      await page.getByRole('link', { name: '90 дней' }).click();
      await page.getByRole('combobox', { name: 'Где' }).selectOption({ label: 'В чате' });
      await page.getByRole('searchbox', { name: 'Поиск' }).fill('хрен');
      await expect.poll(() => rows(page).count()).toBe(1);
      expect(words(page)).toEqual({ tab: 'asked', result: 'all', days: '90', place: 'chat', q: 'хрен' });
      await page.getByRole('combobox', { name: 'Где' }).selectOption({ label: 'В панели' });
      await page.getByRole('heading', { name: 'Ничего не нашлось' }).waitFor();
      await page.getByRole('search').getByRole('button', { name: 'Сбросить' }).click();
      await page.getByRole('link', { name: 'Проверить: хренотень' }).click();
      await page.getByRole('heading', { name: 'Ничего не нашлось' }).waitFor();
      expect(words(page)).toEqual({ q: 'хренотень' });
      await page.goBack();
      await page.getByRole('button', { name: 'Сделать синонимом: хренотень' }).click();
      await page.getByRole('dialog', { name: 'Новые синонимы' }).getByText('хренотень').waitFor();
    });

    it('lets those who may not tune only look', async () => {
      const { page } = await stage.operator('operator', { at: '/search?tab=asked', ...DESK });
      await page.getByRole('link', { name: 'Проверить: хренотень' }).waitFor();
      expect(await page.getByRole('button', { name: /синоним/ }).count()).toBe(0);
    });
  });
});

describe('an office without goods', () => {
  const stage = setPanelStage();

  it('says what will stand there', async () => {
    const { page, opens } = await stage.operator('manager', { at: '/search', ...DESK });
    await page.getByRole('heading', { name: 'Что находит покупатель' }).waitFor();
    await opens('/search?tab=synonyms');
    await page.getByRole('heading', { name: 'Синонимов пока нет' }).waitFor();
    await opens('/search?tab=asked');
    await page.getByRole('heading', { name: 'Нашлось всё, что искали' }).waitFor();
    await page.getByRole('link', { name: 'Все', exact: true }).click();
    await page.getByRole('heading', { name: 'Пока никто не искал' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    const nobody = await stage.operator([], { at: '/search' });
    await nobody.page.getByRole('heading', { name: 'У вас пока нет прав' }).waitFor();
  });
});
