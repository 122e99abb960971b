import { describe, expect, it } from 'vitest';
import { createRig, inline, keyboard } from './rig.ts';

describe('chats', () => {
  it('V1: refuses unknown chats and users who never pressed Start', async () => {
    const { control, refusal } = await createRig();
    const boris = await control.users({ first_name: 'Boris' });
    expect(await refusal('sendMessage', { chat_id: 1, text: 'x' })).toBe('400 Bad Request: chat not found');
    expect(await refusal('sendMessage', { chat_id: -100, text: 'x' })).toBe(
      '400 Bad Request: chat not found',
    );
    expect(await refusal('sendMessage', { chat_id: '@nobody', text: 'x' })).toBe(
      '400 Bad Request: chat not found',
    );
    expect(await refusal('sendMessage', { chat_id: boris.id, text: 'x' })).toBe(
      "403 Forbidden: bot can't initiate conversation with a user",
    );
  });

  it('V2: refuses a missing or empty chat_id', async () => {
    const { refusal } = await createRig();
    expect(await refusal('sendMessage', { text: 'x' })).toBe('400 Bad Request: chat_id is empty');
    expect(await refusal('sendMessage', { chat_id: '', text: 'x' })).toBe(
      '400 Bad Request: chat_id is empty',
    );
    expect(await refusal('editMessageText', { text: 'x' })).toBe('400 Bad Request: chat_id is empty');
  });

  it('V20: refuses where the bot is blocked, kicked or the user is gone', async () => {
    const { control, anna, refusal, ok } = await createRig();
    await control.member({ user_id: anna.id, action: 'block' });
    expect(await refusal('sendMessage', { chat_id: anna.id, text: 'x' })).toBe(
      '403 Forbidden: bot was blocked by the user',
    );
    await control.member({ user_id: anna.id, action: 'unblock' });
    await ok('sendMessage', { chat_id: anna.id, text: 'x' });
    await control.member({ user_id: anna.id, action: 'delete' });
    expect(await refusal('sendMessage', { chat_id: anna.id, text: 'x' })).toBe(
      '403 Forbidden: user is deactivated',
    );
    for (const type of ['group', 'supergroup', 'channel'] as const) {
      const chat = await control.chats({ type });
      await ok('sendMessage', { chat_id: chat.id, text: 'x' });
      await control.member({ chat_id: chat.id, action: 'kick' });
      expect(await refusal('sendMessage', { chat_id: chat.id, text: 'x' })).toBe(
        `403 Forbidden: bot was kicked from the ${type} chat`,
      );
    }
    const left = await control.chats({ type: 'supergroup' });
    await ok('leaveChat', { chat_id: left.id });
    expect(await refusal('sendMessage', { chat_id: left.id, text: 'x' })).toBe(
      '403 Forbidden: bot is not a member of the supergroup chat',
    );
  });

  it('V21: names the supergroup that replaced a group', async () => {
    const { control, call, updates } = await createRig();
    const group = await control.chats({ type: 'group', title: 'Shop' });
    const { chat_id } = await control.member({ chat_id: group.id, action: 'migrate' });
    expect(await call('sendMessage', { chat_id: group.id, text: 'x' })).toEqual({
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: chat_id },
    });
    expect(await call('sendMessage', { chat_id, text: 'x' })).toMatchObject({ ok: true });
    expect((await updates()).map(({ message }) => message)).toMatchObject([
      { chat: { id: group.id }, migrate_to_chat_id: chat_id },
      { chat: { id: chat_id }, migrate_from_chat_id: group.id },
    ]);
  });
});

describe('text', () => {
  it.each(['', '   \n\t', '\u00a0', '\u200b\u2060'])('V3: refuses %j', async (text) => {
    const { anna, refusal } = await createRig();
    expect(await refusal('sendMessage', { chat_id: anna.id, text })).toBe(
      '400 Bad Request: message text is empty',
    );
  });

  it('V3: markup alone is no text', async () => {
    const { anna, refusal } = await createRig();
    const text = '<b> </b>';
    expect(await refusal('sendMessage', { chat_id: anna.id, text, parse_mode: 'HTML' })).toBe(
      '400 Bad Request: message text is empty',
    );
  });

  it('V4: counts the length after parsing', async () => {
    const { anna, refusal, ok } = await createRig();
    const full = 'x'.repeat(4096);
    await ok('sendMessage', { chat_id: anna.id, text: full });
    await ok('sendMessage', { chat_id: anna.id, text: `<b>${full}</b>`, parse_mode: 'HTML' });
    expect(await refusal('sendMessage', { chat_id: anna.id, text: `${full}x` })).toBe(
      '400 Bad Request: message is too long',
    );
  });

  it('V5: limits captions to 1024 characters', async () => {
    const { anna, control, ok, refusal, updates } = await createRig();
    await control.message({ user_id: anna.id, document: { size: 10 } });
    const [update] = await updates();
    const file_id = update?.message?.document?.file_id;
    await ok('sendDocument', { chat_id: anna.id, document: file_id, caption: 'x'.repeat(1024) });
    const long = { chat_id: anna.id, document: file_id, caption: 'x'.repeat(1025) };
    expect(await refusal('sendDocument', long)).toBe('400 Bad Request: message caption is too long');
  });

  it('cuts white space at both ends and finds commands, links, mentions, hashtags', async () => {
    const { send } = await createRig();
    expect(await send('  /start see https://kontora.example/a. @anna_b #Труба  ')).toMatchObject({
      text: '/start see https://kontora.example/a. @anna_b #Труба',
      entities: [
        { type: 'bot_command', offset: 0, length: 6 },
        { type: 'url', offset: 11, length: 25 },
        { type: 'mention', offset: 38, length: 7 },
        { type: 'hashtag', offset: 46, length: 6 },
      ],
    });
  });
});

describe('keyboards', () => {
  it('V6: limits callback_data to 64 bytes of UTF-8', async () => {
    const { anna, ok, refusal } = await createRig();
    const withData = (data: string) => ({
      chat_id: anna.id,
      text: 'x',
      reply_markup: inline({ text: 'A', callback_data: data }),
    });
    await ok('sendMessage', withData('x'.repeat(64)));
    await ok('sendMessage', withData('ы'.repeat(32)));
    expect(await refusal('sendMessage', withData('x'.repeat(65)))).toBe(
      '400 Bad Request: BUTTON_DATA_INVALID',
    );
    expect(await refusal('sendMessage', withData('ы'.repeat(33)))).toBe(
      '400 Bad Request: BUTTON_DATA_INVALID',
    );
  });

  it.each([
    ['no action', { text: 'A' }],
    ['empty data', { text: 'A', callback_data: '' }],
  ])('V7: refuses an inline button with %s', async (_, button) => {
    const { anna, refusal } = await createRig();
    expect(await refusal('sendMessage', { chat_id: anna.id, text: 'x', reply_markup: inline(button) })).toBe(
      "400 Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    );
  });

  it.each([
    ['two actions', inline({ text: 'A', callback_data: 'a', url: 'https://kontora.example' })],
    ['no keyboard', { inline_keyboard: null }],
    ['101 buttons', inline(...Array(101).fill({ text: 'A', callback_data: 'a' }))],
    ['101 reply buttons', keyboard(...Array(101).fill('A'))],
    ['an empty label', inline({ text: ' ', callback_data: 'a' })],
    ['a broken link', inline({ text: 'A', url: 'javascript:alert(1)' })],
    ['an empty reply keyboard', { keyboard: [] }],
    ['two actions of a reply button', keyboard({ text: 'A', request_contact: true, request_location: true })],
    ['a keyboard that is neither', { buttons: [] }],
  ])('V8: refuses %s', async (_, reply_markup) => {
    const { anna, refusal, ok } = await createRig();
    expect(await refusal('sendMessage', { chat_id: anna.id, text: 'x', reply_markup })).toMatch(/^400 /);
    const hundred = inline(...Array(100).fill({ text: 'A', callback_data: 'a' }));
    await ok('sendMessage', { chat_id: anna.id, text: 'x', reply_markup: hundred });
  });

  it('V9: refuses contact and Web App buttons outside private chats', async () => {
    const { anna, control, ok, refusal } = await createRig();
    const group = await control.chats({ type: 'group' });
    const web_app = { url: 'https://kontora.example' };
    for (const reply_markup of [
      keyboard({ text: 'Phone', request_contact: true }),
      keyboard({ text: 'App', web_app }),
      inline({ text: 'App', web_app }),
    ]) {
      await ok('sendMessage', { chat_id: anna.id, text: 'x', reply_markup });
      expect(await refusal('sendMessage', { chat_id: group.id, text: 'x', reply_markup })).toMatch(/^400 /);
    }
  });

  it('takes reply buttons as plain strings, and shows only inline keyboards in the result', async () => {
    const { anna, control, send } = await createRig();
    const sent = await send('x', { reply_markup: keyboard('Yes', { text: 'No' }) });
    expect(sent).not.toHaveProperty('reply_markup');
    expect((await control.chat(anna.id)).reply_keyboard).toEqual({ keyboard: [['Yes', { text: 'No' }]] });
    await send('y', { reply_markup: { remove_keyboard: true } });
    expect((await control.chat(anna.id)).reply_keyboard).toBeNull();
  });
});

describe('replies', () => {
  it('V17: refuses a reply to a missing message unless told otherwise', async () => {
    const { anna, control, send, refusal } = await createRig();
    const reply = (reply_parameters: object) => ({ chat_id: anna.id, text: 'x', reply_parameters });
    expect(await refusal('sendMessage', reply({ message_id: 77 }))).toBe(
      '400 Bad Request: message to be replied not found',
    );
    const alone = await send('x', {
      reply_parameters: { message_id: 77, allow_sending_without_reply: true },
    });
    expect(alone).not.toHaveProperty('reply_to_message');

    const { message_id } = await control.message({ user_id: anna.id, text: 'the question' });
    expect(await send('x', { reply_parameters: { message_id, quote: 'question' } })).toMatchObject({
      reply_to_message: { message_id, text: 'the question' },
      quote: { text: 'question', position: 4 },
    });
    expect(await refusal('sendMessage', reply({ message_id, quote: 'answer' }))).toMatch(
      /QUOTE_TEXT_INVALID/,
    );
  });
});

describe('copies and forwards', () => {
  it('copies without an author and forwards with one', async () => {
    const { anna, control, ok, refusal } = await createRig();
    const group = await control.chats({ type: 'supergroup', user_ids: [anna.id] });
    const { message_id } = await control.message({ user_id: anna.id, text: 'pipe /order' });
    const place = { chat_id: group.id, from_chat_id: anna.id, message_id };
    const copy = await ok('copyMessage', place);
    const forward = await ok('forwardMessage', place);
    const { messages } = await control.chat(group.id);
    expect(messages.find((line) => line.message_id === copy.message_id)?.message).not.toHaveProperty(
      'forward_origin',
    );
    expect(forward).toMatchObject({
      text: 'pipe /order',
      forward_origin: { type: 'user', sender_user: { id: anna.id } },
    });
    expect(await refusal('copyMessage', { ...place, message_id: 99 })).toBe(
      '400 Bad Request: message to copy not found',
    );
    expect(await refusal('forwardMessage', { ...place, message_id: 99 })).toBe(
      '400 Bad Request: message to forward not found',
    );
  });

  it('takes several messages at once and skips missing ones', async () => {
    const { anna, send, ok } = await createRig();
    const ids = [(await send('one')).message_id, (await send('two')).message_id];
    const parameters = { chat_id: anna.id, from_chat_id: anna.id, message_ids: [...ids, 99] };
    expect(await ok('copyMessages', parameters)).toHaveLength(2);
    expect(await ok('forwardMessages', parameters)).toHaveLength(2);
  });

  it('does not copy protected messages', async () => {
    const { anna, send, refusal } = await createRig();
    const { message_id } = await send('secret', { protect_content: true });
    const parameters = { chat_id: anna.id, from_chat_id: anna.id, message_id };
    expect(await refusal('copyMessage', parameters)).toBe("400 Bad Request: message can't be copied");
    expect(await refusal('forwardMessage', parameters)).toBe("400 Bad Request: message can't be forwarded");
  });
});

it('sends chat actions, and only those that exist', async () => {
  const { anna, ok, refusal } = await createRig();
  await ok('sendChatAction', { chat_id: anna.id, action: 'typing' });
  expect(await refusal('sendChatAction', { chat_id: anna.id, action: 'dancing' })).toBe(
    '400 Bad Request: wrong parameter action in request',
  );
});
