import { describe, expect, it } from 'vitest';
import { createRig, inline } from './rig.ts';

const UNAUTHORIZED = { ok: false, error_code: 401, description: 'Unauthorized' };

describe('address and token', () => {
  it('takes method names in any case, by GET and POST', async () => {
    const { url, bot, call } = await createRig();
    expect(await call('GETME')).toMatchObject({ ok: true, result: { username: 'kontora_test_bot' } });
    const response = await fetch(`${url}/bot${bot.token}/getMe`);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toMatchObject({ ok: true });
  });

  it('answers 401 to malformed, unknown and revoked tokens', async () => {
    const { call, control, bot } = await createRig();
    const malformed = { ...UNAUTHORIZED, description: 'Unauthorized: invalid token specified' };
    expect(await call('getMe', {}, 'nonsense')).toEqual(malformed);
    expect(await call('getMe', {}, '123456:TEST-TOKEN-FOR-NOBODY')).toEqual(UNAUTHORIZED);
    await control.token({ bot_id: bot.id, revoked: true });
    expect(await call('getMe')).toEqual(UNAUTHORIZED);
    await control.token({ bot_id: bot.id, revoked: false });
    expect(await call('getMe')).toMatchObject({ ok: true });
  });

  it('answers 404 to unknown methods and paths, and the status is the error code', async () => {
    const { url, bot, refusal } = await createRig();
    expect(await refusal('sendPigeon')).toBe('404 Not Found: method not found');
    const response = await fetch(`${url}/bot${bot.token}/sendPigeon`);
    expect(response.status).toBe(404);
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
  });

  it('answers 501 to methods and parameters it knows but does not implement', async () => {
    const { refusal, anna } = await createRig();
    expect(await refusal('sendDice', { chat_id: anna.id })).toMatch(/^501 .*sendDice/);
    expect(await refusal('deleteEphemeralMessage')).toMatch(/^501 .*deleteEphemeralMessage/);
    const topic = { chat_id: anna.id, text: 'x', message_thread_id: 5 };
    expect(await refusal('sendMessage', topic)).toMatch(/^501 .*message_thread_id/);
  });

  it('keeps the control API away from the token', async () => {
    const { url, bot } = await createRig();
    expect((await fetch(`${url}/bot${bot.token}/_fake/state`)).status).toBe(404);
  });
});

describe('bodies', () => {
  it('reads urlencoded forms and queries, nested objects as JSON', async () => {
    const { url, bot, anna } = await createRig();
    const form = new URLSearchParams({
      chat_id: String(anna.id),
      text: 'from a form',
      disable_notification: 'true',
      reply_markup: JSON.stringify(inline({ text: 'A', callback_data: 'a' })),
    });
    const posted = await fetch(`${url}/bot${bot.token}/sendMessage`, { method: 'POST', body: form });
    expect(await posted.json()).toMatchObject({
      ok: true,
      result: {
        text: 'from a form',
        reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] },
      },
    });
    const got = await fetch(`${url}/bot${bot.token}/sendMessage?chat_id=${anna.id}&text=from+a+query`);
    expect(await got.json()).toMatchObject({ ok: true, result: { text: 'from a query' } });
  });

  it('reads multipart forms with fields and files', async () => {
    const { url, bot, anna, control } = await createRig();
    const form = new FormData();
    form.set('chat_id', String(anna.id));
    form.set('caption', 'the price list');
    form.set('document', new Blob(['a;b'], { type: 'text/csv' }), 'prices.csv');
    const response = await fetch(`${url}/bot${bot.token}/sendDocument`, { method: 'POST', body: form });
    expect(await response.json()).toMatchObject({
      ok: true,
      result: {
        caption: 'the price list',
        document: { file_name: 'prices.csv', mime_type: 'text/csv', file_size: 3 },
      },
    });
    const [call] = await control.outbox({ method: 'sendDocument' });
    expect(call?.parameters.document).toEqual({
      file_name: 'prices.csv',
      mime_type: 'text/csv',
      file_size: 3,
    });
  });

  it('takes nested objects as JSON strings inside JSON, and numeric chat ids as strings', async () => {
    const { ok, anna } = await createRig();
    const markup = JSON.stringify(inline({ text: 'A', callback_data: 'a' }));
    const message = await ok('sendMessage', { chat_id: String(anna.id), text: 'x', reply_markup: markup });
    expect(message).toMatchObject({
      reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] },
    });
  });

  it.each([
    ['broken JSON', 'application/json', '{"chat_id":'],
    ['JSON that is no object', 'application/json', '[1]'],
    ['a content type nobody sends', 'text/plain', 'chat_id=1'],
    ['multipart without a boundary', 'multipart/form-data', 'x'],
  ])('refuses %s', async (_, type, body) => {
    const { url, bot } = await createRig();
    const headers = { 'content-type': type };
    const response = await fetch(`${url}/bot${bot.token}/sendMessage`, { method: 'POST', headers, body });
    expect(response.status).toBe(400);
  });
});

describe('parameters are checked against the description of the Bot API', () => {
  it.each([
    ['a missing one', 'sendPhoto', {}, /parameter "photo" is required/],
    ['an unknown one', 'sendMessage', { text: 'x', replyMarkup: {} }, /unknown parameter "replyMarkup"/],
    ['a wrong type', 'sendMessage', { text: 5 }, /"text" must be a String/],
    ['null', 'sendMessage', { text: 'x', parse_mode: null }, /"parse_mode" must be a String/],
    ['a number as text in JSON', 'deleteMessage', { message_id: '5' }, /"message_id" must be an Integer/],
    [
      'a wrong nested type',
      'sendMessage',
      { text: 'x', reply_markup: inline({ text: 1, callback_data: 'a' }) },
      /"reply_markup\.inline_keyboard\[0\]\[0\]\.text" must be a String/,
    ],
    [
      'an unknown nested field',
      'sendMessage',
      { text: 'x', reply_parameters: { message_id: 1, quoted: 'x' } },
      /"reply_parameters" has the unknown field "quoted"/,
    ],
    [
      'a value outside a closed list',
      'sendMessage',
      { text: 'x', reply_markup: inline({ text: 'A', callback_data: 'a', style: 'pink' }) },
      /must be one of "danger", "success", "primary"/,
    ],
    [
      'a limit on length',
      'sendMessage',
      { text: 'x', reply_markup: { force_reply: true, input_field_placeholder: 'x'.repeat(65) } },
      /must have 1-64 characters/,
    ],
    [
      'a missing field of a list item',
      'sendMediaGroup',
      { media: [{ type: 'photo' }, { type: 'photo' }] },
      /"media\[0\]" lacks the field "media"/,
    ],
    ['too few items', 'sendMediaGroup', { media: [{ type: 'photo', media: 'x' }] }, /must have 2-10 items/],
    ['too many items', 'deleteMessages', { message_ids: Array(101).fill(1) }, /must have 1-100 items/],
  ])('%s', async (_, method, parameters, problem) => {
    const { anna, refusal } = await createRig();
    expect(await refusal(method, { chat_id: anna.id, ...parameters })).toMatch(problem);
  });

  it('refuses numbers outside their range', async () => {
    const { refusal } = await createRig();
    expect(await refusal('getUpdates', { limit: 101 })).toMatch(/"limit" must be in 1-100/);
  });
});

describe('outbox', () => {
  it('records calls in order with parameters, result and time, refused ones included', async () => {
    const { control, anna, call, send } = await createRig();
    const sent = await send('one');
    await call('sendMessage', { chat_id: anna.id, text: '' });
    await call('sendPigeon');
    await call('getMe', {}, '123456:TEST-TOKEN-FOR-NOBODY');
    const calls = await control.outbox();
    expect(calls.map(({ method, ok }) => [method, ok])).toEqual([
      ['sendMessage', true],
      ['sendMessage', false],
      ['sendPigeon', false],
      ['getMe', false],
    ]);
    expect(calls.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    expect(calls[0]).toMatchObject({ parameters: { text: 'one' }, result: { message_id: sent.message_id } });
    expect(Math.abs(Date.now() - (calls[0]?.at ?? 0))).toBeLessThan(60_000);
    expect(calls[1]?.error).toEqual({ error_code: 400, description: 'Bad Request: message text is empty' });
    expect(await control.outbox({ method: 'SENDMESSAGE', chat_id: anna.id, since: 1 })).toHaveLength(1);
  });

  it('can be bounded', async () => {
    const { control, send } = await createRig({ keep: 10 });
    for (let count = 1; count <= 35; count++) await send(`message ${count}`);
    const calls = await control.outbox();
    expect(calls.length).toBeGreaterThanOrEqual(10);
    expect(calls.length).toBeLessThanOrEqual(20);
    expect(calls.at(-1)).toMatchObject({ sequence: 35, parameters: { text: 'message 35' } });
  });

  it('wakes a waiting test as soon as the chat gets something', async () => {
    const { control, anna, send } = await createRig();
    const first = await control.waitFor({ chat_id: anna.id, timeout_ms: 1, after: 0 }).catch(() => undefined);
    expect(first).toBeUndefined();
    const waiting = control.waitFor({ chat_id: anna.id });
    await send('here');
    const call = await waiting;
    expect(call.parameters.text).toBe('here');
    const next = control.wait({ chat_id: anna.id, after: call.sequence, timeout_ms: 1 });
    expect(await next).toBeUndefined();
  });
});
