import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANNELS } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

describe.each(CHANNELS)('language on %s', (channel) => {
  it('S2-64: a switch changes everything that is said, and is remembered over a restart', async () => {
    const anna = await office.person(channel);
    await anna.says('/language');
    await anna.hears(/На каком языке/);
    await anna.presses('English');
    await anna.hears(/I speak English/);
    expect(await anna.keys()).toEqual([
      'Menu',
      'Registration',
      'Log in',
      'Catalogue',
      'Cart',
      'My questions',
      'Account',
      'Talk to a person',
    ]);
    await office.restart();
    for (const command of ['/start', '/menu', '/profile', '/help', '/language', '/cancel', 'blah'])
      await anna.says(command);
    await anna.hears(/did not understand/);
    const since = (await anna.heard())
      .slice(2)
      .join('\n')
      .replace('Русский', '')
      .replace('Анна Каренина', '')
      .replace('Анна', '');
    expect(since).not.toMatch(/[а-яё]/i);
    await anna.says('/language');
    await anna.hears(/Which language/);
    await anna.presses('Русский');
    await anna.hears(/по-русски/);
  });

  it('goes on after a restart in the middle, does nothing twice, and takes words for buttons', async () => {
    const anna = await office.person(channel);
    await anna.says('/language');
    await anna.hears(/На каком языке/);
    await office.restart();
    await anna.says('по-китайски');
    await anna.hears(/Выберите язык кнопкой/);
    await anna.says('english');
    await anna.repeats();
    await anna.hears(/I speak English/);
    await anna.says('/help');
    await anna.hears(/How to start/);
    expect((await anna.heard()).filter((text) => text.startsWith('I speak English'))).toHaveLength(1);
  });

  it('begins in the language of the device', async () => {
    const john = await office.person(channel, { name: 'John Smith', language: 'en' });
    await john.says('/start');
    await john.hears(/^Hello/);
  });
});

it('the commands menu of a Telegram chat follows the chosen language', async () => {
  const anna = await office.person('telegram');
  await anna.says('/language');
  await anna.hears(/На каком языке/);
  const { calls } = await office.telegram.state();
  await anna.presses('English');
  await anna.hears(/I speak English/);
  const call = await office.telegram.waitFor({ method: 'setMyCommands', after: calls });
  expect(call.parameters.scope).toEqual({ type: 'chat', chat_id: anna.userId });
  expect(JSON.stringify(call.parameters.commands)).toContain('Your data, password, log out');
});
