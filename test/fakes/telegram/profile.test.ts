import { describe, expect, it } from 'vitest';
import { createRig } from './rig.ts';

describe('V23: commands', () => {
  it.each([
    ['over 100', Array(101).fill({ command: 'a', description: 'x' })],
    ['a bad name', [{ command: 'Start', description: 'x' }]],
    ['a slash', [{ command: '/start', description: 'x' }]],
    ['a long name', [{ command: 'a'.repeat(33), description: 'x' }]],
    ['no description', [{ command: 'start', description: '' }]],
    ['a blank description', [{ command: 'start', description: ' ' }]],
    ['a long description', [{ command: 'start', description: 'x'.repeat(257) }]],
  ])('refuses %s', async (_, commands) => {
    const { refusal } = await createRig();
    expect(await refusal('setMyCommands', { commands })).toMatch(/^400 /);
  });

  it('are kept by scope and language', async () => {
    const { anna, ok, refusal } = await createRig();
    const start = [{ command: 'start', description: 'Begin' }];
    const scope = { type: 'chat', chat_id: anna.id };
    await ok('setMyCommands', { commands: start });
    await ok('setMyCommands', { commands: [], scope });
    expect(await ok('getMyCommands')).toEqual(start);
    expect(await ok('getMyCommands', { scope })).toEqual([]);
    expect(await ok('getMyCommands', { language_code: 'ru' })).toEqual([]);
    await ok('deleteMyCommands');
    expect(await ok('getMyCommands')).toEqual([]);
    expect(await refusal('setMyCommands', { commands: start, scope: { type: 'chat', chat_id: 1 } })).toBe(
      '400 Bad Request: chat not found',
    );
    expect(await refusal('setMyCommands', { commands: start, language_code: 'english' })).toMatch(/^400 /);
    expect(await refusal('setMyCommands', { commands: start, scope: { type: 'everybody' } })).toMatch(
      /^400 /,
    );
  });
});

it('keeps names and descriptions by language, within their limits', async () => {
  const { ok, refusal } = await createRig();
  await ok('setMyDescription', { description: 'Shop', language_code: '' });
  await ok('setMyDescription', { description: 'Laden', language_code: 'de' });
  await ok('setMyShortDescription', { short_description: 'S' });
  await ok('setMyName', { name: 'Office' });
  expect(await ok('getMyDescription', { language_code: 'de' })).toEqual({ description: 'Laden' });
  expect(await ok('getMyDescription', { language_code: 'fr' })).toEqual({ description: 'Shop' });
  expect(await ok('getMyShortDescription')).toEqual({ short_description: 'S' });
  expect(await ok('getMyName')).toEqual({ name: 'Office' });
  expect(await refusal('setMyDescription', { description: 'x'.repeat(513) })).toMatch(/^400 /);
  expect(await refusal('setMyShortDescription', { short_description: 'x'.repeat(121) })).toMatch(/^400 /);
  expect(await refusal('setMyName', { name: 'x'.repeat(65) })).toMatch(/^400 /);
});

it('keeps menu buttons by chat', async () => {
  const { anna, ok, refusal } = await createRig();
  const menu_button = { type: 'web_app', text: 'Shop', web_app: { url: 'https://kontora.example' } };
  await ok('setChatMenuButton', { chat_id: anna.id, menu_button });
  expect(await ok('getChatMenuButton', { chat_id: anna.id })).toEqual(menu_button);
  expect(await ok('getChatMenuButton')).toEqual({ type: 'commands' });
  const insecure = { ...menu_button, web_app: { url: 'http://kontora.example' } };
  expect(await refusal('setChatMenuButton', { menu_button: insecure })).toMatch(/Only HTTPS/);
});

describe('chats', () => {
  it('shows chats and members', async () => {
    const { anna, bot, control, ok, refusal } = await createRig();
    const boris = await control.users({ first_name: 'Boris' });
    const group = await control.chats({
      type: 'supergroup',
      title: 'Shop',
      username: 'kontora_shop',
      user_ids: [anna.id],
    });
    expect(await ok('getChat', { chat_id: '@kontora_shop' })).toMatchObject({ id: group.id, title: 'Shop' });
    const statusOf = (user_id: number) => ok('getChatMember', { chat_id: group.id, user_id });
    expect(await statusOf(anna.id)).toMatchObject({ status: 'member', user: { first_name: 'Anna' } });
    expect(await statusOf(boris.id)).toMatchObject({ status: 'left' });
    expect(await statusOf(bot.id)).toMatchObject({ status: 'member', user: { is_bot: true } });
    expect(await refusal('getChatMember', { chat_id: group.id, user_id: 1 })).toMatch(/user not found/);
    await control.member({ user_id: anna.id, action: 'block' });
    expect(await ok('getChat', { chat_id: anna.id })).toMatchObject({ type: 'private', first_name: 'Anna' });
  });

  it('pins and unpins, in groups with the right to', async () => {
    const { anna, control, send, ok, refusal } = await createRig();
    const first = { chat_id: anna.id, message_id: (await send('one')).message_id };
    const second = { chat_id: anna.id, message_id: (await send('two')).message_id };
    await ok('pinChatMessage', first);
    await ok('pinChatMessage', second);
    expect(await ok('getChat', { chat_id: anna.id })).toMatchObject({ pinned_message: { text: 'two' } });
    await ok('unpinChatMessage', { chat_id: anna.id });
    expect(await ok('getChat', { chat_id: anna.id })).toMatchObject({ pinned_message: { text: 'one' } });
    await ok('unpinAllChatMessages', { chat_id: anna.id });
    expect(await refusal('unpinChatMessage', { chat_id: anna.id })).toMatch(/message to unpin not found/);
    expect(await refusal('pinChatMessage', { ...first, message_id: 99 })).toMatch(/message to pin not found/);
    const group = await control.chats({ type: 'supergroup' });
    const { message_id } = await ok('sendMessage', { chat_id: group.id, text: 'x' });
    expect(await refusal('pinChatMessage', { chat_id: group.id, message_id })).toMatch(/not enough rights/);
  });

  it('does not leave private chats', async () => {
    const { anna, refusal } = await createRig();
    expect(await refusal('leaveChat', { chat_id: anna.id })).toMatch(/^400 /);
  });
});
