import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { barriersOn } from './axe.ts';
import { EVERYWHERE } from './looks.ts';
import { overflowOf, setPanelStage } from './panel.ts';
import { screenshot } from './screenshot.ts';

const DESK = { viewport: { width: 1440, height: 900 } };
const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

const row = (page: Page, words: string) => page.locator('.questions-row[data-id]').filter({ hasText: words });
const field = (page: Page) => page.getByRole('textbox', { name: 'Ответ' });
const said = (page: Page, words: string) =>
  page.getByRole('log').getByRole('article').filter({ hasText: words });
const toast = (page: Page, text: string | RegExp) => page.getByRole('alert').filter({ hasText: text });

describe('the page of questions', () => {
  const stage = setPanelStage();
  let company: string;
  let member: string;

  /** A question as a customer asked it, so many minutes ago. */
  const asked = async (
    title: string,
    minutes: number,
    texts: readonly string[] = [title],
  ): Promise<string> => {
    const { db } = stage.office;
    const id = newId();
    await sql`
      insert into questions (id, organization_id, person_id, title, messages, waiting_since, last_at)
      values (${id}, ${company}, ${member}, ${title}, ${texts.length},
              now() - make_interval(mins => ${minutes}), now() - make_interval(mins => ${minutes}))
    `.execute(db);
    for (const text of texts)
      await sql`
        with said as (insert into question_messages (question_id, author_id, by_office, author_name, text)
                      values (${id}, ${member}, false, 'Анна Каренина', ${text}) returning id)
        update questions set last_message_id = (select id from said) where id = ${id}
      `.execute(db);
    await sql`select pg_notify('kontora_questions', ${id})`.execute(db);
    return id;
  };

  beforeAll(async () => {
    const { db } = stage.office;
    [company, member] = [newId(), newId()];
    await sql`insert into organizations (id, name, kind) values (${company}, 'Ромашка', 'company')`.execute(
      db,
    );
    await sql`insert into people (id, name) values (${member}, 'Анна Каренина')`.execute(db);
    await sql`
      insert into organization_members (organization_id, person_id, role) values (${company}, ${member}, 'owner')
    `.execute(db);
    await sql`
      insert into conversations (id, inbox_id, address, kind, person_id)
      values (${newId()}, 'webchat', 'nobody there', 'private', ${member})
    `.execute(db);
  });

  it('says that nobody waits, shows a new question by itself, and counts it in the navigation', async () => {
    const { page } = await stage.operator('operator', { at: '/questions', ...DESK });
    await page.getByRole('heading', { name: 'Никто не ждёт ответа' }).waitFor();
    await page.getByRole('heading', { name: 'Выберите вопрос' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await asked('Есть ли цемент?', 0);
    await row(page, 'Есть ли цемент?').waitFor();
    await expect.poll(() => page.title()).toMatch(/^\(1\) Вопросы/);
    await expect
      .poll(() =>
        page
          .getByRole('navigation')
          .getByRole('link', { name: /Вопросы/ })
          .first()
          .innerText(),
      )
      .toMatch(/1/);
  });

  it('shows what was asked while the list was read for the first time', async () => {
    const { page, opens } = await stage.operator('operator', { at: '/account', ...DESK });
    const [read, shown] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let reads = 0;
    await page.route(/\/shop\/questions\?/, async (route) => {
      reads += 1;
      if (reads > 1) return route.continue();
      const response = await route.fetch();
      read.resolve();
      await shown.promise;
      await route.fulfill({ response });
    });
    const streaming = page.waitForResponse(/questions\/live/);
    await opens('/questions');
    await Promise.all([read.promise, streaming]);
    await asked('Пока читали список', 7);
    shown.resolve();
    await row(page, 'Пока читали список').waitFor();
  });

  it('is answered with words and a file, closed, and opened again by undo', async () => {
    const { page } = await stage.operator('manager', { at: '/questions', name: 'Ольга', ...DESK });
    const id = await asked('Когда привезут трубы?', 300, ['Когда привезут трубы?', 'Очень ждём']);
    await row(page, 'Когда привезут трубы?').getByText('ждёт 5 ч').waitFor();
    await row(page, 'Когда привезут трубы?').click();
    await said(page, 'Очень ждём').waitFor();
    await page.getByText('Ромашка').last().waitFor();
    expect(new URL(page.url()).pathname).toBe(`/admin/questions/${id}`);

    await field(page).fill('Привезём в четверг, https://example.com/track');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'счёт.pdf', mimeType: 'application/pdf', buffer: PDF });
    await page.getByRole('button', { name: 'Убрать счёт.pdf' }).waitFor();
    await page.keyboard.press('r');
    await field(page).press('Control+Enter');
    await said(page, 'Привезём в четверг').getByRole('link', { name: 'https://example.com/track' }).waitFor();
    await said(page, 'Привезём в четверг')
      .getByRole('link', { name: /Скачать счёт.pdf/ })
      .waitFor();
    await toast(page, 'Ответ отправлен 1 человеку').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Убрать счёт.pdf' }).count()).toBe(0);
    await expect.poll(() => field(page).inputValue()).toBe('');
    await expect.poll(() => row(page, 'Когда привезут трубы?').count()).toBe(0);

    await page.getByRole('button', { name: 'Закрыть вопрос' }).click();
    await toast(page, 'Вопрос закрыт').getByRole('button').first().click();
    await toast(page, 'снова открыт').waitFor();
    await page.getByRole('button', { name: 'Закрыть вопрос' }).waitFor();
  });

  it('is walked through by keys, filtered and searched, and the address says it all', async () => {
    const { page } = await stage.operator('operator', { at: '/questions?state=open&q=склад', ...DESK });
    const [old, other] = [await asked('Какие краски на складе', 10), await asked('Склад в субботу', 5)];
    await row(page, 'Склад в субботу').waitFor();
    await page.keyboard.press('j');
    await expect.poll(() => new URL(page.url()).pathname).toContain(other);
    await said(page, 'Склад в субботу').waitFor();
    await page.keyboard.press('j');
    await expect.poll(() => new URL(page.url()).pathname).toContain(old);
    await page.keyboard.press('k');
    await expect.poll(() => new URL(page.url()).pathname).toContain(other);
    await page.keyboard.press('?');
    await page.getByText('Следующий вопрос').waitFor();
    await page.keyboard.press('Escape');

    await page.keyboard.press('/');
    await page.getByRole('searchbox').fill('склад краски');
    await expect.poll(() => page.locator('.questions-row').count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('q')).toBe('склад краски');
    await page.reload();
    await row(page, 'Какие краски на складе').waitFor();
    await page.getByRole('searchbox').fill('такого точно нет');
    await page.getByRole('heading', { name: 'Ничего не нашлось' }).waitFor();
    await page.getByRole('link', { name: 'Закрытые' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('state')).toBe('closed');
  });

  it('shows the questions of one organization only, all of them', async () => {
    await asked('Только наш вопрос', 1);
    const { page, opens } = await stage.operator('operator', {
      at: `/questions?organization_id=${company}`,
      ...DESK,
    });
    await row(page, 'Только наш вопрос').waitFor();
    expect(await page.getByRole('link', { name: 'Все', exact: true }).getAttribute('aria-current')).toBe(
      'true',
    );
    await opens(`/questions?organization_id=${randomUUID()}`);
    await page.getByRole('heading', { name: 'Вопросов пока нет' }).waitFor();
    await page.getByRole('link', { name: 'Все организации' }).click();
    await row(page, 'Только наш вопрос').waitFor();
  });

  it('is found at the address of the shop contract, too', async () => {
    const { page } = await stage.operator('operator', { at: '/threads', ...DESK });
    await page.waitForURL((url) => url.pathname === '/admin/questions');
    await page.getByRole('heading', { name: 'Вопросы' }).first().waitFor();
  });

  it('tells what cannot be opened', async () => {
    stage.forgive(/404/);
    const { page } = await stage.operator('operator', { at: `/questions/${randomUUID()}`, ...DESK });
    await page.getByRole('alert').getByRole('heading').waitFor();
  });

  it.each(EVERYWHERE)('is for everybody at %s', async (name, options) => {
    const id = await asked(`Хватит ли на складе муфт ${name}?`, 90, [
      'Хватит ли на складе муфт? Нужно много, и вот ОченьДлинноеСловоКотороеНигдеНеПереноситсяСамоПоСебе'.repeat(
        2,
      ),
      'Ещё вопрос: <b>скидка</b>',
    ]);
    const { page, opens } = await stage.operator('manager', { at: '/questions', ...options });
    await row(page, `муфт ${name}?`).waitFor();
    expect(await overflowOf(page)).toBe(0);
    expect(await barriersOn(page)).toEqual([]);
    if ('hasTouch' in options) await page.getByRole('button', { name: /^More.*waiting: \d+$/ }).waitFor();
    await opens(`/questions/${id}`);
    await said(page, '<b>скидка</b>').waitFor();
    expect(await overflowOf(page)).toBe(0);
    expect(await barriersOn(page)).toEqual([]);
    await screenshot(page, `panel-questions-${name.replace(/\W+/g, '-')}`);
    if (!('hasTouch' in options)) return;
    await page.getByRole('link', { name: 'To the list' }).click();
    await row(page, `муфт ${name}?`).waitFor();
  });
});
