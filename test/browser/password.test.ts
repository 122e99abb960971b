import { describe, expect, it } from 'vitest';
import { barriersOn } from './axe.ts';
import { NARROW, setStage } from './stage.ts';
import type { Visitor } from './visitor.ts';

const stage = setStage();

let people = 0;

/** Registers in the chat up to the password. */
const comesToThePassword = async (anna: Visitor): Promise<void> => {
  people += 1;
  await anna.says('/register');
  await anna.hears(/Как вас зовут/);
  await anna.says('Анна Каренина');
  await anna.hears(/Для кого/);
  await anna.presses('Для себя');
  await anna.hears(/номер телефона/);
  await anna.says(`+7999555${1_000 + people}`);
  for (const [question, answer] of [
    [/Куда привозить/, 'Пропустить'],
    [/Когда у вас/, '24/7'],
    [/почта/, 'Без почты'],
  ] as const) {
    await anna.hears(question);
    await anna.presses(answer);
  }
  await anna.hears(/Придумайте пароль/);
};

describe.each(['light', 'dark'] as const)('the page for a new password in %s colours', (colorScheme) => {
  it('takes a good one, once, and the chat is told', async () => {
    stage.forgive(/status of (422|404)/);
    const anna = await stage.visitor({ colorScheme, viewport: NARROW });
    await comesToThePassword(anna);
    await anna.presses('Задать на странице');
    await anna.hears(/\/password#/);
    const link = /\/password#[\w-]+/.exec((await anna.reads()).join('\n'))?.[0] ?? '';
    const page = await anna.page.context().newPage();
    await page.goto(`${stage.line.url}${link}`);
    const field = page.getByLabel('Новый пароль', { exact: true });
    const problem = page.getByRole('alert');
    expect(await barriersOn(page)).toEqual([]);
    await field.fill('коротко');
    await page.getByRole('button', { name: 'Сохранить пароль' }).click();
    await problem.filter({ hasText: 'нужно хотя бы 8 знаков' }).waitFor();
    await field.fill('password');
    await field.press('Enter');
    await problem.filter({ hasText: 'угадают сразу' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await page.getByLabel('Показать пароль').check();
    expect(await field.getAttribute('type')).toBe('text');
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await field.fill('зелёный забор 7');
    await field.press('Enter');
    await page.getByRole('heading', { name: 'Пароль сохранён' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    expect(page.url()).not.toContain('#');
    await anna.hears(/Новый пароль сохранён/);
    await page.goto('about:blank');
    await page.goto(`${stage.line.url}${link}`);
    await field.fill('зелёный забор 8');
    await field.press('Enter');
    await page.getByRole('heading', { name: 'Ссылка больше не действует' }).waitFor();
  });
});

it('masks a password in the chat as soon as it is said', async () => {
  const anna = await stage.visitor();
  await comesToThePassword(anna);
  await anna.says('зелёный забор 9');
  await anna.hears(/вы зарегистрированы/);
  await expect.poll(async () => (await anna.reads()).join('\n')).not.toContain('зелёный');
  await anna.page.reload();
  await anna.hears(/вы зарегистрированы/);
  expect((await anna.reads()).join('\n')).not.toContain('зелёный');
  const kept = await anna.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(kept).not.toContain('зелёный');
});

it('speaks English to those who read it', async () => {
  const context = await stage.browser({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(`${stage.line.url}/password`);
  await page.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
  expect(await barriersOn(page)).toEqual([]);
});
