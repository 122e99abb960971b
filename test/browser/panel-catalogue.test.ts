import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { barriersOn } from './axe.ts';
import { EVERYWHERE } from './looks.ts';
import { overflowOf, setPanelStage } from './panel.ts';
import { aBatch, aPriceHistory, aProduct, type Goods, seedGoods } from './panel-goods.ts';
import { aPicture } from './washer.ts';

const DESK = { viewport: { width: 1440, height: 900 } };

const rows = (page: Page) =>
  page
    .getByRole('table')
    .getByRole('row')
    .filter({ hasNot: page.getByRole('columnheader') });
const titles = (page: Page) => rows(page).locator('.product-title').allInnerTexts();
const toast = (page: Page, text: string | RegExp) => page.getByRole('alert').filter({ hasText: text });
const words = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

describe('an empty catalogue', () => {
  const stage = setPanelStage();

  it('says where goods come from', async () => {
    const { page } = await stage.operator('manager', { at: '/catalog', ...DESK });
    await page.getByRole('heading', { name: 'Товаров пока нет' }).waitFor();
    const load = page.getByRole('link', { name: 'Загрузить прайс-лист' });
    expect(await load.getAttribute('href')).toBe('/admin/imports/new');
    const exchange = page.getByRole('link', { name: 'Обмен с 1С' }).first();
    expect(await exchange.getAttribute('href')).toBe('/admin/imports');
    expect(await page.getByRole('tree').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Скачать' }).count()).toBe(0);
    expect(await barriersOn(page)).toEqual([]);
  });
});

describe('the catalogue', () => {
  const stage = setPanelStage();
  let hero = 0;
  beforeAll(async () => {
    hero = await seedGoods(stage.office.db);
  });
  const add = (goods: Partial<Goods> & Pick<Goods, 'title'>): Promise<number> =>
    aProduct(stage.office.db, { sku: `Т-${goods.title}`, path: ['Проверка'], ...goods });

  it('has its tree under the keys, and keeps the category in the address', async () => {
    const { page } = await stage.operator('operator', { at: '/catalog', ...DESK });
    const tree = page.getByRole('tree', { name: 'Категории' });
    const line = (title: string) => tree.getByRole('treeitem', { name: new RegExp(`^${title}, `) });
    await line('Инструмент').waitFor();
    expect(await line('Перфораторы').count()).toBe(0);
    const first = tree.getByRole('treeitem').first();
    await first.focus();
    // Keys of other layouts have no name that a driver could press.
    const types = (key: string) => page.locator(':focus').dispatchEvent('keydown', { key, bubbles: true });
    const focused = () => page.evaluate('document.activeElement.getAttribute("aria-label")');
    await types('и');
    await expect.poll(focused).toMatch(/^Инструмент, 3 товара/);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => line('Инструмент').getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await types('п');
    await expect.poll(focused).toMatch(/^Перфораторы, 1 товар/);
    expect(await line('Перфораторы').getAttribute('aria-level')).toBe('3');
    await page.keyboard.press('Enter');
    await expect.poll(() => titles(page)).toEqual(['Перфоратор SDS-plus 810 Вт, 2,8 Дж, кейс']);
    expect(await line('Перфораторы').getAttribute('aria-selected')).toBe('true');
    expect(words(page)).toEqual({ category_id: expect.stringMatching(/^\d+$/) });
    await page.keyboard.press('ArrowLeft');
    await expect.poll(focused).toMatch(/^Электроинструмент/);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => line('Перфораторы').count()).toBe(0);

    await page.reload();
    await expect.poll(() => line('Перфораторы').getAttribute('aria-selected')).toBe('true');
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.getByRole('searchbox', { name: 'Найти категорию…' }).fill('самор');
    await expect
      .poll(() =>
        tree.getByRole('treeitem').evaluateAll((all) => all.map((one) => one.getAttribute('aria-level'))),
      )
      .toEqual(['1', '2']);
    await line('Саморезы').click();
    await expect.poll(() => rows(page).count()).toBe(2);
    await page.getByRole('searchbox', { name: 'Найти категорию…' }).fill('гвозди');
    await page.getByText('Такой категории нет').waitFor();
  });

  it('is searched, filtered, sorted and taken away, and the address says how', async () => {
    const { page } = await stage.operator('operator', { at: '/catalog', ...DESK });
    await expect.poll(() => rows(page).count()).toBeGreaterThan(10);
    const price = page.getByRole('combobox', { name: 'Цена' });
    await price.selectOption({ label: 'Без цены' });
    await expect.poll(() => titles(page)).toEqual(['Смеситель для кухни, высокий излив']);
    expect(await rows(page).innerText()).toContain('нет цены');
    await price.selectOption('');
    await page.getByRole('combobox', { name: 'Видимость' }).selectOption({ label: 'Скрытые' });
    await expect
      .poll(() => titles(page))
      .toEqual(['Краска интерьерная матовая, 3 л', 'Краска фасадная белая, 9 л']);
    expect(await rows(page).allInnerTexts()).toEqual([
      expect.stringContaining('Убран 1С'),
      expect.stringContaining('Скрыт нами'),
    ]);
    await page.getByRole('combobox', { name: 'Остаток' }).selectOption({ label: 'Нет в наличии' });
    await expect.poll(() => rows(page).count()).toBe(1);
    expect(words(page)).toEqual({ hidden: 'yes', stock: 'no' });
    await page.getByRole('button', { name: 'Скачать' }).click();
    const workbook = page.getByRole('menuitem', { name: /XLSX/ });
    expect(await workbook.getAttribute('href')).toMatch(/products\.xlsx\?hidden=yes&stock=no$/);
    const downloading = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: /CSV/ }).click();
    const table = await readFile(await (await downloading).path(), 'utf8');
    expect(table).toContain('Краска интерьерная матовая, 3 л');
    expect(table).not.toContain('Перфоратор');
    await page.getByRole('button', { name: 'Сбросить' }).click();

    await page.getByRole('searchbox', { name: 'Поиск' }).fill('ПФ-810');
    await expect.poll(() => titles(page)).toEqual(['Перфоратор SDS-plus 810 Вт, 2,8 Дж, кейс']);
    await page.getByRole('searchbox', { name: 'Поиск' }).fill('краска');
    await expect.poll(() => words(page)).toEqual({ q: 'краска' });
    const title = page.getByRole('columnheader', { name: 'Название' });
    // Nobody chose an order: the best stand first, and no arrow says otherwise.
    await title.getByText('по соответствию').waitFor();
    expect(await title.getAttribute('aria-sort')).toBe('other');
    await title.getByRole('button').click();
    await expect.poll(() => title.getAttribute('aria-sort')).toBe('descending');
    await title.getByRole('button').click();
    await title.getByText('по соответствию').waitFor();
    await expect.poll(() => words(page)).toEqual({ q: 'краска' });
    await page.getByRole('button', { name: 'Цена' }).click();
    await expect
      .poll(() => titles(page))
      .toEqual(['Краска интерьерная матовая, 3 л', 'Краска фасадная белая, 9 л']);
    expect(words(page)).toEqual({ q: 'краска', sort: 'price' });
    await expect.poll(() => page.getByText('по соответствию').count()).toBe(0);
    await page.reload();
    await expect.poll(() => rows(page).count()).toBe(2);
    await rows(page)
      .getByRole('link', { name: /фасадная/ })
      .click();
    await page.getByRole('heading', { level: 1, name: 'Краска фасадная белая, 9 л' }).waitFor();
    await page.goBack();
    await expect.poll(() => rows(page).count()).toBe(2);
  });

  it('shows what is odd as what it is', async () => {
    const { page } = await stage.operator('operator', { at: '/catalog?q=анкер', ...DESK });
    await expect.poll(() => rows(page).count()).toBe(1);
    const stock = rows(page).locator('abbr');
    expect(await stock.innerText()).toMatch(/^0\sшт$/);
    expect(await stock.getAttribute('title')).toContain('-6');
    await add({
      title: '<img src=x onerror=alert(1)>',
      path: Array.from({ length: 12 }, (_, n) => `Глубина ${n}`),
    });
    await page.getByRole('searchbox', { name: 'Поиск' }).fill('onerror');
    await expect.poll(() => titles(page)).toEqual(['<img src=x onerror=alert(1)>']);
    await page.getByRole('searchbox', { name: 'Поиск' }).fill('котёл');
    await rows(page).getByText('по запросу').waitFor();
  });

  it('hides goods from customers, many at once, and takes exactly that back', async () => {
    const { page, employee } = await stage.operator('manager', { at: '/catalog', ...DESK });
    for (const [title, hidden] of [
      ['Гайка М6', false],
      ['Гайка М8', false],
      ['Гайка М10', true],
    ] as const)
      await add({ title, hidden });
    const visible = async () => {
      const { body } = await employee.get<{ items: { title: string }[] }>('/shop/products?q=гайка');
      return body.items.map(({ title }) => title).sort();
    };
    await page.getByRole('searchbox', { name: 'Поиск' }).fill('гайка');
    await expect.poll(() => rows(page).count()).toBe(3);
    await expect.poll(visible).toEqual(['Гайка М6', 'Гайка М8']);
    await page.getByRole('checkbox', { name: 'Выбрать всю страницу' }).check();
    await page.getByRole('group', { name: 'Выбрано: 3' }).getByRole('button', { name: 'Скрыть' }).click();
    await toast(page, 'Скрыто от покупателей: 2 товара').waitFor();
    await expect.poll(visible).toEqual([]);
    await expect.poll(() => rows(page).getByText('Скрыт нами').count()).toBe(3);
    await toast(page, /Скрыто/)
      .getByRole('button', { name: 'Вернуть' })
      .click();
    await toast(page, 'Снова видно: 2 товара').waitFor();
    await expect.poll(visible).toEqual(['Гайка М6', 'Гайка М8']);
    await expect.poll(() => rows(page).getByText('Скрыт нами').count()).toBe(1);
    await expect.poll(() => page.getByRole('group', { name: /Выбрано/ }).count()).toBe(0);
  });

  it('is found in the palette, by title and by sku', async () => {
    const { page } = await stage.operator('operator', DESK);
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog');
    await palette.getByRole('combobox').fill('пф 810');
    await palette.getByRole('option', { name: 'Перфоратор SDS-plus' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /Перфоратор SDS-plus/ }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('k');
    await page.getByRole('heading', { level: 1, name: 'Каталог' }).waitFor();
  });

  it('gives who may only read nothing to press', async () => {
    const { page, opens } = await stage.operator('operator', { at: '/catalog', ...DESK });
    await expect.poll(() => rows(page).count()).toBeGreaterThan(0);
    expect(await page.getByRole('checkbox').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Загрузить прайс-лист' }).count()).toBe(0);
    await opens(`/catalog/products/${hero}`);
    await page.getByRole('region', { name: 'Картинки' }).waitFor();
    expect(await page.getByRole('button', { name: /Скрыть|Добавить|Удалить/ }).count()).toBe(0);
    const nobody = await stage.operator([], { at: '/catalog' });
    await nobody.page.getByRole('heading', { name: 'У вас пока нет прав' }).waitFor();
  });

  describe('a product', () => {
    it('tells everything about itself, and as a customer sees it', async () => {
      const { page, opens } = await stage.operator('operator', { at: `/catalog/products/${hero}`, ...DESK });
      const part = (name: string) => page.getByRole('region', { name, exact: true });
      expect(await part('О товаре').innerText()).toMatch(/ПФ-810\/2[\s\S]*Перфораторы[\s\S]*4601234567893/);
      await expect.poll(() => part('Цены').innerText()).toMatch(/7\s490[\s\S]*Оптовая\s+6\s890/);
      expect(await part('Остаток').innerText()).toMatch(/14\sшт[\s\S]*Основной склад\s+9\sшт/);
      expect(await part('Описание').innerText()).toContain('до 26 мм в бетоне.\n\nВ кейсе');
      const card = page.getByRole('figure', { name: /Карточка товара в чате/ });
      expect(await card.innerText()).toMatch(/Артикул: ПФ-810\/2[\s\S]*В наличии: 14\sшт/);
      await page.getByRole('link', { name: /Перфораторы/ }).click();
      await expect.poll(() => rows(page).count()).toBe(1);
      stage.forgive(/404/);
      await opens('/catalog/products/999999');
      await page.getByRole('heading', { name: 'Здесь ничего нет' }).waitFor();
      await opens('/catalog/products/abc');
      await page.getByRole('heading', { name: 'Здесь ничего нет' }).waitFor();
    });

    it('shows how its prices went, and by which import', async () => {
      const { db } = stage.office;
      const batch = await aBatch(db);
      const id = await add({ title: 'Дюбель', price: '12.50' });
      await aPriceHistory(db, id, [
        { daysAgo: 9, after: '10.00' },
        { daysAgo: 2, after: '12.50', batch },
      ]);
      const { page } = await stage.operator('operator', { at: `/catalog/products/${id}`, ...DESK });
      const history = page.getByRole('region', { name: 'История цены', exact: true });
      await history.getByRole('img', { name: /Обычная: изменений 2, от 10.* до 12,50/ }).waitFor();
      await history.getByRole('button', { name: 'Таблицей' }).click();
      await expect.poll(() => history.getByRole('row').nth(1).innerText()).toMatch(/10\s.*12,50\s.*\+25\s?%/);
      const link = history.getByRole('link', { name: `загрузка № ${batch}` });
      expect(await link.getAttribute('href')).toBe(`/admin/imports/${batch}`);
      expect(await barriersOn(page)).toEqual([]);
    });

    it('is hidden and shown again', async () => {
      const id = await add({ title: 'Шпилька' });
      const { page } = await stage.operator('manager', { at: `/catalog/products/${id}`, ...DESK });
      const hidden = async () =>
        (await db().selectFrom('products').select('hidden').where('id', '=', id).executeTakeFirstOrThrow())
          .hidden;
      const db = () => stage.office.db;
      await page.getByRole('button', { name: 'Скрыть' }).click();
      await page.getByText('Скрыт нами').waitFor();
      await expect.poll(hidden).toBe(true);
      await toast(page, /Скрыто/)
        .getByRole('button', { name: 'Вернуть' })
        .click();
      await page.getByRole('button', { name: 'Скрыть' }).waitFor();
      await expect.poll(hidden).toBe(false);
    });

    it('gets pictures, in an order, and loses them', async () => {
      const id = await add({ title: 'Петля' });
      const { page } = await stage.operator('manager', { at: `/catalog/products/${id}`, ...DESK });
      stage.forgive(/422|413|400/);
      const gallery = page.getByRole('region', { name: 'Картинки' });
      await gallery.getByText('Картинок нет').waitFor();
      const upload = gallery.locator('input[type=file]');
      const png = (name: string, hue: number) => ({ name, mimeType: 'image/png', buffer: aPicture(hue) });
      await upload.setInputFiles([png('one.png', 20), png('two.png', 200)]);
      await toast(page, 'Добавлено: 2 картинки').waitFor();
      const shown = async () => {
        const sources = await gallery
          .locator('img')
          .evaluateAll((all) => all.map((one) => one.getAttribute('src') ?? ''));
        return sources.map((source) => source.slice(-36));
      };
      const isDrawn =
        'document.querySelectorAll(".gallery img").length === 2 && [...document.querySelectorAll(".gallery img")].every((one) => one.naturalWidth > 0)';
      await expect.poll(() => page.evaluate(isDrawn)).toBe(true);
      const before = await shown();
      await gallery.getByRole('button', { name: 'Картинку 1 позже' }).click();
      await gallery.getByText('Теперь 2 из 2').waitFor();
      await expect.poll(shown).toEqual(before.toReversed());
      await expect
        .poll(async () => {
          const { rows: kept } = await sql<{ id: string }>`
            select id from product_images where product_id = ${id} order by position, id
          `.execute(stage.office.db);
          return kept.map((one) => one.id);
        })
        .toEqual(before.toReversed());
      expect(await barriersOn(page)).toEqual([]);

      await gallery.getByRole('listitem').nth(1).dragTo(gallery.getByRole('listitem').nth(0));
      await expect.poll(shown).toEqual(before);
      await gallery.getByRole('button', { name: 'Картинку 2 раньше' }).click();
      await expect.poll(shown).toEqual(before.toReversed());

      await upload.setInputFiles([
        { name: 'прайс.png', mimeType: 'image/png', buffer: Buffer.from('артикул;цена') },
      ]);
      await toast(page, 'прайс.png: это не картинка').waitFor();
      await upload.setInputFiles([
        { name: 'большая.png', mimeType: 'image/png', buffer: Buffer.alloc(10 * 1024 * 1024 + 1) },
      ]);
      await toast(page, 'большая.png: больше 10 МБ').waitFor();

      await gallery.getByRole('button', { name: 'Удалить картинку 1' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Удалить' }).click();
      await expect.poll(shown).toEqual(before.slice(0, 1));
    });

    it('says why a picture of 1C is not there', async () => {
      const id = await add({ title: 'Засов' });
      await sql`
        insert into product_images (id, product_id, position, source, url, attempts, error)
        values (gen_random_uuid(), ${id}, 0, 'import', 'https://1c.example/absent.jpg', 5, 'http_404')
      `.execute(stage.office.db);
      const { page } = await stage.operator('manager', { at: `/catalog/products/${id}`, ...DESK });
      const gallery = page.getByRole('region', { name: 'Картинки' });
      await gallery.getByText('сервер ответил: 404').waitFor();
      await gallery.getByText('https://1c.example/absent.jpg').waitFor();
      expect(await barriersOn(page)).toEqual([]);
    });
  });

  describe.each(EVERYWHERE)('on %s', (_, options) => {
    it('stands in no one’s way', async () => {
      const { page, opens } = await stage.operator('manager', { at: '/catalog', ...options });
      await page.getByText('Перфоратор SDS-plus').first().waitFor();
      expect(await overflowOf(page)).toBe(0);
      expect(await barriersOn(page)).toEqual([]);
      const picker = page.getByRole('button', { name: /^(Категория|Category): / });
      if ((await picker.count()) > 0) {
        await picker.click();
        await page
          .getByRole('dialog')
          .getByRole('treeitem', { name: /^Сантехника/ })
          .click();
        await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
        await page.getByText('Труба ПВХ гладкая').waitFor();
        expect(words(page)).toEqual({ category_id: expect.stringMatching(/^\d+$/) });
      }
      await opens(`/catalog/products/${hero}`);
      await page.locator('.recharts-line-curve').first().waitFor();
      await page.getByRole('figure').waitFor();
      expect(await overflowOf(page)).toBe(0);
      expect(await barriersOn(page)).toEqual([]);
    });
  });
});
