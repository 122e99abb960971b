import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { systemClock } from '#kernel/time.ts';
import { type Actor, theOffice } from '#modules/access/index.ts';
import { createAudit, readExport, verify } from '#modules/audit/index.ts';
import { silent } from '#test/database.ts';
import { barriersOn } from './axe.ts';
import { EVERYWHERE } from './looks.ts';
import { overflowOf, setPanelStage } from './panel.ts';

describe('the audit in the panel', () => {
  const stage = setPanelStage();
  const [vera, boris] = [newId(), newId()];

  /** Something of every kind happened in the office. */
  beforeAll(async () => {
    const { db } = stage.office;
    await db
      .insertInto('people')
      .values([
        { id: vera, name: 'Вера Орлова', roles: ['manager'] },
        { id: boris, name: 'Борис Лавров' },
      ])
      .execute();
    const by: Actor = {
      personId: vera,
      roles: ['manager'],
      channel: 'panel',
      address: '192.0.2.17',
      traceId: 'c0ffee'.padEnd(32, '0'),
    };
    const audit = createAudit({ clock: systemClock, log: silent });
    const subject = { kind: 'person', id: boris };
    await db.transaction().execute(async (tx) => {
      await audit.record(tx, {
        by: theOffice,
        action: 'retention.remove',
        after: { conversations: 0, messages: 118, turns: 4_020 },
      });
      await audit.record(tx, {
        by: { ...by, personId: boris, channel: 'telegram', address: '4242' },
        action: 'people.contact',
        subject,
        before: { phone: '***12' },
        after: { phone: '***34', verified: true },
      });
      await audit.record(tx, { by, action: 'people.roles', outcome: 'refused', subject });
      await audit.record(tx, {
        by,
        action: 'people.block',
        subject,
        before: { until: null, reason: '' },
        after: { until: '2026-12-01T00:00:00.000Z', reason: 'Реклама в каждом сообщении' },
      });
      await audit.record(tx, {
        by: { ...theOffice, channel: 'shell', address: 'root' },
        action: 'account.open',
        subject: { kind: 'account', id: vera },
        after: { login: 'vera', roles: ['manager'], unheard: 1 },
      });
      await audit.record(tx, {
        by,
        action: 'settings.change',
        subject: { kind: 'setting', id: 'office_name' },
      });
      await audit.record(tx, { by, action: 'unheard.of', subject: { kind: 'thing', id: 'x/1' } });
    });
  });

  const rows = (page: Page) => page.getByRole('table', { name: 'Журнал' }).locator('tbody').getByRole('row');
  const dialog = (page: Page) => page.getByRole('dialog');

  it('is found as one types, and tells what was and what became', async () => {
    const { page } = await stage.operator('administrator', { at: '/audit' });
    await rows(page).getByText('Удалено по сроку хранения').waitFor();
    await rows(page).getByText('unheard.of').waitFor();
    await page.getByRole('searchbox', { name: 'Поиск' }).fill('вера');
    await expect.poll(() => rows(page).count()).toBe(5);
    expect(new URL(page.url()).searchParams.get('q')).toBe('вера');
    await page.getByLabel('Итог').selectOption('Отказано');
    await expect.poll(() => rows(page).count()).toBe(1);
    await rows(page).getByText('Изменены роли').waitFor();
    await page.getByRole('button', { name: 'Сбросить' }).click();

    await page.getByRole('link', { name: 'Человек заблокирован' }).click();
    const sheet = dialog(page);
    await sheet.getByText('Реклама в каждом сообщении').waitFor();
    const reason = sheet.getByRole('listitem').filter({ hasText: 'До какого времени' });
    expect(await reason.innerText()).toMatch(/Было\s+—\s+Стало\s+2026-12-01/);
    await sheet.getByText('пусто').waitFor();
    for (const fact of ['Вера Орлова', 'Борис Лавров', '192.0.2.17', 'c0ffee'.padEnd(32, '0')])
      await sheet.getByText(fact).waitFor();
    await page.reload();
    await sheet.getByText('Реклама в каждом сообщении').waitFor();

    await sheet.getByRole('link', { name: 'Всё, что с этим делали' }).click();
    await sheet.waitFor({ state: 'hidden' });
    await page.getByText('Только действия с одним предметом').waitFor();
    await expect.poll(() => rows(page).count()).toBe(3);
    await page.getByRole('link', { name: 'Показать все' }).click();
    await rows(page).getByText('Удалено по сроку хранения').waitFor();
  });

  it.each([
    ['заблок', ['Человек заблокирован']],
    ['название конторы', ['Изменена настройка']],
    ['лавров', ['Человек заблокирован', 'Изменены роли', 'Изменён контакт']],
    ['пользователь системы', ['Открыт доступ']],
  ])('is found by what it shows: %s', async (words, actions) => {
    const { page } = await stage.operator('administrator', { at: `/audit?q=${encodeURIComponent(words)}` });
    await expect.poll(() => rows(page).count()).toBe(actions.length);
    const shown = await rows(page).getByRole('link').allInnerTexts();
    expect(shown.map((line) => line.replace(/\s*Отказано$/, ''))).toEqual(expect.arrayContaining(actions));
    const csv = await page.getByRole('link', { name: 'Скачать CSV' }).getAttribute('href');
    const table = await page.evaluate(async (path) => (await fetch(path ?? '')).text(), csv);
    expect(table.trim().split('\r\n')).toHaveLength(actions.length + 1);
  });

  it('tells the command line from the office, and names settings, fields and roles', async () => {
    const { page } = await stage.operator('administrator', { at: '/audit' });
    await rows(page).filter({ hasText: 'Изменена настройка' }).getByText('Название конторы').waitFor();
    const opened = rows(page).filter({ hasText: 'пользователь системы: root' });
    expect(await opened.innerText()).not.toContain('Контора сама');
    await opened.getByRole('link', { name: 'Открыт доступ' }).click();
    const fields = dialog(page).getByRole('listitem');
    await fields.filter({ hasText: 'Роли › 1' }).getByText('Менеджер').waitFor();
    await fields.filter({ hasText: 'Логин' }).getByText('vera').waitFor();
    await fields.filter({ hasText: 'unheard' }).waitFor();
  });

  it('is verified by a button, and downloaded to be verified elsewhere', async () => {
    const { page } = await stage.operator('administrator', { at: '/audit' });
    await page.getByRole('button', { name: 'Проверить целостность' }).click();
    await page.getByText('Цепочка цела').waitFor();
    const head = await page.getByText(/^\d+:[0-9a-f]{64}$/).innerText();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Скачать всю цепочку' }).click();
    const path = await (await download).path();
    const state = await verify(readExport(path));
    expect('head' in state && `${state.head.seq}:${state.head.hash}`).toBe(head);

    const table = page.waitForEvent('download');
    await page.getByLabel('Откуда').selectOption('Telegram');
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.getByRole('link', { name: 'Скачать CSV' }).click();
    const csv = await readFile(await (await table).path(), 'utf8');
    expect(csv.trim().split('\r\n')).toHaveLength(2);
    expect(csv).toContain('Борис Лавров');
  });

  it('says where somebody changed what was written', async () => {
    const { db } = stage.office;
    const { page } = await stage.operator('administrator', { at: '/audit' });
    const tamper = async (action: string) => {
      await sql`alter table audit_entries disable trigger all`.execute(db);
      await db.updateTable('audit_entries').set({ action }).where('action', 'like', 'people.%lock').execute();
      await sql`alter table audit_entries enable trigger all`.execute(db);
    };
    await tamper('people.unblock');
    await page.getByRole('button', { name: 'Проверить целостность' }).click();
    await page.getByText('Цепочка нарушена').waitFor();
    await page
      .getByText(/Первая запись не на своём месте — № \d+\. Её или отпечаток перед ней изменили\./)
      .waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await tamper('people.block');
    await page.getByRole('button', { name: 'Проверить ещё раз' }).click();
    await page.getByText('Цепочка цела').waitFor();
  });

  it('is for administrators only', async () => {
    const { page } = await stage.operator('manager', { at: '/audit' });
    await page.getByRole('heading', { name: 'Сюда нужны другие права' }).waitFor();
    expect(await page.getByRole('link', { name: 'Журнал' }).count()).toBe(0);
  });

  it.each(EVERYWHERE)('stands in no one’s way on %s', async (_, options) => {
    const { page } = await stage.operator('administrator', { at: '/audit?size=100', ...options });
    await page.getByText('Борис Лавров').first().waitFor();
    await page.getByRole('button', { name: /Проверить|Verify/ }).click();
    await page.getByText(/Цепочка цела|The chain is whole/).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    await page.getByRole('link', { name: /Человек заблокирован|Blocked a person/ }).click();
    await dialog(page).getByText('Реклама в каждом сообщении').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
  });
});
