import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { panelClient, type SessionBody } from '#test/actors/panel.ts';
import { barriersOn } from './axe.ts';
import { overflowOf, SMALL_PHONE, setPanelStage, ZOOMED } from './panel.ts';
import { screenshot } from './screenshot.ts';

const stage = setPanelStage();

interface Known {
  readonly name: string;
  readonly phone?: string;
  readonly roles?: string[];
  readonly days?: number;
}

/** Somebody whom the office has known for so many days. */
const known = async ({ name, phone, roles = [], days = 1 }: Known): Promise<string> => {
  const id = newId();
  const { db } = stage.office;
  const at = new Date(Date.now() - days * 86_400_000);
  await db.insertInto('people').values({ id, name, roles, created_at: at }).execute();
  const identity = (kind: string, value: string, verified_at: Date | null) => ({
    id: newId(),
    person_id: id,
    kind,
    value,
    verified_at,
  });
  await db
    .insertInto('identities')
    .values(identity('telegram', id, at))
    .execute();
  if (phone)
    await db
      .insertInto('identities')
      .values(identity('phone', phone, null))
      .execute();
  await db
    .insertInto('conversations')
    .values({
      id: newId(),
      inbox_id: 'telegram',
      address: id,
      kind: 'private',
      person_id: id,
      title: name,
      heard_at: at,
    })
    .execute();
  return id;
};

let anna = '';
beforeAll(async () => {
  anna = await known({ name: 'Анна Каренина', phone: '+79161234567', days: 40 });
  await known({ name: 'Пьер Безухов', phone: '+79037654321', days: 30 });
  await known({ name: 'Наталья Ростова', days: 20 });
  await known({ name: 'Мария Болконская', phone: '+79850001122', roles: ['operator'], days: 10 });
  for (let n = 1; n <= 30; n += 1) await known({ name: `Гость ${String(n).padStart(2, '0')}`, days: 50 + n });
});

const rows = (page: Page) =>
  page
    .getByRole('table')
    .getByRole('row')
    .filter({ hasNot: page.getByRole('columnheader') });
const names = (page: Page) => rows(page).locator('.person-name').allInnerTexts();
const toast = (page: Page, text: string | RegExp) => page.getByRole('alert').filter({ hasText: text });

describe('the list of people', () => {
  it('is searched as one types, filtered, sorted and turned, and the address says how', async () => {
    const { page } = await stage.operator('operator', { at: '/people' });
    await expect.poll(() => rows(page).count()).toBe(25);

    const words = page.getByRole('searchbox');
    await words.fill('8 916 123');
    await expect.poll(() => names(page)).toEqual(['Анна Каренина']);
    await words.fill('БЕЗУХОВ');
    await expect.poll(() => names(page)).toEqual(['Пьер Безухов']);
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('БЕЗУХОВ');
    await words.fill('%');
    await page.getByText('Ничего не нашлось').waitFor();
    await page.getByRole('button', { name: 'Сбросить' }).first().click();

    await page.getByRole('combobox', { name: 'Канал' }).selectOption('phone');
    await expect.poll(() => rows(page).count()).toBe(3);
    await page.getByRole('button', { name: 'Имя' }).click();
    await expect.poll(() => names(page)).toEqual(['Анна Каренина', 'Мария Болконская', 'Пьер Безухов']);
    const { search } = new URL(page.url());
    expect(Object.fromEntries(new URLSearchParams(search))).toEqual({ channel: 'phone', sort: 'name' });

    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Скачать CSV' }).click();
    const table = await readFile(await (await downloading).path(), 'utf8');
    expect(
      table
        .split('\r\n')
        .slice(1, 4)
        .map((line) => line.split(',')[1]),
    ).toEqual(['Анна Каренина', 'Мария Болконская', 'Пьер Безухов']);

    await page.reload();
    await expect.poll(() => rows(page).count()).toBe(3);
    await page.getByRole('link', { name: /Анна Каренина/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Анна Каренина' }).waitFor();
    await page.goBack();
    await expect.poll(() => rows(page).count()).toBe(3);
  });

  it('shows nothing to somebody without a role', async () => {
    const { page } = await stage.operator([], { at: '/people' });
    await page.getByRole('heading', { level: 1, name: 'У вас пока нет прав' }).waitFor();
  });
});

describe('the page of a person', () => {
  it('blocks for a time, and takes it back', async () => {
    const id = await known({ name: 'Долохов' });
    const { page, opens } = await stage.operator('manager', { at: `/people/${id}`, name: 'Марина' });
    await page.getByRole('button', { name: 'Заблокировать' }).click();
    const dialog = page.getByRole('dialog', { name: 'Заблокировать: Долохов' });
    expect(await dialog.getByRole('button', { name: 'Заблокировать' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Причина').fill('Грубит операторам');
    await dialog.getByRole('radio', { name: 'До даты…' }).check();
    await dialog.getByLabel('До какого времени').fill('2020-01-01T10:00');
    await dialog.getByText('Это время уже прошло.').waitFor();
    await dialog.getByRole('radio', { name: 'На неделю' }).check();
    expect(await barriersOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Заблокировать' }).click();

    const block = page.getByRole('region', { name: 'Блокировка' });
    await block.getByText('Грубит операторам').waitFor();
    await page.getByRole('button', { name: 'Вернуть' }).click();
    await block.waitFor({ state: 'detached' });
    await page.getByText('Снова слышим: Долохов').waitFor();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Заблокировать' }).click();
    await dialog.getByLabel('Причина').fill('Грубит операторам');
    await dialog.getByRole('radio', { name: 'На неделю' }).check();
    await dialog.getByRole('button', { name: 'Заблокировать' }).click();
    await block.getByText('Грубит операторам').waitFor();
    expect(await block.innerText()).toMatch(/через \d+ (дней|дня)/);
    expect(await block.innerText()).toContain('Марина');
    expect(await barriersOn(page)).toEqual([]);
    await opens('/people?blocked=true');
    await expect.poll(() => names(page)).toEqual(['Долохов']);

    await opens(`/people/${id}`);
    await page.getByRole('button', { name: 'Разблокировать' }).click();
    await block.waitFor({ state: 'detached' });
    await toast(page, 'Снова слышим: Долохов').getByRole('button', { name: 'Вернуть' }).click();
    await block.getByText('Грубит операторам').waitFor();
    await page.getByRole('button', { name: 'Разблокировать' }).click();
    await block.waitFor({ state: 'detached' });
  });

  it('gives roles, explains them, and takes them back', async () => {
    const id = await known({ name: 'Соня' });
    const { page, employee, opens } = await stage.operator('administrator', { at: `/people/${id}` });
    const roles = page.getByRole('region', { name: 'Роли' });
    await roles.getByText(/Читает разговоры и отвечает/).waitFor();
    await roles.getByRole('checkbox', { name: 'Оператор' }).check();
    await roles.getByRole('button', { name: 'Сохранить' }).click();
    await page.getByText('Роли изменены').waitFor();
    const granted = async () =>
      (
        await stage.office.db
          .selectFrom('people')
          .select('roles')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
      ).roles;
    await expect.poll(granted).toEqual(['operator']);
    await page.getByRole('button', { name: 'Вернуть' }).click();
    await expect.poll(granted).toEqual([]);
    await expect.poll(() => roles.getByRole('checkbox', { name: 'Оператор' }).isChecked()).toBe(false);

    await opens(`/people/${employee.personId}`);
    const own = page.getByRole('checkbox', { name: 'Администратор' });
    expect([await own.isChecked(), await own.isDisabled()]).toEqual([true, true]);
    expect(await page.getByRole('button', { name: 'Заблокировать' }).count()).toBe(0);
  });

  it('gives access to the panel, a new password, and takes the access away', async () => {
    const id = await known({ name: 'Тимохин', roles: ['operator'] });
    const { page } = await stage.operator('administrator', { at: `/people/${id}` });
    stage.forgive(/422/);
    const access = page.getByRole('region', { name: 'Вход в панель' });
    await access.getByRole('button', { name: 'Дать вход' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Логин').fill('тимохин');
    await dialog.getByRole('button', { name: 'Дать вход' }).click();
    await dialog.getByText('Такой логин не подойдёт.').waitFor();
    await dialog.getByLabel('Логин').fill('timokhin');
    await dialog.getByRole('button', { name: 'Дать вход' }).click();
    const password = await dialog.getByLabel('Пароль').inputValue();
    expect(await barriersOn(page)).toEqual([]);
    const client = panelClient(stage.office.base);
    expect((await client.login({ login: 'timokhin', password })).person?.id).toBe(id);
    await dialog.getByRole('button', { name: 'Готово' }).click();

    await access.getByRole('button', { name: 'Новый пароль…' }).click();
    await dialog.getByRole('button', { name: 'Выдать новый пароль' }).click();
    await expect.poll(() => dialog.getByLabel('Пароль').inputValue()).not.toBe(password);
    expect((await client.get<SessionBody>('/session')).body.stage).toBe('none');
    await dialog.getByRole('button', { name: 'Готово' }).click();

    await access.getByRole('button', { name: 'Закрыть вход…' }).click();
    await dialog.getByRole('button', { name: 'Закрыть вход' }).click();
    await access.getByText('Сейчас не входит.').waitFor();
  });

  it('asks for roles before somebody without any gets access', async () => {
    const id = await known({ name: 'Безролев' });
    const { page } = await stage.operator('administrator', { at: `/people/${id}` });
    const access = page.getByRole('region', { name: 'Вход в панель' });
    await access.getByRole('button', { name: 'Дать вход' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Логин').fill('bezrolev');
    const open = dialog.getByRole('button', { name: 'Дать вход' });
    expect(await open.isDisabled()).toBe(true);
    await dialog.getByText('Выберите хотя бы одну роль.').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await dialog.getByRole('checkbox', { name: 'Оператор' }).check();
    await open.click();
    const password = await dialog.getByLabel('Пароль').inputValue();
    const { person, may } = await panelClient(stage.office.base).login({ login: 'bezrolev', password });
    expect([person?.id, may]).toEqual([id, expect.arrayContaining(['conversations.answer'])]);
  });

  it('of a new employee is made from the list', async () => {
    const { page } = await stage.operator('administrator', { at: '/people' });
    await page.getByRole('button', { name: 'Новый сотрудник' }).click();
    const dialog = page.getByRole('dialog', { name: 'Новый сотрудник' });
    await dialog.getByLabel('Имя').fill('Кутузов Михаил');
    await dialog.getByLabel('Логин').fill('kutuzov');
    await dialog.getByRole('checkbox', { name: 'Менеджер' }).check();
    expect(await barriersOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Дать вход' }).click();
    await dialog.getByRole('button', { name: 'Готово' }).click();
    await page.getByRole('link', { name: /Кутузов Михаил/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Кутузов Михаил' }).waitFor();
    expect(await page.getByRole('checkbox', { name: 'Менеджер' }).isChecked()).toBe(true);
  });

  it('shows one’s own new name in the header at once', async () => {
    const { page, employee, opens } = await stage.operator('operator', { name: 'Анна Белова' });
    await opens(`/people/${employee.personId}`);
    await page.getByRole('button', { name: 'Исправить имя и язык' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Имя').fill('Вера Громова');
    await dialog.getByRole('button', { name: 'Сохранить' }).click();
    await page.getByRole('button', { name: 'Вера Громова: меню' }).waitFor();
  });

  it('corrects a name', async () => {
    const id = await known({ name: 'марья' });
    const { page } = await stage.operator('operator', { at: `/people/${id}` });
    stage.forgive(/422/);
    await page.getByRole('button', { name: 'Исправить имя и язык' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Имя').fill('123');
    await dialog.getByRole('button', { name: 'Сохранить' }).click();
    await dialog.getByText('Имя — от 1 до 100 знаков').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await dialog.getByLabel('Имя').fill('Марья Дмитриевна');
    await dialog.getByLabel('Язык').selectOption('en');
    await dialog.getByRole('button', { name: 'Сохранить' }).click();
    await page.getByRole('heading', { level: 1, name: 'Марья Дмитриевна' }).waitFor();
    await page.getByRole('definition').filter({ hasText: 'Английский' }).waitFor();
  });

  it('gives all data of a person as a file, and erases them once their name is typed', async () => {
    const id = await known({ name: 'Лиза Болконская', phone: '+79990007788' });
    const { page } = await stage.operator('administrator', { at: `/people/${id}` });
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Скачать данные' }).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toBe(`person-${id}.json`);
    expect(JSON.parse(await readFile(await file.path(), 'utf8'))).toMatchObject({
      person: { name: 'Лиза Болконская' },
      conversations: [{ inbox: 'telegram' }],
    });

    await page.getByRole('button', { name: 'Удалить данные…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Удалить данные: Лиза Болконская?' });
    const forGood = dialog.getByRole('button', { name: 'Удалить навсегда' });
    await dialog.getByRole('textbox').fill('Лиза');
    expect(await forGood.isDisabled()).toBe(true);
    expect(await barriersOn(page)).toEqual([]);
    await dialog.getByRole('textbox').fill('Лиза Болконская');
    await forGood.click();
    await page.getByRole('heading', { level: 1, name: 'Удалённый человек' }).waitFor();
    await page.getByText('Контактов и каналов нет.').waitFor();
    expect(await page.getByRole('button', { name: 'Заблокировать' }).count()).toBe(0);
    expect(await page.getByRole('region', { name: 'Личные данные' }).count()).toBe(0);
  });

  it.each([
    ['manager', ['Заблокировать']],
    ['operator', []],
  ] as const)('offers a %s what they may', async (role, offered) => {
    const { page } = await stage.operator(role, { at: `/people/${anna}` });
    await page.getByText('+7 916 123-45-67').waitFor();
    expect(await page.getByRole('button', { name: 'Заблокировать' }).allInnerTexts()).toEqual(offered);
    expect(await page.getByRole('checkbox').count()).toBe(0);
    expect(await page.getByRole('region', { name: 'Личные данные' }).count()).toBe(0);
  });

  it('of nobody says so', async () => {
    stage.forgive(/404/);
    const { page } = await stage.operator('operator');
    await page.goto(`${stage.line.url}/admin/people/${newId()}`);
    await page.getByText('Здесь ничего нет').waitFor();
    stage.forgive(/422/);
    await page.goto(`${stage.line.url}/admin/people/no-such-thing`);
    await page.getByRole('alert').waitFor();
  });

  it('speaks English', async () => {
    const { page } = await stage.operator('administrator', { at: `/people/${anna}`, locale: 'en-GB' });
    await page.getByRole('region', { name: 'Personal data' }).waitFor();
    expect(await page.getByRole('button', { name: 'Block' }).count()).toBe(1);
    const shown = await page.locator('main').innerText();
    expect(shown.replaceAll('Анна Каренина', '')).not.toMatch(/[а-яё]/i);
  });
});

describe.each([
  ['a small phone', SMALL_PHONE],
  ['a zoomed screen', ZOOMED],
])('on %s', (_, viewport) => {
  it.each(['light', 'dark'] as const)('everything fits and can be read (%s)', async (colorScheme) => {
    const { page, opens } = await stage.operator('administrator', {
      at: '/people?q=Ростова',
      viewport,
      colorScheme,
    });
    await page.getByText('Наталья Ростова').waitFor();
    expect([await overflowOf(page), await barriersOn(page)]).toEqual([0, []]);
    await page.getByRole('button', { name: 'Фильтры' }).click();
    expect([await overflowOf(page), await barriersOn(page)]).toEqual([0, []]);
    await opens(`/people/${anna}`);
    await page.getByRole('region', { name: 'Личные данные' }).waitFor();
    expect([await overflowOf(page), await barriersOn(page)]).toEqual([0, []]);
    await page.getByRole('button', { name: 'Заблокировать' }).click();
    await page.getByRole('dialog').waitFor();
    expect([await overflowOf(page), await barriersOn(page)]).toEqual([0, []]);
  });
});

it.each(['light', 'dark'] as const)('the pictures of the docs (%s)', async (colorScheme) => {
  const { page, opens } = await stage.operator('administrator', {
    at: '/people?q=а',
    colorScheme,
    name: 'Ирина Администратова',
  });
  await page.getByText('Наталья Ростова').waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await screenshot(page, `panel-people-${colorScheme}`);
  await opens(`/people/${anna}`);
  await page.getByRole('region', { name: 'Личные данные' }).waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await screenshot(page, `panel-person-${colorScheme}`);
});
