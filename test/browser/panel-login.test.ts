import { createHash, randomUUID } from 'node:crypto';
import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { barriersOn } from './axe.ts';
import { overflowOf, SMALL_PHONE, setPanelStage } from './panel.ts';

const stage = setPanelStage();

afterEach(() => stage.line.mend());

/** What a browser says of its own accord of an answer that is a refusal. */
const REFUSED = /status of (401|404|422|429)/;

const logIn = async (page: Page, login: string, password: string): Promise<void> => {
  await page.getByRole('textbox', { name: 'Логин' }).fill(login);
  await page.getByRole('textbox', { name: 'Пароль' }).fill(password);
  await page.getByRole('button', { name: 'Войти' }).click();
};

it('S3-06: a stranger gets the login page, an administrator the dashboard', async () => {
  const { credentials } = await stage.office.employee({ roles: ['administrator'] });
  const page = await stage.stranger();
  await page.getByRole('heading', { level: 1, name: 'Вход' }).waitFor();
  await logIn(page, credentials.login, credentials.password);
  await page.getByRole('heading', { level: 1, name: 'Обзор' }).waitFor();
  expect(new URL(page.url()).pathname).toMatch(/^\/admin\/?$/);
});

it('leads to the address that was asked for, and out again', async () => {
  const { credentials } = await stage.office.employee({ roles: ['administrator'], name: 'Ирина Админова' });
  const page = await stage.stranger({ at: '/people?sort=name' });
  expect(new URL(page.url()).pathname).toBe('/admin/login');
  await expect.poll(() => page.title()).toBe('Вход · Kontora');
  await logIn(page, credentials.login, credentials.password);
  await page.getByRole('heading', { level: 1, name: 'Люди' }).waitFor();
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/admin/people?sort=name');

  // What the list asks for while she leaves may be refused.
  stage.forgive(/status of 401/);
  await page.getByRole('button', { name: 'Ирина Админова: меню' }).click();
  await page.getByRole('button', { name: 'Выйти' }).click();
  await page.getByRole('heading', { level: 1, name: 'Вход' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Вход' }).waitFor();
  expect(await page.getByText('Ирина').count()).toBe(0);
});

it('never leads to another site', async () => {
  const { credentials } = await stage.office.employee({ roles: ['operator'] });
  for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
    const page = await stage.stranger({ at: `/login?to=${encodeURIComponent(to)}` });
    await logIn(page, credentials.login, credentials.password);
    await page.getByRole('heading', { level: 1, name: 'Обзор' }).waitFor();
    expect(new URL(page.url()).origin).toBe(stage.line.url);
  }
});

it('tells a wrong password and a lock in words, and for how long', async () => {
  stage.forgive(REFUSED);
  const { credentials } = await stage.office.employee({ roles: ['operator'] });
  const page = await stage.stranger();
  await logIn(page, credentials.login, 'не тот пароль');
  await page.getByRole('alert').filter({ hasText: 'Логин или пароль не подходят' }).waitFor();
  expect(await barriersOn(page)).toEqual([]);
  const locked = page
    .getByRole('alert')
    .filter({ hasText: /Слишком много попыток\. .* через (\d+ с|1 мин)/ });
  // The answer tells it before the page does: a button that locks meanwhile could not be pressed.
  for (let left = 6, status = 0; left > 0 && status !== 429; left -= 1) {
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('button', { name: 'Войти' }).click();
    status = (await answered).status();
  }
  await locked.waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Войти' }).isDisabled()).toBe(true);
  expect(await barriersOn(page)).toEqual([]);
});

it('asks for the second factor where there is one', async () => {
  stage.forgive(REFUSED);
  const employee = await stage.office.employee({ roles: ['administrator'] });
  const { login, password } = employee.credentials;
  const { body } = await employee.post<{ secret: string }>('/account/totp', { password });
  const app = new TOTP({ secret: body.secret });
  const confirmed = await employee.post<{ recovery_codes: string[] }>('/account/totp/confirm', {
    code: app.generate(),
  });
  const [recovery = ''] = confirmed.body.recovery_codes;

  const page = await stage.stranger({ viewport: SMALL_PHONE });
  await logIn(page, login, password);
  await page.getByRole('heading', { level: 1, name: 'Код подтверждения' }).waitFor();
  expect(await overflowOf(page)).toBe(0);
  await page.getByRole('textbox', { name: 'Код' }).fill('000000');
  await page.getByRole('button', { name: 'Подтвердить' }).click();
  await page.getByRole('alert').filter({ hasText: 'Этот код не подходит' }).waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await page.reload();
  await page.getByRole('textbox', { name: 'Код' }).fill(recovery);
  await page.getByRole('textbox', { name: 'Код' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Обзор' }).waitFor();

  const another = await stage.stranger();
  await logIn(another, login, password);
  await another.getByRole('button', { name: 'Назад ко входу' }).click();
  await another.getByRole('heading', { level: 1, name: 'Вход' }).waitFor();
});

it('says that the office is not reached, and goes on when it is', async () => {
  stage.forgive(/net::ERR_/);
  const { credentials } = await stage.office.employee({ roles: ['operator'] });
  const page = await stage.stranger();
  stage.line.cut();
  await logIn(page, credentials.login, credentials.password);
  await page.getByRole('alert').filter({ hasText: 'Нет связи с конторой' }).waitFor();
  stage.line.mend();
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.getByRole('heading', { level: 1, name: 'Обзор' }).waitFor();
});

it('says the same to everybody who forgot the password', async () => {
  const page = await stage.stranger({ locale: 'en-GB' });
  await page.getByRole('button', { name: 'Forgot the password?' }).click();
  await page.getByRole('textbox', { name: 'Login' }).fill('nobody');
  expect(await barriersOn(page)).toEqual([]);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByRole('heading', { level: 1, name: 'Check your chat' }).waitFor();
  await page.getByRole('button', { name: 'Back to the login' }).click();
  await page.getByRole('heading', { level: 1, name: 'Log in' }).waitFor();
});

it('sets a new password by a link, once', async () => {
  stage.forgive(REFUSED);
  const { credentials, personId } = await stage.office.employee({ roles: ['operator'] });
  const token = randomUUID();
  await stage.office.db
    .insertInto('password_links')
    .values({
      token_hash: createHash('sha256').update(token).digest(),
      person_id: personId,
      expires_at: new Date(Date.now() + 60_000),
    })
    .execute();
  const page = await stage.stranger({ at: `/reset#${token}` });
  const save = async (password: string, again = password) => {
    await page.getByRole('textbox', { name: 'Новый пароль' }).fill(password);
    await page.getByRole('textbox', { name: 'Ещё раз' }).fill(again);
    await page.getByRole('button', { name: 'Сохранить пароль' }).click();
  };
  await save('тихая вода', 'тихая река');
  await page.getByRole('alert').filter({ hasText: 'Пароли не совпадают' }).waitFor();
  await save('12345678');
  await page.getByRole('alert').filter({ hasText: 'Такой пароль не подходит' }).waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await save('тихая вода берега моет');
  await page.getByRole('heading', { level: 1, name: 'Пароль сохранён' }).waitFor();
  await page.getByRole('link', { name: 'Назад ко входу' }).click();
  await logIn(page, credentials.login, 'тихая вода берега моет');
  await page.getByRole('heading', { level: 1, name: 'Обзор' }).waitFor();

  const late = await stage.stranger({ at: `/reset#${token}` });
  await late.getByRole('textbox', { name: 'Новый пароль' }).fill('ещё один пароль');
  await late.getByRole('textbox', { name: 'Ещё раз' }).fill('ещё один пароль');
  await late.getByRole('button', { name: 'Сохранить пароль' }).click();
  await late.getByRole('alert').filter({ hasText: 'Эта ссылка больше не работает' }).waitFor();
});

it.each([
  { colorScheme: 'light', viewport: SMALL_PHONE },
  { colorScheme: 'dark', viewport: { width: 1180, height: 800 } },
] as const)('is for everybody: $colorScheme, $viewport.width px', async (options) => {
  const page = await stage.stranger(options);
  expect(await barriersOn(page)).toEqual([]);
  expect(await overflowOf(page)).toBe(0);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: 'Log in' }).waitFor();
  await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Log in' }).waitFor();
});
