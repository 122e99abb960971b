import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANNELS } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

describe.each(CHANNELS)('profile on %s', (channel) => {
  it('takes name, e-mail and phone, and asks again for what it cannot read', async () => {
    const anna = await office.person(channel);
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    await anna.presses('Изменить имя');
    await anna.hears(/Как вас зовут/);
    await anna.says('12345');
    await anna.hears(/Нужно имя буквами/);
    await anna.says('  Анна   Каренина ');
    await anna.hears(/Сохранил/);
    await anna.hears(/Имя: Анна Каренина\n/);
    await anna.presses('Изменить почту');
    await anna.says('не почта');
    await anna.hears(/не похоже на адрес/);
    await anna.says('Anna@Example.ru');
    await anna.hears(/Почта: anna@example\.ru/);
    await anna.presses('Изменить телефон');
    await anna.says('12');
    await anna.hears(/не похоже на номер/);
    await anna.says('8 (999) 123-45-67');
    await anna.hears(/Телефон: \+7 999 123 45 67 \(не подтверждён\)/);
  });

  it('goes on from the same step after a restart in the middle', async () => {
    const anna = await office.person(channel);
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    await anna.presses('Изменить имя');
    await anna.hears(/Как вас зовут/);
    await office.restart();
    await anna.says('Анна Аркадьевна');
    await anna.hears(/Имя: Анна Аркадьевна/);
  });

  it('does nothing twice when the same update arrives twice', async () => {
    const anna = await office.person(channel);
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    await anna.presses('Изменить имя');
    await anna.hears(/Как вас зовут/);
    await anna.says('Анна Вторая');
    await anna.repeats();
    await anna.hears(/Имя: Анна Вторая/);
    await anna.says('/help');
    await anna.hears(/Как начать/);
    const heard = await anna.heard();
    expect(heard.filter((text) => text === 'Сохранил.')).toHaveLength(1);
    expect(heard.slice(-1)[0]).toMatch(/Как начать/);
  });

  it('/help works in every state and leaves the step as it is', async () => {
    const anna = await office.person(channel);
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    await anna.presses('Изменить почту');
    await anna.hears(/адрес электронной почты/);
    await anna.says('/help');
    const help = await anna.hears(/Как начать/);
    for (const topic of [/\/start/, /авторизоваться/, /Разделы/, /Фильтры/]) expect(help).toMatch(topic);
    await anna.says('anna2@example.ru');
    await anna.hears(/Почта: anna2@example\.ru/);
  });

  it('/cancel and a key of the menu leave any step', async () => {
    const anna = await office.person(channel);
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    await anna.presses('Изменить имя');
    await anna.hears(/Как вас зовут/);
    await anna.says('/cancel');
    await anna.hears(/отменил/);
    await anna.says('/cancel');
    await anna.hears(/Отменять нечего/);
    await anna.says('Язык');
    await anna.hears(/На каком языке/);
    await anna.says('Аккаунт');
    await anna.hears(/Ваш аккаунт/);
  });

  it('answers a stale button politely and shows the present step again', async () => {
    const anna = await office.person(channel);
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    await anna.says('/cancel');
    await anna.hears(/отменил/);
    await anna.presses('Изменить имя');
    await anna.hears(/кнопка уже не действует/);
  });

  it('ignores the second of two quick taps on the same button', async () => {
    const anna = await office.person(channel);
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    await Promise.all([anna.presses('Изменить имя'), anna.presses('Изменить имя')]);
    await anna.hears(/Как вас зовут/);
    await anna.says('Анна Тапова');
    await anna.hears(/Имя: Анна Тапова/);
    expect((await anna.heard()).join('\n')).not.toMatch(/не действует/);
  });
});

describe('a phone that Telegram vouches for', () => {
  it('is confirmed at once, and the main keyboard comes back', async () => {
    const anna = await office.person('telegram');
    await anna.says('/start');
    await anna.hears(/Здравствуйте/);
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    await anna.presses('Изменить телефон');
    await anna.hears(/Поделиться телефоном/);
    expect(await anna.keys()).toEqual(['Поделиться телефоном', 'Отмена']);
    await anna.sharesPhone();
    expect((await anna.hears(/\(подтверждён\)/)).replace(/[ -]/g, '')).toContain(anna.phone);
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

  it.each([
    ['somebody else’s', { contact_user_id: 777 }],
    ['forwarded', { forwarded: true }],
    ['without an account', { contact_user_id: null }],
    ['sent by an inline bot', { via_bot: true }],
  ])('is not taken from a card that is %s', async (_, forged) => {
    const anna = await office.person('telegram');
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    await anna.presses('Изменить телефон');
    await anna.hears(/Поделиться телефоном/);
    await office.telegram.contact({ user_id: anna.userId, phone_number: '+79990000001', ...forged });
    await anna.hears(/чужой контакт/);
    const taken = office.db.selectFrom('identities').selectAll().where('value', '=', '+79990000001');
    expect(await taken.execute()).toEqual([]);
  });

  it('cannot be confirmed by two people', async () => {
    const [anna, boris] = [
      await office.person('telegram', { phone: '+79995550001' }),
      await office.person('telegram', { phone: '+79995550001' }),
    ];
    for (const [who, answer] of [
      [anna, /подтверждён\)/],
      [boris, /уже подтверждён другим/],
    ] as const) {
      await who.says('/profile');
      await who.hears(/Ваш аккаунт/);
      await who.presses('Изменить телефон');
      await who.hears(/Поделиться телефоном/);
      await who.sharesPhone();
      await who.hears(answer);
    }
  });
});
