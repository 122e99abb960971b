import { afterEach, expect, it } from 'vitest';
import type { Role } from '#modules/access/index.ts';
import { barriersOn } from './axe.ts';
import { overflowOf, SMALL_PHONE, setPanelStage, ZOOMED } from './panel.ts';
import { DESK } from './stage.ts';

const stage = setPanelStage();

afterEach(() => stage.line.mend());

it('goes from page to page by mouse: address, title, focus and mark follow', async () => {
  const { page } = await stage.operator('administrator');
  const rail = page.getByRole('navigation', { name: 'Разделы' });
  await expect.poll(() => page.title()).toBe('Обзор · Kontora');
  expect(await page.evaluate('document.activeElement.tagName')).toBe('BODY');
  await rail.getByRole('link', { name: 'Люди' }).click();
  const heading = page.getByRole('heading', { level: 1, name: 'Люди' });
  await heading.waitFor();
  await expect.poll(() => page.title()).toBe('Люди · Kontora');
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Люди');
  expect(await rail.locator('[aria-current=page]').allInnerTexts()).toEqual(['Люди']);
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Обзор' }).waitFor();
});

it('goes by keyboard alone, on a Russian layout too', async () => {
  const { page } = await stage.operator('administrator');
  await page.keyboard.press('Tab');
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('К содержимому');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('main');
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.getByRole('heading', { level: 1, name: 'Люди' }).waitFor();
  // The keys where Latin layouts have G and D.
  for (const [key, code] of [
    ['п', 'KeyG'],
    ['в', 'KeyD'],
  ])
    await page.evaluate(
      `document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', code: '${code}', bubbles: true }))`,
    );
  await page.getByRole('heading', { level: 1, name: 'Обзор' }).waitFor();
});

it('finds pages and people in the palette by keyboard only', async () => {
  const anna = await stage.office.employee({ roles: ['operator'], name: 'Аграфена Палитрова' });
  const { page } = await stage.operator('administrator');
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Найти или перейти…' });
  await field.waitFor();
  const chosen = page.locator('[role=option][aria-selected=true]');
  await expect.poll(() => chosen.innerText()).toContain('Обзор');
  expect(await barriersOn(page)).toEqual([]);
  await field.pressSequentially('лю');
  await expect.poll(() => chosen.innerText()).toContain('Люди');
  const active = await field.getAttribute('aria-activedescendant');
  expect(await chosen.getAttribute('id')).toBe(active);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Люди' }).waitFor();

  await page.keyboard.press('Control+k');
  await field.fill('палитрова');
  await page.getByRole('option', { name: 'Аграфена Палитрова' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/admin/people/${anna.personId}`);

  await page.keyboard.press('Control+k');
  await field.fill('такого точно нет');
  await page.getByText('Ничего не нашлось').waitFor();
  await page.keyboard.press('Escape');
  await field.waitFor({ state: 'detached' });
});

it('shows every shortcut, and is silent while somebody writes', async () => {
  const { page } = await stage.operator('administrator', { at: '/people' });
  const search = page.getByRole('searchbox').first();
  await search.waitFor();
  await page.keyboard.press('/');
  await expect.poll(() => page.evaluate('document.activeElement.type')).toBe('search');
  await page.keyboard.type('gd?');
  await expect.poll(() => search.inputValue()).toBe('gd?');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.locator('h1').click();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Сочетания клавиш' });
  await sheet.getByText('Открыть: Люди').waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
});

it('speaks the chosen language and wears the chosen scheme, also after a reload', async () => {
  const { page, employee } = await stage.operator('administrator', { name: 'Ирина Админова' });
  const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  const light = await ground();
  await page.getByRole('button', { name: 'Ирина Админова: меню' }).click();
  await page.getByRole('radio', { name: 'Тёмное' }).check();
  await expect.poll(ground).not.toBe(light);
  await page.getByRole('radio', { name: 'English' }).check();
  expect(await barriersOn(page)).toEqual([]);
  await page.getByRole('heading', { level: 1, name: 'Dashboard' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Dashboard' }).waitFor();
  await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
  await expect.poll(ground).not.toBe(light);
  expect(employee.name).toBe('Ирина Админова');
});

it('shows a page only to those who may see it', async () => {
  const { page } = await stage.operator('operator', { at: '/audit' });
  await page.getByRole('heading', { level: 1, name: 'Сюда нужны другие права' }).waitFor();
  expect(await page.getByRole('navigation', { name: 'Разделы' }).getByText('Журнал').count()).toBe(0);
  expect(await barriersOn(page)).toEqual([]);
  await page.getByRole('link', { name: 'К обзору' }).click();
  await page.getByRole('heading', { level: 1, name: 'Обзор' }).waitFor();
});

it('says that there is no such page', async () => {
  const { page } = await stage.operator('operator', { at: '/nothing/here' });
  await page.getByRole('heading', { level: 1, name: 'Здесь ничего нет' }).waitFor();
  expect(await barriersOn(page)).toEqual([]);
});

it('says when the office is lost, keeps what was shown, and goes on by itself', async () => {
  stage.forgive(/net::ERR_|status of 50/);
  // Of axe, which looks for style sheets while the line is cut.
  stage.forgive(/preload assets/);
  const { page } = await stage.operator('administrator', { at: '/people' });
  await page.getByRole('status').filter({ hasText: 'На связи' }).waitFor();
  await page.getByRole('link', { name: 'Ольга Операторова' }).first().waitFor();
  stage.line.cut();
  await page.getByRole('searchbox').first().fill('Ольга');
  await page.getByText('Нет связи с конторой. На экране то, что было').waitFor();
  expect(await page.getByRole('link', { name: 'Ольга Операторова' }).count()).toBeGreaterThan(0);
  expect(await barriersOn(page)).toEqual([]);
  await stage.office.restart();
  stage.line.mend();
  await page.getByRole('status').filter({ hasText: 'На связи' }).waitFor();
  await expect.poll(() => page.getByText('На экране то, что было').count()).toBe(0);
});

it('leads to the login page when the session ends elsewhere, and back to the same place', async () => {
  stage.forgive(/status of 401/);
  const { page, employee } = await stage.operator('administrator', { at: '/people' });
  await page.getByRole('searchbox').first().fill('Ольга');
  await page.waitForURL(/q=/);
  await page.getByRole('link', { name: 'Ольга Операторова' }).first().waitFor();
  const sort = page.getByRole('button', { name: 'Имя' });
  await sort.click();
  await page.waitForURL(/sort=name/);
  await page.context().clearCookies();
  // Whatever asks the office next finds the session gone: this click, or something before it.
  const loginPage = page.getByRole('heading', { level: 1, name: 'Вход' });
  await Promise.any([sort.click(), loginPage.waitFor()]);
  await loginPage.waitFor();
  const { login, password } = employee.credentials;
  await page.getByRole('textbox', { name: 'Логин' }).fill(login);
  await page.getByRole('textbox', { name: 'Пароль' }).fill(password);
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.getByRole('heading', { level: 1, name: 'Люди' }).waitFor();
  const { searchParams } = new URL(page.url());
  expect(Object.fromEntries(searchParams)).toEqual({ q: 'Ольга', sort: expect.stringMatching(/^-?name$/) });
});

it('asks whoever has a password made by the office to change it', async () => {
  const employee = await stage.office.employee({ roles: ['operator'] });
  await stage.office.db
    .updateTable('accounts')
    .set({ must_change: true })
    .where('person_id', '=', employee.personId)
    .execute();
  const { page } = await stage.operator('operator', { employee });
  await page.getByRole('link', { name: 'Сменить пароль' }).click();
  await page.waitForURL('**/admin/account');
  await page.getByRole('heading', { level: 1, name: 'Мой доступ' }).waitFor();
  // There the page says it itself.
  expect(await page.getByRole('link', { name: 'Сменить пароль' }).count()).toBe(0);
});

it('tells somebody without a role what to do, and lets them in as soon as they have one', async () => {
  const employee = await stage.office.employee({ roles: ['operator'] });
  const set = (roles: readonly Role[]) =>
    stage.office.db
      .updateTable('people')
      .set({ roles: [...roles] })
      .where('id', '=', employee.personId)
      .execute();
  await set([]);
  const { page } = await stage.operator('operator', { employee, at: '/people' });
  await page.getByRole('heading', { level: 1, name: 'У вас пока нет прав' }).waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await set(['operator']);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Люди' }).waitFor();
  // What the page asks for at the moment when the role is lost is refused.
  stage.forgive(/403/);
  await set([]);
  await page.reload();
  await page.getByRole('button', { name: 'Выйти' }).click();
  await page.getByRole('button', { name: 'Войти' }).waitFor();
});

it('is worked with one thumb on a phone', async () => {
  const { page } = await stage.operator('administrator', { viewport: SMALL_PHONE, hasTouch: true });
  expect(await overflowOf(page)).toBe(0);
  expect(await barriersOn(page)).toEqual([]);
  const bar = page.getByRole('navigation', { name: 'Разделы' });
  await bar.getByRole('link', { name: 'Заказы' }).tap();
  await page.getByRole('heading', { level: 1, name: 'Заказы' }).waitFor();
  expect(await overflowOf(page)).toBe(0);
  await bar.getByRole('button', { name: 'Ещё' }).tap();
  const sheet = page.getByRole('dialog', { name: 'Все разделы' });
  expect(await barriersOn(page)).toEqual([]);
  await sheet.getByRole('link', { name: 'Журнал' }).tap();
  await page.getByRole('heading', { level: 1, name: 'Журнал' }).waitFor();
  await expect.poll(() => sheet.count()).toBe(0);
  expect(await overflowOf(page)).toBe(0);
});

it.each([
  { ...ZOOMED, colorScheme: 'light' },
  { ...ZOOMED, colorScheme: 'dark' },
  { ...DESK, colorScheme: 'dark' },
] as const)('has no barriers at $width px in $colorScheme', async ({ width, height, colorScheme }) => {
  const { page } = await stage.operator('administrator', { viewport: { width, height }, colorScheme });
  expect(await barriersOn(page)).toEqual([]);
  expect(await overflowOf(page)).toBe(0);
});

it('moves nothing while it loads', async () => {
  const { page, opens } = await stage.operator('administrator');
  await page.addInitScript(`
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shifted += value;
    }).observe({ type: 'layout-shift', buffered: true });
  `);
  for (const path of ['/', '/people']) {
    await opens(path);
    await page.getByRole('status', { name: 'Загружаем…' }).waitFor({ state: 'detached' });
    expect(await page.evaluate('window.shifted')).toBeLessThanOrEqual(0.05);
  }
});
