import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRig, inline, keyboard } from './rig.ts';
import { initDataHash } from './webapp.ts';

describe('messages of users', () => {
  it('open the private chat and arrive with everything that was said', async () => {
    const { control, updates, ok } = await createRig();
    const boris = await control.users({ first_name: 'Boris', language_code: 'ru', username: 'boris' });
    const { update_id, message_id } = await control.message({ user_id: boris.id, text: '/start inv_1' });
    expect(await updates()).toMatchObject([
      {
        update_id,
        message: {
          message_id,
          text: '/start inv_1',
          entities: [{ type: 'bot_command', offset: 0, length: 6 }],
          from: { id: boris.id, language_code: 'ru', is_bot: false },
          chat: { id: boris.id, type: 'private', username: 'boris' },
        },
      },
    ]);
    await ok('sendMessage', { chat_id: boris.id, text: 'welcome' });
    expect(await control.chatText(boris.id)).toBe('Boris: /start inv_1\nKontora: welcome\n');
  });

  it('can be replies, forwards, inline results, places, photos and anything else', async () => {
    const { anna, control, send, updates } = await createRig();
    const { message_id } = await send('question?');
    await control.message({
      user_id: anna.id,
      text: 'answer',
      reply_to_message_id: message_id,
      forward_origin: { type: 'hidden_user', sender_user_name: 'X', date: 1 },
      via_bot: 'gif',
    });
    await control.message({ user_id: anna.id, photo: {}, caption: 'look' });
    await control.message({ user_id: anna.id, location: { latitude: 1, longitude: 2 } });
    await control.message({ user_id: anna.id, fields: { dice: { emoji: '🎲', value: 3 } } });
    expect((await updates()).map(({ message }) => message)).toMatchObject([
      {
        text: 'answer',
        reply_to_message: { message_id, text: 'question?' },
        forward_origin: { type: 'hidden_user' },
        via_bot: { username: 'gif' },
      },
      { caption: 'look', photo: [{}, { width: 1280 }] },
      { location: { latitude: 1, longitude: 2 } },
      { dice: { value: 3 } },
    ]);
    await expect(control.message({ user_id: anna.id })).rejects.toMatchObject({ status: 400 });
  });

  it('can be edited by their author', async () => {
    const { anna, control, send, updates } = await createRig();
    const { message_id } = await control.message({ user_id: anna.id, text: 'one' });
    await control.message({ user_id: anna.id, text: 'two', edit_message_id: message_id });
    expect((await updates())[1]).toMatchObject({
      edited_message: { message_id, text: 'two', edit_date: expect.any(Number) },
    });
    const foreign = (await send('x')).message_id;
    const edit = { user_id: anna.id, text: 'y', edit_message_id: foreign };
    await expect(control.message(edit)).rejects.toMatchObject({ status: 404 });
  });

  it('reach every bot of a group; in privacy mode only what concerns it', async () => {
    const { anna, bot, control, telegram } = await createRig();
    const shy = await control.bots({ username: 'shy_bot', can_read_all_group_messages: false });
    const group = await control.chats({ type: 'group', user_ids: [anna.id] });
    const pendingOf = (id: number) => telegram.world.bots.get(id)?.queue.size();
    for (const text of ['hello', '/help', 'hey @shy_bot']) {
      await control.message({ user_id: anna.id, chat_id: group.id, text });
    }
    expect([pendingOf(bot.id), pendingOf(shy.id)]).toEqual([3, 2]);
  });

  it('are posts in channels', async () => {
    const { anna, control, ok, updates } = await createRig();
    const channel = await control.chats({ type: 'channel', title: 'News' });
    await control.message({ user_id: anna.id, chat_id: channel.id, text: 'news' });
    const [update] = await updates();
    expect(update).toMatchObject({ channel_post: { text: 'news', sender_chat: { title: 'News' } } });
    expect(await ok('sendMessage', { chat_id: channel.id, text: 'x' })).not.toHaveProperty('from');
  });
});

describe('the reply keyboard', () => {
  it('is pressed as text or as the own contact', async () => {
    const { anna, control, send, updates } = await createRig();
    const reply_markup = keyboard('Catalogue', { text: 'My phone', request_contact: true });
    await send('menu', { reply_markup });
    await control.press({ user_id: anna.id, label: 'Catalogue' });
    await control.press({ user_id: anna.id, label: 'My phone' });
    expect((await updates()).map(({ message }) => message)).toMatchObject([
      { text: 'Catalogue' },
      { contact: { phone_number: '+79001234567', user_id: anna.id, first_name: 'Anna' } },
    ]);
    expect(await control.chatText(anna.id)).toBe(
      'Kontora: menu\nAnna: Catalogue\nAnna: (contact +79001234567)\nkeyboard:\n  [Catalogue] [My phone]\n',
    );
  });

  it('answers 409 when the button is absent or there is no phone', async () => {
    const { anna, control, ok, send } = await createRig();
    await expect(control.press({ user_id: anna.id, label: 'x' })).rejects.toMatchObject({ status: 409 });
    await send('menu', { reply_markup: keyboard('x') });
    await control.press({ user_id: anna.id, label: 'x' });
    await send('bye', { reply_markup: { remove_keyboard: true } });
    await expect(control.press({ user_id: anna.id, label: 'x' })).rejects.toMatchObject({ status: 409 });
    const boris = await control.users({ first_name: 'Boris', started: true });
    const reply_markup = keyboard({ text: 'Phone', request_contact: true });
    await ok('sendMessage', { chat_id: boris.id, text: 'x', reply_markup });
    await expect(control.press({ user_id: boris.id, label: 'Phone' })).rejects.toMatchObject({ status: 409 });
  });
});

it('contacts may be own, foreign, without an account, forwarded, or sent by another bot', async () => {
  const { anna, control, updates } = await createRig();
  const phone_number = '79001234567';
  const user_id = anna.id;
  await control.contact({ user_id, phone_number });
  await control.contact({ user_id, phone_number, contact_user_id: 7, first_name: 'Boris' });
  await control.contact({ user_id, phone_number, contact_user_id: null });
  await control.contact({ user_id, phone_number, forwarded: true });
  await control.contact({ user_id, phone_number, via_bot: true });
  const messages = (await updates()).map(({ message }) => message);
  expect(messages).toMatchObject([
    { contact: { user_id, phone_number, first_name: 'Anna' } },
    { contact: { user_id: 7, first_name: 'Boris' } },
    { contact: { phone_number } },
    { forward_origin: { type: 'hidden_user' } },
    { via_bot: { is_bot: true } },
  ]);
  expect(messages[2]?.contact).not.toHaveProperty('user_id');
});

describe('membership', () => {
  it('blocking and unblocking tell the bot; /start unblocks', async () => {
    const { anna, control, updates } = await createRig();
    await control.member({ user_id: anna.id, action: 'block' });
    await expect(control.message({ user_id: anna.id, text: 'x' })).rejects.toMatchObject({ status: 409 });
    await control.message({ user_id: anna.id, text: '/start' });
    expect(await updates()).toMatchObject([
      {
        my_chat_member: {
          chat: { id: anna.id },
          from: { id: anna.id },
          old_chat_member: { status: 'member' },
          new_chat_member: { status: 'kicked', user: { is_bot: true } },
        },
      },
      { my_chat_member: { new_chat_member: { status: 'member' } } },
      { message: { text: '/start' } },
    ]);
    const unblock = control.member({ user_id: anna.id, action: 'unblock' });
    await expect(unblock).rejects.toMatchObject({ status: 409 });
  });

  it('a deleted account can do nothing', async () => {
    const { anna, control } = await createRig();
    await control.member({ user_id: anna.id, action: 'delete' });
    await expect(control.message({ user_id: anna.id, text: 'x' })).rejects.toMatchObject({ status: 409 });
  });

  it('joining, leaving, kicking and promoting are told', async () => {
    const { anna, control, ok, updates } = await createRig();
    const group = await control.chats({ type: 'supergroup' });
    await ok('getUpdates', { allowed_updates: ['message', 'my_chat_member', 'chat_member'] });
    const inGroup = { chat_id: group.id };
    await control.member({ ...inGroup, action: 'promote' });
    await control.member({ ...inGroup, user_id: anna.id, action: 'join' });
    await control.member({ ...inGroup, user_id: anna.id, action: 'leave' });
    await control.member({ ...inGroup, action: 'kick' });
    await control.member({ ...inGroup, action: 'add' });
    expect(await updates(1)).toMatchObject([
      { my_chat_member: { new_chat_member: { status: 'administrator' } } },
      { message: { new_chat_members: [{ id: anna.id }] } },
      { chat_member: { new_chat_member: { status: 'member' } } },
      { message: { left_chat_member: { id: anna.id } } },
      { chat_member: { new_chat_member: { status: 'left' } } },
      { my_chat_member: { new_chat_member: { status: 'kicked' } } },
      { my_chat_member: { new_chat_member: { status: 'member' } } },
    ]);
  });
});

describe('Mini App data', () => {
  it('has the hash of the known vector', () => {
    const values = {
      auth_date: '1700000000',
      query_id: 'AAHdF6IQAAAAAN0XohDhrOrc',
      signature: 'c2lnbmF0dXJl',
      start_param: 'inv_A1B2C3',
      user: '{"id":279058397,"first_name":"Иван","username":"ivan","language_code":"ru"}',
    };
    expect(initDataHash(values, '123456:TEST-TOKEN-FOR-VECTOR')).toBe(
      'e0df143a467007fb504732508a79a11d1d63123fb17aa60274a4d41c576e0027',
    );
  });

  it('is signed for the bot and for third parties', async () => {
    const { anna, bot, control } = await createRig();
    const { init_data, public_key } = await control.webapp({
      user_id: anna.id,
      start_param: 'inv_1',
      auth_date: 1_700_000_000,
    });
    const { hash, ...values } = Object.fromEntries(new URLSearchParams(init_data));
    expect(values).toMatchObject({ start_param: 'inv_1', auth_date: '1700000000' });
    expect(JSON.parse(values.user ?? '')).toMatchObject({ id: anna.id, first_name: 'Anna' });
    expect(hash).toBe(initDataHash(values, bot.token));

    const { signature, ...rest } = values;
    const lines = Object.keys(rest)
      .sort()
      .map((name) => `${name}=${rest[name]}`);
    const key = createPublicKey({
      key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(public_key, 'hex')]),
      format: 'der',
      type: 'spki',
    });
    const signed = Buffer.from(`${bot.id}:WebAppData\n${lines.join('\n')}`);
    expect(verify(null, signed, key, Buffer.from(signature ?? '', 'base64url'))).toBe(true);
  });
});

describe('the control API', () => {
  it('refuses bodies it does not understand', async () => {
    const { url, anna, control } = await createRig();
    const post = (route: string, body: string) => fetch(`${url}/_fake/${route}`, { method: 'POST', body });
    expect((await post('message', '{"user_id": "x"}')).status).toBe(400);
    expect((await post('message', `{"user_id": ${anna.id}, "txt": "x"}`)).status).toBe(400);
    expect((await post('message', 'nonsense')).status).toBe(400);
    expect((await post('dance', '{}')).status).toBe(404);
    expect((await fetch(`${url}/_fake/outbox?since=x`)).status).toBe(400);
    await expect(control.chat(1)).rejects.toMatchObject({ status: 404 });
    await expect(control.callbacks('1')).rejects.toMatchObject({ status: 404 });
  });

  it('makes bots with fixed tokens, and finds them again', async () => {
    const { control, call } = await createRig();
    const token = '123456:TEST-TOKEN-FOR-FAKE-TELEGRAM-0000';
    expect(await control.bots({ token, username: 'fixed_bot' })).toMatchObject({ id: 123456, token });
    expect(await control.bots({ token })).toMatchObject({ username: 'fixed_bot' });
    expect(await call('getMe', {}, token)).toMatchObject({ result: { id: 123456 } });
  });

  it('shows what there is and starts anew', async () => {
    const { anna, control, send, call } = await createRig();
    await send('x', { reply_markup: inline({ text: 'A', callback_data: 'a' }) });
    expect(await control.state()).toMatchObject({ users: 1, calls: 1, bots: [{ pending_updates: 0 }] });
    expect(await control.chat(anna.id)).toMatchObject({ messages: [{ by: 'bot', buttons: [['A']] }] });
    await control.reset();
    expect(await control.state()).toMatchObject({ users: 0, bots: [] });
    expect(await control.outbox()).toEqual([]);
    expect(await call('getMe')).toMatchObject({ error_code: 401 });
  });

  it('serves the page', async () => {
    const { url } = await createRig();
    const response = await fetch(`${url}/_fake/`);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toContain('<title>Fake Telegram</title>');
  });
});
