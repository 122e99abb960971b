import { expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { barriersOn } from './axe.ts';
import { overflowOf, SMALL_PHONE, setPanelStage } from './panel.ts';

const stage = setPanelStage();
let filled = false;

/** The list of people, with 60 of them beside who tests. */
const openPeople = async (options: Parameters<typeof stage.operator>[1] = {}) => {
  if (!filled)
    await stage.office.db
      .insertInto('people')
      .values(
        Array.from({ length: 60 }, (_, index) => ({
          id: newId(),
          name: `Человек ${String(index + 1).padStart(2, '0')}`,
          created_at: new Date(Date.UTC(2026, 0, 1, 0, index)),
        })),
      )
      .execute();
  filled = true;
  const { page } = await stage.operator('administrator', { at: '/people?q=Человек', ...options });
  await page.getByText('60 записей').waitFor();
  return page;
};

const namesOn = (page: Awaited<ReturnType<typeof openPeople>>) =>
  page.locator('.list-table tbody .person-name').allInnerTexts();

it('is sorted by the headers, says so, and the address remembers it', async () => {
  const page = await openPeople();
  const header = page.getByRole('columnheader', { name: 'Имя' });
  expect(await header.getAttribute('aria-sort')).toBe('none');
  await header.getByRole('button').click();
  await expect.poll(() => namesOn(page)).toContain('Человек 01');
  expect(await header.getAttribute('aria-sort')).toBe('ascending');
  await header.getByRole('button').click();
  await expect.poll(async () => (await namesOn(page))[0]).toBe('Человек 60');
  expect(await header.getAttribute('aria-sort')).toBe('descending');
  expect(new URL(page.url()).searchParams.get('sort')).toBe('-name');
  await page.reload();
  await expect.poll(async () => (await namesOn(page))[0]).toBe('Человек 60');
});

it('turns its pages, keeps the focus, and finds the last page by itself', async () => {
  const page = await openPeople();
  const pages = page.getByRole('navigation', { name: 'Страницы' });
  const next = pages.getByRole('button', { name: 'Следующая страница' });
  await next.focus();
  await page.keyboard.press('Enter');
  await pages.getByText('2 из 3').waitFor();
  await page.keyboard.press('Enter');
  await pages.getByText('3 из 3').waitFor();
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('Следующая страница');
  await expect.poll(async () => (await namesOn(page)).length).toBe(10);
  await page.goBack();
  await pages.getByText('2 из 3').waitFor();

  const url = new URL(page.url());
  url.searchParams.set('page', '900');
  await page.goto(url.href);
  await pages.getByText('3 из 3').waitFor();
  await pages.getByRole('combobox', { name: 'Сколько на странице' }).selectOption('100');
  await expect.poll(async () => (await namesOn(page)).length).toBe(60);
});

it('shows what the last words find, however late the answer to earlier ones comes', async () => {
  const page = await openPeople();
  const late = Promise.withResolvers<void>();
  const isEarlier = (url: URL): boolean =>
    url.pathname === '/api/v1/people' && url.searchParams.get('q') === 'Человек 0';
  await page.route(isEarlier, async (route) => {
    await late.promise;
    await route.continue().catch(() => {});
  });
  const search = page.getByRole('searchbox').first();
  const earlier = page.waitForRequest((request) => isEarlier(new URL(request.url())));
  await search.fill('Человек 0');
  await earlier;
  await search.fill('Человек 07');
  await expect.poll(() => namesOn(page)).toEqual(['Человек 07']);
  late.resolve();
  await page.getByText('1 запись').waitFor();
  expect(await namesOn(page)).toEqual(['Человек 07']);
  expect(new URL(page.url()).searchParams.get('q')).toBe('Человек 07');
});

it('is taken away as CSV with the same words and order', async () => {
  const page = await openPeople({ at: '/people?q=Человек&sort=name' });
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Скачать CSV' }).click();
  const text = await (await (await download).createReadStream()).toArray();
  const lines = Buffer.concat(text).toString('utf8').trimEnd().split('\r\n');
  expect(lines).toHaveLength(61);
  expect(lines[1]).toContain('Человек 01');
});

it('says that nothing was found, and clears the words', async () => {
  const page = await openPeople();
  await page.getByRole('searchbox').first().fill('такого нет');
  await page.getByRole('heading', { name: 'Ничего не нашлось' }).waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await page.locator('.state').getByRole('button', { name: 'Сбросить' }).click();
  await page.getByText(/^6\d запис/).waitFor();
  expect(await page.getByRole('searchbox').first().inputValue()).toBe('');
});

it('says why it did not come, with the code for the log, and tries again', async () => {
  stage.forgive(/status of 500/);
  const page = await openPeople();
  const problem = {
    type: 'urn:kontora:problem:bug',
    title: 'Error',
    status: 500,
    trace_id: '0af7651916cd43dd',
  };
  const broken = (url: URL): boolean => url.pathname === '/api/v1/people';
  await page.route(broken, (route) =>
    route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
  );
  await page.getByRole('searchbox').first().fill('Человек 07');
  const alert = page.getByRole('alert').filter({ hasText: 'Что-то сломалось' });
  await alert.getByText('Код: 0af7651916cd43dd').waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await page.unroute(broken);
  await alert.getByRole('button', { name: 'Повторить' }).click();
  await page.getByText('1 запись').waitFor();
});

it('is a row of cards on a phone, sorted and filtered there too', async () => {
  const page = await openPeople({ viewport: SMALL_PHONE, hasTouch: true });
  expect(await page.getByRole('table').count()).toBe(0);
  const cards = page.getByRole('list', { name: 'Люди' }).getByRole('listitem');
  expect(await cards.count()).toBe(25);
  expect(await overflowOf(page)).toBe(0);
  await page.getByRole('button', { name: 'Фильтры' }).tap();
  await page.getByRole('combobox', { name: 'Порядок' }).selectOption({ label: 'Имя: по возрастанию' });
  await cards.first().getByText('Человек 01').waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await cards.first().getByRole('link').tap();
  await page.getByRole('heading', { level: 1, name: 'Человек 01' }).waitFor();
  expect(await overflowOf(page)).toBe(0);
});
