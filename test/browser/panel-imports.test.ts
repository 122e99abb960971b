import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { barriersOn } from './axe.ts';
import { overflowOf, SMALL_PHONE, setPanelStage } from './panel.ts';
import { priceList } from './price-list.ts';

describe('imports', () => {
  const stage = setPanelStage();
  const dialog = (page: Page) => page.getByRole('dialog');

  /** Chooses a file in the drop zone of the wizard, and waits for its columns. */
  const choose = async (page: Page, file: ReturnType<typeof priceList>) => {
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('heading', { name: 'Что в каких столбцах' }).waitFor();
  };
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  /** The large figure with this name. */
  const figure = (page: Page, name: string) =>
    page.locator('.import-figures > div').filter({ hasText: name }).locator('dd').innerText();

  it('a price list goes from a file to the catalogue, its bad rows come back, and it is undone', async () => {
    const { page } = await stage.operator('manager', { at: '/imports' });
    await page.getByRole('link', { name: 'Загрузить прайс-лист' }).first().click();
    await choose(
      page,
      priceList([
        ['Т-20', 'Труба ПВХ 20 мм', 'Трубы', '100,50', '12'],
        ['Т-25', 'Труба ПВХ 25 мм', 'Трубы', '1 250,00', '3,5'],
        ['', 'Без артикула', 'Трубы', '10', '1'],
      ]),
    );
    await page.getByText('Артикул и название найдены.').waitFor();
    expect(await page.getByLabel('Кодировка').inputValue()).toBe('windows-1251');
    expect(await page.getByLabel('Разделитель').inputValue()).toBe(';');
    expect(await page.getByLabel('Столбец «Цена»').inputValue()).toBe('price');

    await page.getByLabel('Столбец «Артикул»').selectOption('');
    await page.getByText('Выберите, в каком столбце артикул').waitFor();
    expect(await page.getByRole('button', { name: 'Проверить', exact: true }).isDisabled()).toBe(true);
    await page.getByLabel('Столбец «Артикул»').selectOption('sku');
    await page.getByText('Артикул и название найдены.').waitFor();

    await press(page, 'Проверить');
    await page.getByRole('heading', { name: 'Вот что произойдёт' }).waitFor();
    expect([await figure(page, 'Новые'), await figure(page, 'Пропустим')]).toEqual(['2', '1']);
    await page.reload();
    await page.getByRole('tab', { name: /Замечания/ }).click();
    await page.getByText('Нет артикула.').first().waitFor();

    await press(page, 'Загрузить');
    await page.getByText('Загружено. Изменилось товаров: 2.').waitFor();
    await page.getByRole('heading', { name: 'Что изменилось' }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Скачать пропущенные строки (CSV)' }).click(),
    ]);
    const rows = await readFile(await download.path(), 'utf8');
    expect(rows).toContain('Без артикула');
    expect(rows).toContain('Впишите артикул');

    await press(page, 'Вернуть как было');
    await dialog(page).getByRole('button', { name: 'Вернуть как было' }).click();
    await page.getByText('Каталог снова такой, каким был до загрузки.').waitFor();
    const { total } = await stage.office.db
      .selectFrom('products')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    expect(Number(total)).toBe(0);
  });

  it('a full list that hides most goods waits until somebody says that this is right', async () => {
    const { page } = await stage.operator('manager', { at: '/imports/new' });
    const goods = Array.from({ length: 10 }, (_, at) => [`Г-${at}`, `Гайка ${at}`, 'Крепёж', '10', '5']);
    await choose(page, priceList(goods));
    await press(page, 'Проверить');
    await press(page, 'Загрузить');
    await page.getByText('Загружено. Изменилось товаров: 10.').waitFor();

    await page
      .getByRole('link', { name: 'Загрузить другой файл' })
      .or(page.getByRole('button', { name: 'Загрузить другой файл' }))
      .click();
    await choose(page, priceList([['Г-0', 'Гайка 0', 'Крепёж', '100', '5']]));
    await page.getByRole('switch', { name: /Полный каталог/ }).click({ force: true });
    await press(page, 'Проверить');
    await page.locator('.import-risk').getByText('Скроет 9 из 10 товаров').waitFor();
    expect(await page.getByRole('button', { name: 'Загрузить', exact: true }).isDisabled()).toBe(true);
    await page.getByRole('tab', { name: /Скачки цен/ }).waitFor();

    const { pathname } = new URL(page.url());
    await page.goto(`${stage.line.url}/admin/imports`);
    await page.getByRole('link', { name: 'Посмотреть и решить' }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe(pathname);
    await page.getByLabel('Да, так и надо').check();
    await press(page, 'Загрузить');
    await page.getByText('Загружено. Изменилось товаров: 10.').waitFor();
    expect(await figure(page, 'скрыто')).toBe('9');
  });

  it('one bad row refuses a list that may skip none, and it says what to do', async () => {
    const { page } = await stage.operator('manager', { at: '/imports/new' });
    await choose(page, priceList([['', 'Без артикула', '', '1', '1']]));
    await page.getByRole('switch', { name: /Ошибочные строки/ }).click({ force: true });
    await press(page, 'Проверить');
    await page.getByText('вы просили не пропускать ни одной').waitFor();
  });

  it('what is no price list is refused in words', async () => {
    const { page } = await stage.operator('manager', { at: '/imports/new' });
    const picture = { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('png') };
    await page.locator('input[type=file]').setInputFiles(picture);
    await page.getByText('нужен CSV, XLSX или JSON').waitFor();
  });

  it('an operator looks at imports and loads none', async () => {
    const { page, opens } = await stage.operator('operator', { at: '/imports' });
    await page.getByRole('heading', { name: '1С присылает сама' }).waitFor();
    expect(await page.getByRole('link', { name: 'Загрузить прайс-лист' }).count()).toBe(0);
    await opens('/imports/new');
    await page.getByRole('heading', { name: 'Сюда нужны другие права' }).waitFor();
  });

  it.each([
    ['a desk in the light', {}],
    ['a desk in the dark', { colorScheme: 'dark' }],
    ['a small phone', { viewport: SMALL_PHONE, hasTouch: true }],
    ['English', { locale: 'en-GB' }],
  ] as const)('every step is open to everybody: %s', async (look, options) => {
    const { page, employee } = await stage.operator('manager', { ...options, at: '/imports' });
    const looks = async () => {
      await page.mouse.move(0, 0);
      await expect.poll(() => page.locator('.mantine-Skeleton-root, [aria-busy=true]').count()).toBe(0);
      expect(await overflowOf(page)).toBe(0);
      expect(await barriersOn(page)).toEqual([]);
    };
    await looks();
    await page.goto(`${stage.line.url}/admin/imports/new`);
    await page.locator('.import-drop').waitFor();
    await looks();
    const rows = [
      // The same file again would be a repeat, of which there is nothing to tell.
      ['Т-20', `Труба ПВХ 20 мм, ${look}`, 'Трубы', '100,50', '12'],
      ['', 'Без артикула', 'Трубы', '10', '1'],
    ];
    await page.locator('input[type=file]').setInputFiles(priceList(rows));
    await page.locator('.import-columns').waitFor();
    await looks();
    const id = Number(/\d+$/.exec(page.url())?.[0]);
    expect((await employee.post(`/shop/imports/${id}/preview`)).status).toBe(200);
    await page.reload();
    await page.locator('.import-figures').waitFor();
    await looks();
    expect((await employee.post(`/shop/imports/${id}/apply`, { accepted: true })).status).toBe(200);
    await page.locator('.import-status[data-status=done]').waitFor();
    await page.reload();
    await page.locator('.import-figures').waitFor();
    await looks();
  });
});
