import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#test/actors/actor.ts';
import { panelClient } from '#test/actors/panel.ts';
import { barriersOn } from './axe.ts';
import { overflowOf, SMALL_PHONE, setPanelStage, ZOOMED } from './panel.ts';
import { screenshot } from './screenshot.ts';

const stage = setPanelStage();
/** What a refused form makes browsers say. */
const REFUSED = /status of (401|404|422|429)/;

const card = (page: Page, name: string) => page.getByRole('region', { name });
const NEW = 'лошадь батарея скрепка';

/** The code that the office says in a chat. */
const codeIn = async (chat: Actor): Promise<string> => {
  await chat.says('/link');
  return /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(await chat.hears(/Введите его в панели/))?.[0] ?? '';
};

const changePassword = async (page: Page, words: { current: string; password: string; again?: string }) => {
  const form = page.getByRole('form', { name: 'Сменить пароль' });
  await form.getByLabel('Нынешний пароль').fill(words.current);
  await form.getByLabel('Новый пароль', { exact: true }).fill(words.password);
  await form.getByLabel('Новый пароль ещё раз').fill(words.again ?? words.password);
  await form.getByRole('button', { name: 'Сменить пароль' }).click();
};

it('the password is changed, with a word for everything that can be wrong, and other browsers are out', async () => {
  stage.forgive(REFUSED);
  const { page, employee } = await stage.operator('operator', { at: '/account' });
  const { login, password: current } = employee.credentials;
  const other = panelClient(stage.office.base);
  await other.login(employee.credentials);
  const form = page.getByRole('form', { name: 'Сменить пароль' });

  await changePassword(page, { current, password: NEW, again: 'другое' });
  await form.getByText('Пароли не совпадают.').waitFor();
  await changePassword(page, { current, password: 'qwerty123' });
  await form.getByText('Этот пароль подберут первым').waitFor();
  await changePassword(page, { current: 'неверный', password: NEW });
  await form.getByText('Пароль неверный.').waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await changePassword(page, { current, password: NEW });
  await page.getByText('Пароль изменён, остальные сеансы закончены.').waitFor();
  await expect.poll(() => form.getByLabel('Нынешний пароль').inputValue()).toBe('');
  expect((await other.get('/session')).body).toEqual({ stage: 'none' });
  expect(await panelClient(stage.office.base).login({ login, password: NEW })).toMatchObject({
    stage: 'open',
  });
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Мой доступ' }).waitFor();
});

it('a password made by the office asks to be replaced', async () => {
  const { page, employee, opens } = await stage.operator('operator', { at: '/account' });
  const notice = page.getByText('Этот пароль придумала контора');
  expect(await notice.count()).toBe(0);
  await stage.office.db
    .updateTable('accounts')
    .set({ must_change: true })
    .where('person_id', '=', employee.personId)
    .execute();
  await opens('/account');
  await notice.waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await changePassword(page, { current: employee.credentials.password, password: NEW });
  await notice.waitFor({ state: 'detached' });
});

it('too many wrong passwords are told with the time to wait', async () => {
  stage.forgive(REFUSED);
  const { page, employee } = await stage.operator('operator', { at: '/account' });
  for (let n = 0; n < 5; n += 1)
    await employee.put('/account/password', { current: 'not this one', password: 'a long enough one' });
  await changePassword(page, { current: employee.credentials.password, password: NEW });
  await page.getByText(/Слишком много неверных попыток. Попробуйте снова через \d+ с/).waitFor();
});

it('the second step is switched on by a picture, asked for at the login, and switched off', async () => {
  stage.forgive(REFUSED);
  const { page, employee } = await stage.operator('operator', { at: '/account' });
  const { login, password } = employee.credentials;
  const factor = card(page, 'Второй шаг при входе');
  await factor.getByText('Выключен').waitFor();
  await factor.getByRole('button', { name: 'Включить' }).click();

  const proof = page.getByRole('dialog', { name: 'Подтвердите, что это вы' });
  await proof.getByLabel('Нынешний пароль').fill('неверный');
  await proof.getByRole('button', { name: 'Продолжить' }).click();
  await proof.getByText('Пароль неверный.').waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await proof.getByLabel('Нынешний пароль').fill(password);
  await proof.getByRole('button', { name: 'Продолжить' }).click();

  const connect = page.getByRole('dialog', { name: 'Подключите приложение' });
  await connect.getByRole('img', { name: 'QR-код для приложения с кодами' }).waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await screenshot(page, 'panel-account-qr');
  const secret = (await connect.locator('code').innerText()).replaceAll(' ', '');
  const totp = new TOTP({ secret });
  await connect.getByLabel('Код из приложения').fill(totp.generate() === '000000' ? '111111' : '000000');
  await connect.getByRole('button', { name: 'Подтвердить' }).click();
  await connect.getByText('Этот код не подходит').waitFor();
  await connect.getByLabel('Код из приложения').fill(totp.generate());
  await connect.getByRole('button', { name: 'Подтвердить' }).click();

  const codes = page.getByRole('dialog', { name: 'Коды восстановления' });
  await codes.getByRole('button', { name: 'Я сохранил коды' }).waitFor();
  const recovery = await codes.getByRole('listitem').allInnerTexts();
  expect(recovery).toHaveLength(10);
  expect(await barriersOn(page)).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    codes.getByRole('link', { name: 'Скачать' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('kontora-recovery-codes.txt');
  const file = decodeURIComponent(download.url());
  for (const code of recovery) expect(file).toContain(code);
  await codes.getByRole('button', { name: 'Я сохранил коды' }).click();
  await factor.getByText('Включён', { exact: true }).waitFor();

  const stranger = await stage.stranger();
  await stranger.getByLabel('Логин').fill(login);
  await stranger.getByLabel('Пароль', { exact: true }).fill(password);
  await stranger.getByRole('button', { name: 'Войти' }).click();
  await stranger.getByRole('textbox', { name: 'Код' }).fill(recovery[0] ?? '');
  await stranger.getByRole('button', { name: 'Подтвердить' }).click();
  await stranger.getByRole('heading', { level: 1, name: 'Обзор' }).waitFor();

  await factor.getByRole('button', { name: 'Новые коды восстановления' }).click();
  await proof.getByLabel('Нынешний пароль').fill(password);
  await proof.getByRole('button', { name: 'Продолжить' }).click();
  await codes.getByRole('button', { name: 'Я сохранил коды' }).waitFor();
  expect(await codes.getByRole('listitem').allInnerTexts()).not.toEqual(recovery);
  await codes.getByRole('button', { name: 'Я сохранил коды' }).click();
  await factor.getByRole('button', { name: 'Выключить' }).click();
  await proof.getByLabel('Нынешний пароль').fill(password);
  await proof.getByRole('button', { name: 'Выключить' }).click();
  await factor.getByText('Выключен').waitFor();
});

it('sessions are shown by device, and ended one by one or all together', async () => {
  const { page, employee, opens } = await stage.operator('operator', { at: '/account' });
  const agents = [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Gecko/20100101 Firefox/142.0',
    'curl/8.9.1',
  ];
  const others: ReturnType<typeof panelClient>[] = [];
  for (const agent of agents) {
    const client = panelClient(stage.office.base);
    await client.post('/session', employee.credentials, { headers: { 'user-agent': agent } });
    others.push(client);
  }
  await opens('/account');
  const sessions = card(page, 'Где вы вошли');
  await expect.poll(() => sessions.getByRole('listitem').count()).toBe(4);
  await sessions.getByText('Safari, iPhone').waitFor();
  await screenshot(page, 'panel-account');
  await sessions.getByRole('button', { name: 'Закончить сеанс: Firefox, Windows' }).click();
  await sessions.getByText('Firefox, Windows').waitFor({ state: 'detached' });
  await expect.poll(async () => (await others[1]?.get('/session'))?.body).toEqual({ stage: 'none' });
  expect((await others[0]?.get('/session'))?.body).toMatchObject({ stage: 'open' });
  await sessions.getByRole('button', { name: 'Выйти везде, кроме этого сеанса' }).click();
  await page.getByText('Закончено 2 сеанса.').waitFor();
  await expect.poll(() => sessions.getByRole('listitem').count()).toBe(1);
  await sessions.getByText('Этот сеанс').waitFor();
});

it('a chat is linked by the code that came there, with a word for what is wrong, and unlinked', async () => {
  stage.forgive(REFUSED);
  const { page, employee } = await stage.operator('operator', { at: '/account', name: 'Ольга Операторова' });
  const chats = card(page, 'Связанные чаты');
  await chats.getByText('Пока ни одного').waitFor();
  await chats.getByRole('button', { name: 'Связать чат' }).click();
  const form = chats.getByRole('form', { name: 'Связать чат' });
  await form.getByText('/link', { exact: true }).waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await screenshot(page, 'panel-account-link');
  const anna = await stage.office.person('telegram', { name: 'Оля Чатова' });
  const code = await codeIn(anna);
  const give = async (words: { code: string; password: string }) => {
    await form.getByLabel('Код из чата').fill(words.code);
    await form.getByLabel('Нынешний пароль').fill(words.password);
    await form.getByRole('button', { name: 'Связать', exact: true }).click();
  };
  await give({ code, password: 'неверный' });
  await form.getByText('Пароль неверный.').waitFor();
  await give({ code: 'AAAA-AAAA', password: employee.credentials.password });
  await form.getByText('Такого кода нет').waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await give({ code, password: employee.credentials.password });
  await page.getByText('Чат связан.').waitFor();
  await chats.getByText('Telegram, Оля Чатова').waitFor();
  await chats.getByRole('button', { name: 'Связать чат' }).waitFor();

  await chats.getByRole('button', { name: 'Отвязать чат: Telegram, Оля Чатова' }).click();
  const question = page.getByRole('dialog', { name: 'Отвязать «Telegram, Оля Чатова»?' });
  expect(await barriersOn(page)).toEqual([]);
  await question.getByRole('button', { name: 'Отвязать' }).click();
  await chats.getByText('Пока ни одного').waitFor();
  await expect.poll(async () => (await employee.get('/account/chats')).body).toEqual({ items: [] });
});

it('who forgot the password gets a link in the chat, and a new password by it', async () => {
  stage.forgive(REFUSED);
  const employee = await stage.office.employee({ roles: ['operator'] });
  const anna = await stage.office.person('webchat');
  await anna.says('/start');
  await anna.hears(/Здравствуйте/);
  const { password } = employee.credentials;
  await employee.post('/account/chats', { code: await codeIn(anna), password });

  const page = await stage.stranger();
  await page.getByRole('button', { name: 'Забыли пароль?' }).click();
  await page.getByLabel('Логин').fill(employee.credentials.login);
  await page.getByRole('button', { name: 'Прислать ссылку' }).click();
  const [, path = ''] = /(\/admin\/reset#\S+)/.exec(await anna.hears(/сменить пароль/)) ?? [];
  await page.goto(`${stage.line.url}${path}`);
  await page.getByRole('textbox', { name: 'Новый пароль' }).fill(NEW);
  await page.getByLabel('Ещё раз').fill(NEW);
  await page.getByRole('button', { name: 'Сохранить пароль' }).click();
  await page.getByRole('heading', { name: 'Пароль сохранён' }).waitFor();
  expect(
    await panelClient(stage.office.base).login({ login: employee.credentials.login, password: NEW }),
  ).toMatchObject({
    stage: 'open',
  });
});

describe.each([
  ['light', 'ru-RU', 'Мой доступ'],
  ['dark', 'en-GB', 'My account'],
] as const)('in %s and %s', (colorScheme, locale, title) => {
  it.each([
    ['a small phone', SMALL_PHONE],
    ['200 % zoom', ZOOMED],
    ['a desk', { width: 1180, height: 900 }],
  ])('the page is whole on %s', async (where, viewport) => {
    const { page } = await stage.operator('operator', { at: '/account', colorScheme, locale, viewport });
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.getByRole('listitem').first().waitFor();
    expect(await overflowOf(page)).toBe(0);
    expect(await barriersOn(page)).toEqual([]);
    await screenshot(page, `panel-account-${where.replace(/\W+/g, '-')}-${colorScheme}`);
  });
});

it('is used by keyboard alone', async () => {
  const { page } = await stage.operator('operator', { at: '/account' });
  await page.getByRole('listitem').first().waitFor();
  await page.getByRole('button', { name: 'Связать чат' }).waitFor();
  await page.getByLabel('Нынешний пароль').focus();
  const reached = [];
  for (let n = 0; n < 12; n += 1) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate('document.activeElement.innerText || document.activeElement.name'));
  }
  expect(reached).toEqual(
    expect.arrayContaining(['password', 'again', 'Сменить пароль', 'Включить', 'Связать чат']),
  );
  await page.getByRole('button', { name: 'Включить' }).press('Enter');
  const proof = page.getByRole('dialog', { name: 'Подтвердите, что это вы' });
  await proof.waitFor();
  await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('password');
  await page.keyboard.press('Escape');
  await proof.waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate('document.activeElement.innerText')).toBe('Включить');
});
