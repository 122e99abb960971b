import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANNELS } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

describe.each(CHANNELS)('first words on %s', (channel) => {
  it('S3-04: /start is answered with a greeting and the main keyboard', async () => {
    const anna = await office.person(channel);
    await anna.says('/start');
    await anna.hears(/^Здравствуйте/);
    expect(await anna.keys()).toEqual([
      'Меню',
      'Регистрация',
      'Вход',
      'Каталог',
      'Корзина',
      'Мои вопросы',
      'Аккаунт',
      'Позвать человека',
    ]);
  });

  it('the menu opens sections by buttons, and by the keys of the keyboard', async () => {
    const anna = await office.person(channel);
    await anna.says('/menu');
    await anna.hears(/Выберите раздел/);
    await anna.presses('Аккаунт');
    await anna.hears(/Ваш аккаунт/);
    await anna.says('Меню');
    await anna.hears(/Выберите раздел/);
  });

  it('a hello is greeted like a beginning', async () => {
    const anna = await office.person(channel);
    await anna.says('Привет!');
    await anna.hears(/^Здравствуйте/);
    expect(await anna.keys()).toContain('Каталог');
  });

  it('words that nobody understands bring the menu', async () => {
    const anna = await office.person(channel);
    await anna.says('абракадабра');
    await anna.hears(/не понял/);
    await anna.presses('Помощь');
    await anna.hears(/Как начать/);
  });
});
