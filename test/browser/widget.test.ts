import type { Frame, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { barriersOn } from './axe.ts';
import { chatOn, openSite, type Site } from './site.ts';
import { PHONE, setStage } from './stage.ts';

const stage = setStage();
let site: Site;
beforeAll(async () => {
  site = await openSite(stage.line.url);
});
afterAll(() => site?.close());

it('opens on somebody’s site, closes by Esc and by its buttons, and gives the focus back', async () => {
  const { page } = await stage.visitor({ at: site.url });
  const launcher = page.getByRole('button', { name: 'Открыть чат' });
  const dialog = page.getByRole('dialog', { name: 'Чат' });
  await launcher.waitFor();
  expect(await dialog.count()).toBe(0);
  expect(page.frames()).toHaveLength(1);

  await launcher.click();
  const anna = await chatOn(page);
  await focused(anna.chat, anna.field);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await focused(page, launcher);

  await page.keyboard.press('Enter');
  await focused(anna.chat, anna.field);
  await anna.chat.getByRole('button', { name: 'Закрыть чат' }).press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await focused(page, launcher);

  await launcher.click();
  await page.getByRole('button', { name: 'Закрыть чат', expanded: true }).click();
  await dialog.waitFor({ state: 'hidden' });
});

it('counts what comes while it is shut, and remembers the talk on the next page of the site', async () => {
  const { page } = await stage.visitor({ at: site.url });
  await page.getByRole('button', { name: 'Открыть чат' }).click();
  const anna = await chatOn(page);
  await anna.presses('Начать');
  await anna.hears(/Это контора/);
  await anna.field.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await anna.saysElsewhere('/language');
  const launcher = page.getByRole('button', { name: 'Открыть чат, 1 новое сообщение' });
  await launcher.waitFor();

  await page.reload();
  await launcher.click();
  const again = await chatOn(page);
  await again.hears(/На каком языке/);
  await again.field.press('Escape');
  await page.getByRole('button', { name: 'Открыть чат', exact: true }).waitFor();
});

it('Esc puts away the list of commands first', async () => {
  const { page } = await stage.visitor({ at: site.url });
  await page.getByRole('button', { name: 'Открыть чат' }).click();
  const anna = await chatOn(page);
  const commands = anna.chat.getByRole('listbox', { name: 'Команды' });
  await anna.field.fill('/');
  await commands.waitFor();
  await anna.field.press('Escape');
  await commands.waitFor({ state: 'hidden' });
  expect(await page.getByRole('dialog').isVisible()).toBe(true);
});

it('fills a small screen and hides nothing of itself there', async () => {
  const { page } = await stage.visitor({ at: site.url, viewport: PHONE });
  await page.getByRole('button', { name: 'Открыть чат' }).click();
  const anna = await chatOn(page);
  await expect.poll(() => page.getByRole('dialog').boundingBox()).toEqual({ x: 0, y: 0, ...PHONE });
  await anna.presses('Начать');
  await anna.hears(/Это контора/);
  await anna.presses('Закрыть чат');
  await page.getByRole('button', { name: 'Открыть чат' }).waitFor();
});

it.each(['light', 'dark'] as const)('has no barriers in %s colours', async (colorScheme) => {
  const { page } = await stage.visitor({ at: site.url, colorScheme });
  await page.getByRole('button', { name: 'Открыть чат' }).waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await page.getByRole('button', { name: 'Открыть чат' }).click();
  const anna = await chatOn(page);
  await anna.presses('Начать');
  await anna.presses('Аккаунт');
  await anna.hears(/Ваш аккаунт/);
  expect(await barriersOn(page)).toEqual([]);
});

const focused = (window: Page | Frame, control: Locator): Promise<void> =>
  control.and(window.locator(':focus')).waitFor();
