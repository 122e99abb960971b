import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { serve } from '#platform/http/testing.ts';
import { createEar, openOffice } from './testing.ts';
import { webhookSecret } from './webhook.ts';

const LONG = { timeout: 10_000 };
const MENU = { ru: [], en: [] };
const SECRET_KEY = 'secret key';

/** A web server that hears the bot of a fake Telegram. */
const office = async ({ failures = 0 } = {}) => {
  const opened = await openOffice();
  await opened.control.options({ local: true });
  const ear = createEar({ failures });
  const web = await serve(async (http) => {
    await opened.channel({ mode: 'webhook' }, { secretKey: SECRET_KEY }).routes?.(http, ear.hear);
  });
  onTestFinished(web.close);
  const telegram = opened.channel({ mode: 'webhook' }, { secretKey: SECRET_KEY, publicUrl: web.url });
  const secret = webhookSecret(SECRET_KEY, opened.bot.token);
  const deliver = (
    body: string,
    headers: Record<string, string> = { 'x-telegram-bot-api-secret-token': secret },
  ) =>
    fetch(`${web.url}/telegram/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  return { ...opened, ear, web, telegram, deliver };
};

const update = (text: string) => {
  const from = { id: 5_000_000_001, is_bot: false, first_name: 'Анна' };
  const chat = { id: from.id, type: 'private' };
  return JSON.stringify({ update_id: 7, message: { message_id: 1, date: 1, from, chat, text } });
};

describe('the webhook', () => {
  it('stores what Telegram delivers, then answers', async () => {
    const { telegram, control, person, ear } = await office();
    expect(telegram.listen).toBeUndefined();
    await telegram.prepare?.(MENU);
    const { id } = await person();
    await control.message({ user_id: id, text: 'раз' });
    await vi.waitFor(
      async () => expect((await control.webhook()).attempts).toMatchObject([{ status: 200 }]),
      LONG,
    );
    expect(ear.inputs()).toEqual([{ kind: 'text', text: 'раз' }]);
  });

  it('is delivered again what could not be stored', async () => {
    const { telegram, control, person, ear } = await office({ failures: 1 });
    await telegram.prepare?.(MENU);
    const { id } = await person();
    await control.message({ user_id: id, text: 'раз' });
    await vi.waitFor(() => expect(ear.inputs()).toEqual([{ kind: 'text', text: 'раз' }]), LONG);
    expect((await control.webhook()).attempts).toMatchObject([{ status: 503 }, { status: 200 }]);
  });

  it.each([
    ['a wrong secret', { 'x-telegram-bot-api-secret-token': 'guess' }],
    ['no secret', {}],
    ['an empty secret', { 'x-telegram-bot-api-secret-token': '' }],
  ])('turns %s away', async (_, headers) => {
    const { deliver, ear } = await office();
    expect((await deliver(update('раз'), headers)).status).toBe(401);
    expect((await deliver('x'.repeat(100_000), headers)).status).toBe(401);
    expect(ear.attempts).toEqual([]);
  });

  it.each([
    ['{"update_id":', 400],
    ['[]', 400],
    ['null', 400],
    ['{"update_id":"x"}', 400],
    ['{"update_id":1,"holo_message":{}}', 200],
    ['{"update_id":1,"message":{"message_id":"x"}}', 200],
  ])('answers %s with %i and lives on', async (body, status) => {
    const { deliver, ear } = await office();
    const answer = await deliver(body);
    expect(answer.status).toBe(status);
    if (status === 400)
      expect(await answer.json()).toMatchObject({ type: 'urn:kontora:problem:request', status });
    expect(ear.attempts).toEqual([]);
    expect((await deliver(update('раз'))).status).toBe(200);
    expect(ear.inputs()).toHaveLength(1);
  });

  it('takes a text of 1 MB and refuses a body beyond 8 MB', async () => {
    const { deliver, ear } = await office();
    expect((await deliver(update('я'.repeat(1_000_000)))).status).toBe(200);
    expect(ear.inputs()).toHaveLength(1);
    expect((await deliver(update('x'.repeat(8_400_000)))).status).toBe(413);
  });
});

describe('preparing the webhook', () => {
  it('tells Telegram where it is, only when something changed', async () => {
    const { telegram, channel, web, calls } = await office();
    await telegram.prepare?.(MENU);
    await telegram.prepare?.(MENU);
    expect(await calls('setWebhook')).toHaveLength(1);
    expect((await calls('setWebhook'))[0]?.parameters).toMatchObject({
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
      max_connections: 40,
    });
    const changed = channel({ mode: 'webhook' }, { secretKey: 'another key', publicUrl: web.url });
    await vi.waitFor(() => changed.prepare?.(MENU), LONG);
    expect((await calls('setWebhook')).filter(({ ok }) => ok)).toHaveLength(2);
  });

  it('reports what Telegram refuses, and throws while Telegram is away', async () => {
    const { telegram, control, logLines } = await office();
    await control.faults({
      method: 'setWebhook',
      code: 400,
      description: 'Bad Request: bad webhook: bad port',
    });
    await telegram.prepare?.(MENU);
    expect(logLines().filter(({ level }) => level === 50)).toHaveLength(1);
    await control.faults({ method: 'getWebhookInfo', mode: 'html502' });
    await expect(telegram.prepare?.(MENU)).rejects.toMatchObject({ name: 'OuterError', kind: 'down' });
  });
});
