import { expect, it } from 'vitest';
import { createRig, inline, keyboard, png } from './rig.ts';
import { spec } from './spec.ts';
import { problemOf } from './validation.ts';

it('everything the fake answers and delivers fits the description of the Bot API', async () => {
  const { url, bot, anna, control, ok, send } = await createRig();
  const group = await control.chats({ type: 'group', user_ids: [anna.id] });
  const channel = await control.chats({ type: 'channel' });
  await ok('getUpdates', {
    allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member', 'channel_post'],
  });

  const { message_id } = await control.message({ user_id: anna.id, text: '/start @x https://a.example' });
  await control.message({ user_id: anna.id, text: 'edited', edit_message_id: message_id });
  await control.message({ user_id: anna.id, chat_id: group.id, text: 'x', reply_to_message_id: undefined });
  await control.message({ user_id: anna.id, chat_id: channel.id, text: 'x' });
  await control.message({ user_id: anna.id, photo: {}, caption: 'x' });
  await control.message({ user_id: anna.id, document: { size: 5 } });
  await control.contact({ user_id: anna.id, phone_number: '7', forwarded: true, via_bot: true });
  const asked = await send('x', {
    reply_markup: inline({ text: 'A', callback_data: 'a' }),
    reply_parameters: { message_id },
  });
  const pressed = await control.callback({ user_id: anna.id, message_id: asked.message_id, data: 'a' });
  await ok('answerCallbackQuery', { callback_query_id: pressed.callback_query_id });
  await send('x', { reply_markup: keyboard({ text: 'P', request_contact: true }), parse_mode: 'HTML' });
  await control.press({ user_id: anna.id, label: 'P' });

  const form = new FormData();
  form.set('chat_id', String(anna.id));
  form.set('photo', new Blob([png(200, 100)]), 'a.png');
  const answer = await fetch(`${url}/bot${bot.token}/sendPhoto`, { method: 'POST', body: form });
  const { result } = (await answer.json()) as { result: { photo: { file_id: string }[] } };
  const place = { chat_id: anna.id, from_chat_id: anna.id, message_id };
  await ok('editMessageText', { chat_id: anna.id, message_id: asked.message_id, text: 'y' });
  const media = { type: 'photo', media: result.photo[0]?.file_id, caption: 'z' };
  await ok('editMessageMedia', { chat_id: anna.id, message_id: asked.message_id, media });
  await ok('copyMessage', place);
  await ok('forwardMessage', place);
  await ok('pinChatMessage', { chat_id: anna.id, message_id });
  for (const chat_id of [anna.id, group.id, channel.id]) await ok('getChat', { chat_id });
  for (const user_id of [anna.id, bot.id]) await ok('getChatMember', { chat_id: group.id, user_id });
  await ok('setWebhook', { url: 'https://kontora.example/hook', ip_address: '192.0.2.1' });
  await ok('getWebhookInfo');
  await ok('deleteWebhook');
  await ok('getMe');
  await ok('getMyName');
  await ok('getMyCommands');
  await ok('getMyDescription');
  await ok('getMyShortDescription');
  await ok('getChatMenuButton');
  await control.member({ user_id: anna.id, action: 'block' });
  await control.member({ user_id: anna.id, action: 'unblock' });
  await control.member({ chat_id: group.id, action: 'promote' });
  await control.member({ chat_id: group.id, action: 'kick' });
  expect(await ok('getUpdates', { offset: 1 })).toHaveLength(13);

  expect(problemOf('Message', { message_id: 1 })).toBeDefined();
  const calls = (await control.outbox()).filter((call) => call.ok);
  expect(calls.length).toBeGreaterThanOrEqual(24);
  const problems = calls.flatMap(({ method, result }) => {
    const options = spec.methods[method]?.returns ?? [];
    const found = options.map((type) => problemOf(type, result));
    return found.includes(undefined) ? [] : [`${method}: ${found.join(' / ')}`];
  });
  expect(problems).toEqual([]);
});
