import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import { createClient } from './client.ts';
import { createGate } from './gate.ts';
import { createEar, openOffice } from './testing.ts';

const LONG = { timeout: 10_000 };
const CLOSED = 'Доступ к этому боту ограничен.';

const office = async () => {
  const opened = await openOffice();
  const guest = await opened.person({ language_code: 'ru' });
  const stranger = await opened.person();
  const telegram = opened.channel({ allowedChats: [guest.address] });
  const ear = createEar();
  /** Everything sent so far was judged: the guest speaks last and is heard. */
  const settle = async () => {
    telegram.poll(ear.hear);
    await opened.control.message({ user_id: guest.id, text: 'последнее' });
    await vi.waitFor(() => expect(ear.inputs()).toContainEqual({ kind: 'text', text: 'последнее' }), LONG);
  };
  return { ...opened, guest, stranger, telegram, ear, settle };
};

describe('the allow-list', () => {
  it.each([
    ['a command', { text: '/start' }],
    ['a text', { text: 'привет' }],
    ['a photo', { photo: { size: 100 } }],
    ['a place', { location: { latitude: 1, longitude: 1 } }],
    ['a sticker', { fields: { sticker: { file_id: 'CAAC' } } }],
  ])('tells a stranger who sends %s, and stores nothing', async (_, fields) => {
    const { control, stranger, ear, settle } = await office();
    await control.message({ user_id: stranger.id, ...fields });
    await settle();
    const { parameters } = await control.waitFor({ method: 'sendMessage', chat_id: stranger.id });
    expect(parameters.text).toBe(CLOSED);
    expect(ear.events).toHaveLength(1);
  });

  it('tells a stranger who shares a contact', async () => {
    const { control, stranger, ear, settle } = await office();
    await control.contact({ user_id: stranger.id, phone_number: '79161234567' });
    await settle();
    expect((await control.waitFor({ chat_id: stranger.id })).parameters.text).toBe(CLOSED);
    expect(ear.events).toHaveLength(1);
  });

  it('tells a stranger who presses a button, by an alert', async () => {
    const { control, stranger, ear, telegram, settle } = await office();
    const sent = await telegram.send({
      id: 1,
      address: stranger.address,
      text: '?',
      buttons: [[{ label: 'Да', token: 'k1:1:0' }]],
    });
    const message_id = Number('ref' in sent && sent.ref);
    const { callback_query_id } = await control.callback({ user_id: stranger.id, message_id, label: 'Да' });
    await settle();
    await control.waitFor({ method: 'answerCallbackQuery' });
    expect((await control.callbacks(callback_query_id)).answer).toMatchObject({
      text: CLOSED,
      show_alert: true,
    });
    expect(ear.events).toHaveLength(1);
  });

  it('stores no edits, blocks or moves of strangers either', async () => {
    const { control, stranger, ear, settle } = await office();
    const { message_id } = await control.message({ user_id: stranger.id, text: 'раз' });
    await control.message({ user_id: stranger.id, edit_message_id: message_id, text: 'два' });
    await control.member({ user_id: stranger.id, action: 'block' });
    const { id: group } = await control.chats({ type: 'group', user_ids: [stranger.id] });
    await control.member({ chat_id: group, action: 'migrate' });
    await settle();
    expect(ear.events).toHaveLength(1);
  });

  it('uses the founding words in every language', async () => {
    const { control, person, settle } = await office();
    const stranger = await person({ language_code: 'en-GB' });
    await control.message({ user_id: stranger.id, text: 'hi' });
    await settle();
    expect((await control.waitFor({ chat_id: stranger.id })).parameters.text).toBe(CLOSED);
  });

  it('keeps quiet in a foreign group until it is spoken to', async () => {
    const { control, stranger, settle } = await office();
    const { id: group } = await control.chats({ type: 'supergroup', user_ids: [stranger.id] });
    await control.message({ user_id: stranger.id, chat_id: group, text: '/help@kontora_bot' });
    await control.message({ user_id: stranger.id, chat_id: group, text: '/help@other_bot' });
    await settle();
    await control.waitFor({ chat_id: group });
    expect(await control.outbox({ chat_id: group })).toHaveLength(1);
  });

  it('writes no personal data to the log', async () => {
    const { control, person, settle, logText } = await office();
    const stranger = await person({ first_name: 'Незнакомка', username: 'secretive' });
    await control.message({ user_id: stranger.id, text: 'мой пароль' });
    await settle();
    await control.waitFor({ chat_id: stranger.id });
    expect(logText()).toContain('not on TELEGRAM_ALLOWED_CHAT_IDS');
    for (const secret of ['Незнакомка', 'secretive', 'пароль', stranger.address])
      expect(logText()).not.toContain(secret);
  });

  it('says that a group moved out of the list', async () => {
    const { control, channel, person, logText } = await openOffice();
    const guest = await person();
    const { id: group } = await control.chats({ type: 'group', user_ids: [guest.id] });
    const { chat_id } = await control.member({ chat_id: group, action: 'migrate' });
    const ear = createEar();
    channel({ allowedChats: [String(group)] }).poll(ear.hear);
    await vi.waitFor(
      () => expect(ear.events).toContainEqual(expect.objectContaining({ type: 'moved' })),
      LONG,
    );
    expect(logText()).toContain(`"chat_id":"${chat_id}"`);
  });

  it('an empty one lets everybody in', async () => {
    const { control, channel, person } = await openOffice();
    const { id } = await person();
    await control.message({ user_id: id, text: '/start' });
    const ear = createEar();
    channel().poll(ear.hear);
    await vi.waitFor(() => expect(ear.inputs()).toEqual([{ kind: 'text', text: '/start' }]), LONG);
  });
});

describe('telling strangers', () => {
  const open = async () => {
    const { control, bot, url, person } = await openOffice({ limits: false });
    const clock = { time: 1_000_000, now: () => clock.time };
    const timeouts = { connect: 5, call: 5, upload: 5, poll: 5 };
    const { api } = createClient({ token: bot.token, apiRoot: url, timeouts, observe: () => {} });
    const gate = createGate({ allowed: new Set(['1']), api, clock, log: pino({ level: 'silent' }) });
    const knock = (address: string) =>
      gate.deny({
        chat: address,
        event: {
          type: 'message',
          externalId: '1',
          address,
          kind: 'private',
          sender: { account: address, name: 'x' },
          input: { kind: 'text', text: 'x' },
        },
      });
    const told = async () => (await control.outbox({ method: 'sendMessage' })).length;
    return { control, clock, knock, told, person };
  };

  it('every time, up to a burst of each and of all', async () => {
    const { clock, knock, told, person } = await open();
    const strangers = await Promise.all(Array.from({ length: 5 }, () => person()));
    const [first = ''] = strangers.map(({ address }) => address);
    for (let count = 0; count < 6; count += 1) await knock(first);
    expect(await told()).toBe(5);
    clock.time += 1_000;
    for (let count = 0; count < 2; count += 1) await knock(first);
    expect(await told()).toBe(6);
    clock.time += 60_000;
    for (const { address } of strangers) for (let count = 0; count < 5; count += 1) await knock(address);
    expect(await told()).toBe(26);
    clock.time += 1_000;
    for (const { address } of strangers) for (let count = 0; count < 2; count += 1) await knock(address);
    expect(await told()).toBe(31);
  });

  it('not while Telegram asks to wait', async () => {
    const { control, clock, knock, told, person } = await open();
    const { address } = await person();
    await control.faults({ method: 'sendMessage', retry_after: 5 });
    await knock(address);
    clock.time += 4_000;
    await knock(address);
    expect(await told()).toBe(1);
    clock.time += 2_000;
    await knock(address);
    expect(await told()).toBe(2);
  });
});
