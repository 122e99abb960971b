import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { barriersOn } from './axe.ts';
import { NARROW, setStage } from './stage.ts';
import type { Visitor } from './visitor.ts';

const stage = setStage();

/** A word and an address that no line can hold. */
const LONG = `${'Длинноеслово'.repeat(12)} https://example.ru/${'a'.repeat(120)}`;

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  it('axe finds no barrier in any state of the page', async () => {
    stage.forgive(/status of 400/);
    const anna = await stage.visitor({ colorScheme });
    const { page } = anna;
    await anna.chat.getByRole('button', { name: 'Начать' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await anna.presses('Начать');
    await anna.presses('Аккаунт');
    await anna.hears(/Ваш аккаунт/);
    await anna.chat.getByLabel('Прикрепить файл').setInputFiles(file('смета.txt'));
    await anna.field.fill('/');
    expect(await barriersOn(page)).toEqual([]);
    await anna.field.fill('');
    await anna.presses('Отправить');
    await anna.hears(/Выберите раздел:/);
    await page.context().route('**/api/v1/chat/messages', (route) => route.fulfill({ status: 400 }));
    await anna.says('не дойдёт');
    await anna.chat.getByRole('alert').filter({ hasText: 'Не отправлено' }).waitFor();
    await anna.field.fill('х'.repeat(4_010));
    await anna.chat.getByText('Слишком длинно на 10').waitFor();
    expect(await barriersOn(page)).toEqual([]);
  });

  it('axe finds no barrier while the office is out of reach', async () => {
    stage.forgive(/net::ERR_/);
    const anna = await stage.visitor({ colorScheme });
    await anna.presses('Начать');
    await anna.hears(/Это контора/);
    stage.line.cut();
    await anna.chat.getByText('Нет связи').waitFor();
    await anna.says('Вы здесь?');
    await anna.chat.getByText('Отправится, когда появится связь').waitFor();
    const barriers = await barriersOn(anna.page);
    stage.line.mend();
    expect(barriers).toEqual([]);
  });
});

it('fits 320 pixels: nothing is cut off and nothing scrolls sideways', async () => {
  const anna = await stage.visitor({ viewport: NARROW });
  await anna.chat.getByRole('button', { name: 'Начать' }).waitFor();
  expect(await outside(anna.page)).toEqual([]);
  await anna.presses('Начать');
  await anna.presses('Аккаунт');
  await anna.hears(/Ваш аккаунт/);
  await anna.chat.getByLabel('Прикрепить файл').setInputFiles(file(`${'смета '.repeat(30)}.txt`));
  expect(await outside(anna.page)).toEqual([]);
  await anna.field.fill(LONG);
  await anna.presses('Отправить');
  await anna.chat.getByRole('button', { name: /^Скачать/ }).waitFor();
  await anna.hears(/Выберите раздел:/);
  await anna.field.fill('/');
  await anna.chat.getByRole('listbox').waitFor();
  expect(await outside(anna.page)).toEqual([]);
});

it('can be used by keyboard alone', async () => {
  const anna = await stage.visitor();
  const { keyboard } = anna.page;
  await expect.poll(() => focus(anna)).toBe('Сообщение');
  await tabTo(anna, 'Начать', 'Shift+Tab');
  await keyboard.press('Enter');
  await anna.hears(/Это контора/);
  await anna.chat.getByRole('button', { name: 'Аккаунт', exact: true }).waitFor();
  await tabTo(anna, 'Аккаунт', 'Shift+Tab');
  await keyboard.press('Space');
  await anna.hears(/Ваш аккаунт/);
  await anna.chat.getByRole('button', { name: 'Изменить имя', exact: true }).waitFor();
  await tabTo(anna, 'Изменить имя', 'Shift+Tab');
  await keyboard.press('Enter');
  await anna.hears(/Как вас зовут/);
  await tabTo(anna, 'Сообщение', 'Tab');
  await keyboard.type('Анна');
  await keyboard.press('Shift+Enter');
  await keyboard.type('Каренина');
  await keyboard.press('Enter');
  await anna.hears(/Имя: Анна Каренина/);
  await keyboard.type('/');
  await anna.chat.getByRole('option', { name: /^\/start/, selected: true }).waitFor();
  await keyboard.press('ArrowDown');
  for (let up = 0; up < 3; up += 1) await keyboard.press('ArrowUp');
  await anna.chat.getByRole('option', { name: /^\/help/, selected: true }).waitFor();
  await keyboard.press('Tab');
  await expect.poll(() => anna.field.inputValue()).toBe('/help');
  await keyboard.press('Enter');
  await anna.hears(/Как начать/);
  await tabTo(anna, 'Переписка', 'Shift+Tab');
  await keyboard.press('Home');
  await anna.chat.getByRole('button', { name: 'К последним сообщениям' }).waitFor();
});

const file = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from('труба') });

/** Name of what has the focus. */
const focus = ({ page }: Visitor): Promise<string> =>
  page.evaluate(`(() => {
    const it = document.activeElement;
    return it?.getAttribute('aria-label') ?? it?.textContent ?? '';
  })()`);

/** Goes from control to control until the one with this name has the focus; every step must be seen. */
const tabTo = async (visitor: Visitor, name: string, key: 'Tab' | 'Shift+Tab'): Promise<void> => {
  const passed: string[] = [];
  for (let presses = 0; presses < 20; presses += 1) {
    await visitor.page.keyboard.press(key);
    passed.push(await focus(visitor));
    if (passed.at(-1) === name) return;
  }
  throw new Error(`"${name}" is not reached by ${key}: ${passed.join(' → ')}`);
};

/** What reaches beyond the left or the right edge, and what scrolls sideways. */
const outside = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`[...document.querySelectorAll('html, body, body *')]
    .filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      const scrolls = element.scrollWidth > element.clientWidth && getComputedStyle(element).overflowX !== 'hidden';
      const block = element.clientWidth > 1;
      return width > 1 && (left < -0.5 || right > innerWidth + 0.5 || (block && scrolls));
    })
    .map((element) => element.tagName + '.' + element.getAttribute('class'))`);
