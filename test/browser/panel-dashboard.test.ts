import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openConversation } from '#modules/office/testing.ts';
import { barriersOn } from './axe.ts';
import { overflowOf, SMALL_PHONE, setPanelStage } from './panel.ts';
import { screenshot } from './screenshot.ts';

const stage = setPanelStage();

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const verdict = (page: Page) => page.getByRole('heading', { level: 2 }).first();
const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
/** The charts are drawn once their part of the page is loaded. */
const drawn = (page: Page) => page.locator('.recharts-surface').nth(1).waitFor();

it('a new office tells that it works, and the first three steps', async () => {
  const { page } = await stage.operator('administrator');
  await unhurried(page);
  await expect.poll(() => afterReload(page)).toBe('Всё работает');
  const steps = card(page, 'Первые шаги');
  expect(await steps.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
    'Откройте веб-чат',
    'Telegram подключён',
    'Пригласите оператора',
  ]);
  expect(await steps.getByRole('link', { name: 'Открыть веб-чат' }).getAttribute('href')).toBe('/chat');
  await card(page, 'Очередь').getByText('Никто не ждёт').waitFor();
  expect(await card(page, 'Части конторы').getByRole('listitem').allTextContents()).toEqual(
    expect.arrayContaining([expect.stringMatching(/База данных: работает,.*PostgreSQL/)]),
  );
  expect(await barriersOn(page)).toEqual([]);
  await screenshot(page, 'panel-dashboard-fresh');
  await steps.getByRole('button', { name: 'Скрыть первые шаги' }).click();
  await page.getByRole('button', { name: '24 часа' }).or(page.getByText('24 часа')).first().waitFor();
  await page.reload();
  await verdict(page).waitFor();
  expect(await steps.count()).toBe(0);
});

describe('an office that people write to', () => {
  it('shows what happened, as charts and as tables', async () => {
    await writeALot();
    // What was written into the past is no news that an office in the middle of its day would look for.
    await stage.office.restart();
    const { page } = await stage.operator('manager');
    await drawn(page);
    const messages = card(page, 'Сообщения');
    expect(await messages.locator('dd').first().textContent()).toMatch(/^60/);
    await page
      .getByRole('img', { name: /за 24 часа получено 60, отправлено 60\. Больше всего — / })
      .waitFor();
    await page.getByRole('img', { name: /половина ответов быстрее 200\sмс/ }).waitFor();
    expect(await barriersOn(page)).toEqual([]);

    await messages.getByRole('button', { name: 'Таблицей' }).click();
    const table = page.getByRole('region', { name: 'Сообщения: таблица' }).getByRole('table');
    expect(await table.getByRole('columnheader').allTextContents()).toEqual([
      'Час',
      'Получено',
      'Отправлено',
      'Людей написало',
      'Необработанное',
    ]);
    const received = await table.locator('tbody td:nth-of-type(1)').allTextContents();
    expect(received).toHaveLength(24);
    expect(received.reduce((sum, text) => sum + Number(text), 0)).toBe(60);
    expect(await barriersOn(page)).toEqual([]);
    await messages.getByRole('button', { name: 'Графиком' }).click();
    await table.waitFor({ state: 'detached' });
  });

  it('keeps the period in the address', async () => {
    const { page, opens } = await stage.operator('operator');
    await drawn(page);
    const chosen = page.getByRole('navigation', { name: 'За какое время' }).locator('[aria-current]');
    expect(await chosen.textContent()).toBe('24 часа');
    await page.getByRole('link', { name: '7 дней' }).click();
    await page.getByRole('img', { name: /за 7 дней получено 60/ }).waitFor();
    expect([new URL(page.url()).search, await chosen.textContent()]).toEqual(['?period=7d', '7 дней']);
    await page.goBack();
    await page
      .getByRole('img', { name: /за 24 часа/ })
      .first()
      .waitFor();
    await opens('/?period=30d');
    await page
      .getByRole('img', { name: /за 30 дней/ })
      .first()
      .waitFor();
    expect(await chosen.textContent()).toBe('30 дней');
    await opens('/?period=never');
    await page
      .getByRole('img', { name: /за 24 часа/ })
      .first()
      .waitFor();
  });

  it('names who waits; one press leads to the conversation', async () => {
    const conversation = await openConversation(stage.office.db, {
      title: 'Пётр Безухов',
      queued_at: ago(12),
      waiting_since: ago(12),
      heard_at: ago(12),
    });
    await conversation.hears(1, ago(12));
    const { page } = await stage.operator('operator');
    await page.getByText('дольше всех').waitFor();
    await card(page, 'Очередь')
      .getByRole('link', { name: /ждёт 12\sмин/ })
      .click();
    await page.waitForURL(`**/admin/conversations/${conversation.id}`);
  });

  it.each(['light', 'dark'] as const)('is for everybody, in %s colours', async (colorScheme) => {
    const { page } = await stage.operator('administrator', { colorScheme, locale: 'en-GB' });
    await drawn(page);
    expect(await barriersOn(page)).toEqual([]);
    await screenshot(page, `panel-dashboard-${colorScheme}`);
  });

  it('fits a small phone', async () => {
    const { page } = await stage.operator('administrator', { viewport: SMALL_PHONE });
    await drawn(page);
    expect(await overflowOf(page)).toBe(0);
    for (let charts = 2; charts > 0; charts -= 1)
      await page.getByRole('button', { name: 'Таблицей' }).first().click();
    expect(await overflowOf(page)).toBe(0);
    expect(await barriersOn(page)).toEqual([]);
    await screenshot(page, 'panel-dashboard-phone');
  });

  it('does not move while it loads', async () => {
    const { page } = await stage.operator('administrator');
    await page.addInitScript(`window.shifted = 0;
      new PerformanceObserver((list) => {
        for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shifted += value;
      }).observe({ type: 'layout-shift', buffered: true });`);
    await page.reload();
    await drawn(page);
    expect(await page.evaluate('window.shifted')).toBeLessThan(0.05);
  });
});

describe('an office that is ill', () => {
  it('says what ails it and what helps, with the way there for those who may go', async () => {
    const { works, keeps } = await openConversation(stage.office.db);
    await works(1, ago(5), { state: 'dead' });
    await keeps('unknown', ago(5));
    const { page } = await stage.operator('administrator');
    await unhurried(page);
    await expect.poll(() => afterReload(page)).toBe('Требует внимания: 2 части');
    const ills = page.getByRole('region', { name: /^Требует внимания/ }).getByRole('listitem');
    expect(await ills.allTextContents()).toEqual([
      expect.stringMatching(/^1 сообщение за сутки не дошло или могло не дойти\. Откройте «Отправку»/),
      expect.stringMatching(/^1 сообщение не удалось обработать\. Откройте «Необработанное»/),
    ]);
    const parts = await card(page, 'Части конторы').getByRole('listitem').allTextContents();
    expect(parts.slice(0, 2)).toEqual([
      expect.stringMatching(/^Отправка: требует внимания/),
      expect.stringMatching(/^Необработанное: требует внимания/),
    ]);
    expect(await barriersOn(page)).toEqual([]);
    await ills.nth(1).getByRole('link', { name: 'Открыть «Необработанное»' }).click();
    await page.getByRole('heading', { level: 1, name: 'Необработанное' }).waitFor();

    const operator = await stage.operator('operator');
    await operator.page.getByText('не удалось обработать').waitFor();
    expect(await operator.page.getByRole('link', { name: /^Открыть «/ }).count()).toBe(0);
  });

  it('shows the rest while the verdict is late', async () => {
    const { page } = await stage.operator('administrator');
    let answer = (): void => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.context().route('**/api/v1/office/health', async (route) => {
      await asked;
      await route.continue();
    });
    await page.reload();
    await drawn(page);
    expect(await page.getByText('Требует внимания').count()).toBe(0);
    answer();
    await verdict(page).getByText('Требует внимания').waitFor();
  });

  it('says so when it cannot be asked, and tries again', async () => {
    stage.forgive(/status of 500/);
    const { page } = await stage.operator('administrator');
    await page.context().route('**/api/v1/office/health', (route) => route.fulfill({ status: 500 }));
    await page.reload();
    await page.getByRole('alert').getByText('Что-то сломалось').waitFor();
    await page.context().unroute('**/api/v1/office/health');
    await page.getByRole('button', { name: 'Повторить' }).click();
    await verdict(page).getByText('Требует внимания').waitFor();
  });
});

const afterReload = async (page: Page): Promise<string | null> => {
  await page.reload();
  return verdict(page).textContent();
};

/** The office shares its process with the test, which keeps it busier than an office is: that is no illness of it. */
const unhurried = (page: Page) =>
  page.route('**/office/health', async (route) => {
    const response = await route.fetch();
    const health: { readonly parts: readonly { readonly part: string; readonly state: string }[] } =
      await response.json();
    const parts = health.parts.map((part) =>
      part.part === 'process' ? { ...part, state: 'ok', cure: null } : part,
    );
    const state = ['down', 'degraded'].find((worst) => parts.some((part) => part.state === worst)) ?? 'ok';
    await route.fulfill({ response, json: { ...health, parts, state } });
  });

/** Sixty messages of the last hours, each answered within 200 ms. */
const writeALot = async (): Promise<void> => {
  for (let person = 0; person < 6; person += 1) {
    const inbox = person % 2 ? 'telegram' : 'webchat';
    const conversation = await openConversation(stage.office.db, { inbox, heard_at: ago(person) });
    for (let turn = 1; turn <= 10; turn += 1) {
      const heard = ago(person + turn * 60 + 1);
      await conversation.hears(turn, heard);
      await conversation.says(turn, new Date(heard.getTime() + 20), new Date(heard.getTime() + 200));
    }
  }
};
