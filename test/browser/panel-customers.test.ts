import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Employee } from '#test/actors/panel.ts';
import { barriersOn } from './axe.ts';
import { asksForAccess, type CustomersScene, seedCustomers } from './customers-scene.ts';
import { EVERYWHERE } from './looks.ts';
import { overflowOf, setPanelStage } from './panel.ts';

const DESK = { viewport: { width: 1440, height: 900 } };

const toast = (page: Page, text: string | RegExp) => page.getByRole('alert').filter({ hasText: text });
const rows = (page: Page) =>
  page
    .getByRole('table')
    .getByRole('row')
    .filter({ hasNot: page.getByRole('columnheader') });
const loaded = async (page: Page): Promise<void> => {
  await page.mouse.move(0, 0);
  await expect.poll(() => page.locator('.mantine-Skeleton-root, [aria-busy=true]').count()).toBe(0);
};

describe('the pages of customers', () => {
  const stage = setPanelStage();
  let manager: Employee;
  let scene: CustomersScene;
  beforeAll(async () => {
    manager = await stage.office.employee({ roles: ['manager'], name: 'Мария Менеджер' });
    scene = await seedCustomers(stage.office, manager);
  });

  const card = async () =>
    (
      await manager.get<{ members: { name: string; role: string }[]; name: string; note: string }>(
        `/shop/organizations/${scene.company}`,
      )
    ).body;

  describe.each(EVERYWHERE)('on %s', (_, options) => {
    it.each([
      ['the list', () => '/customers'],
      ['the requests', () => '/customers?tab=requests'],
      ['an organization', () => `/customers/${scene.company}`],
      ['a blocked organization', () => `/customers/${scene.blocked}`],
    ])('%s fits and has no barriers', async (_name, at) => {
      const { page } = await stage.operator('manager', { ...options, at: at() });
      await page.getByRole('heading', { level: 1 }).waitFor();
      await loaded(page);
      expect(await overflowOf(page)).toBe(0);
      expect(await barriersOn(page)).toEqual([]);
    });
  });

  it('the list finds by a member and leads to the organization', async () => {
    const { page } = await stage.operator('manager', { at: '/customers', ...DESK });
    await expect.poll(() => rows(page).count()).toBe(3);
    await page.getByRole('searchbox').fill('снабженц');
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.getByRole('link', { name: /Стройсервис/ }).click();
    await page.getByRole('heading', { level: 1, name: /Стройсервис/ }).waitFor();
    await page.getByText('Олег Хозяинов').first().waitFor();
    await page.getByText('Тула, проспект Ленина, 5').waitFor();
    await page.getByText('Просят звонить за час до приезда').waitFor();
  });

  it('facts are edited in place; a name that is taken is told beside the field', async () => {
    stage.forgive(/status of 409/);
    const { page } = await stage.operator('manager', { at: `/customers/${scene.company}`, ...DESK });
    await page.getByRole('button', { name: 'Изменить' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Название').fill('ип должников');
    await dialog.getByRole('button', { name: 'Сохранить' }).click();
    await dialog.getByText('Компания с таким названием уже есть.').waitFor();
    await dialog.getByLabel('Название').fill('ООО «Стройсервис»');
    await dialog.getByLabel('Когда принимают').fill('24/7');
    await dialog.getByRole('button', { name: 'Сохранить' }).click();
    await toast(page, 'Сохранено').waitFor();
    await page.getByText('24/7').waitFor();
  });

  it('is blocked with a reason, which stands in the note, and unblocked', async () => {
    const { page } = await stage.operator('manager', { at: `/customers/${scene.company}`, ...DESK });
    await page.getByRole('button', { name: 'Заблокировать' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Почему').fill('Ждём оплату');
    expect(await barriersOn(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Заблокировать' }).click();
    await page.getByText(/Заказы не принимаются с/).waitFor();
    await expect.poll(async () => (await card()).note).toMatch(/^Ждём оплату\n/);
    await page.getByRole('button', { name: 'Разблокировать' }).click();
    await toast(page, 'Заказы снова принимаются').waitFor();
  });

  it('an invitation is shown once; members are made owners and removed after a question', async () => {
    const { page } = await stage.operator('manager', { at: `/customers/${scene.company}`, ...DESK });
    await page.getByRole('button', { name: 'Пригласить' }).click();
    await page
      .getByRole('dialog')
      .getByText(/^\/join /)
      .waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await page.getByRole('button', { name: 'Готово' }).click();

    await page.getByRole('button', { name: 'Сделать владельцем: Анна Снабженцева' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Сделать владельцем' }).click();
    await expect
      .poll(async () => (await card()).members[0])
      .toMatchObject({ name: 'Анна Снабженцева', role: 'owner' });
    await page.getByRole('button', { name: 'Удалить из организации: Олег Хозяинов' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Удалить' }).click();
    await expect
      .poll(async () => (await card()).members.map(({ name }) => name))
      .toEqual(['Анна Снабженцева']);
  });

  it('requests are counted in the menu; one whose organization nobody found is let into a chosen one', async () => {
    const vera = await asksForAccess(stage.office, 'Глафира Новая', 'Стройсервис у вокзала');
    const { page } = await stage.operator('manager', { at: '/customers?tab=requests', ...DESK });
    await page.getByRole('link', { name: /Клиенты.*ждут: 3/ }).waitFor();
    await page.getByRole('button', { name: 'Впустить: Глафира Новая' }).click();
    const dialog = page.getByRole('dialog');
    const approve = dialog.getByRole('button', { name: 'Впустить' });
    expect(await approve.isDisabled()).toBe(true);
    await dialog.getByRole('combobox', { name: 'Организация' }).fill('строй');
    await dialog.getByRole('option', { name: 'ООО «Стройсервис»' }).click();
    await approve.click();
    await toast(page, 'Впустили').waitFor();
    await vera.hears(/теперь вы в «ООО «Стройсервис»»/);
    await expect.poll(async () => (await card()).members.map(({ name }) => name)).toContain('Глафира Новая');
  });

  it('a refusal asks first, and the person is told', async () => {
    const { page } = await stage.operator('manager', { at: '/customers?tab=requests', ...DESK });
    await page.getByRole('button', { name: 'Отказать: Вера Отделкина' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Отказать' }).click();
    await toast(page, 'Отказано').waitFor();
    await expect.poll(() => rows(page).filter({ hasText: 'Вера Отделкина' }).innerText()).toMatch(/Отказали/);
  });

  it('what the words of an organization mean is shown, and forgotten', async () => {
    await sql`
      with product as (
        insert into products (sku, sku_normal, title) values ('ХМ-16', 'хм16', 'Хомут червячный 16-27') returning id
      )
      insert into order_aliases (organization_id, phrase, said, product_id)
      select ${scene.company}::uuid, said, said, id
      from product, unnest(array['хомутики наши', 'те железки для шлангов']) as said
    `.execute(stage.office.db);
    const { page } = await stage.operator('manager', { at: `/customers/${scene.company}`, ...DESK });
    const section = page.getByRole('region', { name: 'Что значат их слова' });
    await section.getByText('«хомутики наши» → Хомут червячный 16-27').waitFor();
    await section.getByRole('button', { name: 'Забыть, что значит «хомутики наши»' }).click();
    await expect.poll(() => section.getByRole('listitem').count()).toBe(1);
    await section.getByRole('link', { name: 'Хомут червячный 16-27' }).click();
    await page.getByRole('heading', { level: 1, name: 'Хомут червячный 16-27' }).waitFor();
  });

  it('an operator reads and changes nothing', async () => {
    const { page } = await stage.operator('operator', { at: `/customers/${scene.company}`, ...DESK });
    await page.getByRole('heading', { level: 1, name: /Стройсервис/ }).waitFor();
    expect(
      await page.getByRole('button', { name: /Заблокировать|Изменить|Пригласить|Удалить/ }).count(),
    ).toBe(0);
    await page.goto(new URL('/admin/customers', page.url()).href);
    await expect.poll(() => rows(page).count()).toBe(3);
    expect(await page.getByRole('button', { name: 'Добавить организацию' }).count()).toBe(0);
  });
});
