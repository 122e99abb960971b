import { isDeepStrictEqual } from 'node:util';
import type { Locator } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { stockUp } from '../stories/goods.ts';
import { barriersOn } from './axe.ts';
import { setPanelStage } from './panel.ts';
import { NARROW } from './stage.ts';

const stage = setPanelStage();

const DRILL = 'Дрель ударная ДУ-750';

/** Of the picture itself, not of its place. */
const widthOf = (picture: Locator): Promise<number> =>
  picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);

beforeAll(async () => {
  await stockUp(stage.office, {
    Инструмент: {
      Дрели: [{ title: DRILL, picture: true }, { title: 'Дрель без картинки' }, { title: 'Дрель ручная' }],
    },
  });
});

it.each(['light', 'dark'] as const)(
  'in %s colours a card has its picture, in room that was there before it',
  async (colorScheme) => {
    const anna = await stage.visitor({ colorScheme, viewport: NARROW });
    const { page } = anna;
    let letThrough = () => {};
    const held = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await page.route('**/api/v1/shop/images/*', async (route) => {
      await held;
      await route.continue();
    });
    await anna.presses('Начать');
    await anna.presses('Каталог');
    await anna.hears(/Инструмент/);
    await anna.presses('Дрели (3)');
    await anna.hears(/3 товара/);
    await anna.presses(new RegExp(`^${DRILL}`));
    await anna.hears(/Артикул/);
    const picture = anna.chat.getByRole('img', { name: DRILL });
    // The talk scrolls to its end first.
    let room = await picture.boundingBox();
    const rests = async () => {
      const last = room;
      room = await picture.boundingBox();
      return isDeepStrictEqual(room, last);
    };
    await expect.poll(rests).toBe(true);
    expect(room?.height).toBeGreaterThan(100);
    letThrough();
    await expect.poll(() => widthOf(picture)).toBe(640);
    expect(await picture.boundingBox()).toEqual(room);
    expect(await barriersOn(page)).toEqual([]);

    await anna.presses(DRILL);
    await anna.chat.getByRole('dialog', { name: DRILL }).waitFor();
    await page.keyboard.press('Escape');
    await anna.presses('‹ Назад');
    await anna.hears(/3 товара/);
    await expect.poll(() => picture.count()).toBe(0);
    await expect.poll(() => anna.chat.getByText(/Артикул/).count()).toBe(0);
  },
);

it('the keyboard keeps its place when a list gives way to a card', async () => {
  const anna = await stage.visitor();
  await anna.says('/catalog');
  await anna.presses('Дрели (3)');
  await anna.hears(/3 товара/);
  await anna.chat.getByRole('button', { name: /^‹ Назад$/ }).focus();
  await anna.page.keyboard.press('Shift+Tab');
  await anna.page.keyboard.press('Enter');
  await anna.hears(/Артикул/);
  const focused = anna.chat.locator(':focus');
  await expect.poll(() => focused.count()).toBe(1);
  const article = anna.chat.getByRole('article').filter({ hasText: 'Артикул' });
  await expect.poll(() => article.evaluate((element) => element.matches(':focus-within'))).toBe(true);
});

it('a picture that does not come says so, and comes at the next try', async () => {
  stage.forgive(/status of 503/);
  const anna = await stage.visitor();
  await anna.page.route('**/api/v1/shop/images/*', (route) => route.fulfill({ status: 503 }), { times: 1 });
  await anna.says('/catalog');
  await anna.presses('Дрели (3)');
  await anna.presses(new RegExp(`^${DRILL}`));
  await anna.presses(`Не загрузилось: ${DRILL}. Повторить`);
  const picture = anna.chat.getByRole('img', { name: DRILL });
  await expect.poll(() => widthOf(picture)).toBe(640);
});

it('an operator sees the picture that the customer sees', async () => {
  const anna = await stage.office.person('webchat');
  await anna.says('/catalog');
  await anna.hears(/Инструмент/);
  await anna.presses('Дрели (3)');
  await anna.hears(/3 товара/);
  const { buttons } = await anna.sees();
  await anna.presses(buttons.flat().find((label) => label.startsWith(DRILL)) ?? '');
  await anna.hears(/Артикул/);
  const { id } = await stage.office.db
    .selectFrom('conversations')
    .select('id')
    .orderBy('heard_at', 'desc')
    .executeTakeFirstOrThrow();
  const olga = await stage.operator('operator', { at: `/conversations/${id}` });
  const picture = olga.page.getByRole('log').getByRole('img', { name: DRILL });
  await expect.poll(() => widthOf(picture)).toBe(640);
  expect(await barriersOn(olga.page)).toEqual([]);
  await olga.page.getByRole('button', { name: DRILL }).click();
  await olga.page.getByRole('dialog').getByRole('img', { name: DRILL }).waitFor();
});
