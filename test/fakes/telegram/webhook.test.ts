import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createRig, eventually } from './rig.ts';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly update: { readonly update_id: number; readonly message?: { text?: string } };
  /** Answers the request. */
  reply(status: number, headers?: Record<string, string>, body?: string): void;
}

const servers: (() => void)[] = [];

afterEach(() => {
  for (const close of servers.splice(0)) close();
});

/** A bot's server: collects updates and answers as `answer` says, or when the test does. */
async function createReceiver(answer: (received: Received) => void = ({ reply }) => reply(200)) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const one: Received = {
        headers: request.headers,
        update: JSON.parse(body),
        reply: (status, headers = {}, text = '') => response.writeHead(status, headers).end(text),
      };
      received.push(one);
      answer(one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    texts: () => received.map(({ update }) => update.message?.text),
    waitFor: (count: number) => eventually(() => expect(received.length).toBe(count)),
  };
}

const silent = () => undefined;

describe('V24: setWebhook', () => {
  const bad = '400 Bad Request: bad webhook: ';
  it.each([
    ['http://kontora.example/hook', `${bad}An HTTPS URL must be provided for webhook`],
    ['https://kontora.example:8000/', `${bad}Webhook can be set up only on ports 80, 88, 443 or 8443`],
    ['https://127.0.0.1/hook', `${bad}IP address 127.0.0.1 is reserved`],
    ['https://[::1]/hook', `${bad}IP address ::1 is reserved`],
    ['nonsense', `${bad}invalid webhook URL specified`],
  ])('refuses %s', async (url, problem) => {
    const { refusal } = await createRig();
    expect(await refusal('setWebhook', { url })).toBe(problem);
  });

  it('checks the secret', async () => {
    const { ok, refusal } = await createRig();
    const url = 'https://kontora.example/hook';
    const withSecret = (secret_token: string) => ({ url, secret_token });
    expect(await refusal('setWebhook', withSecret('x'.repeat(257)))).toBe(
      '400 Bad Request: secret token is too long',
    );
    expect(await refusal('setWebhook', withSecret('p@ss'))).toBe(
      '400 Bad Request: secret token contains unallowed characters',
    );
    expect(await refusal('setWebhook', { url, max_connections: 101 })).toMatch(/^400 /);
    await ok('setWebhook', { ...withSecret('x'.repeat(256)), max_connections: 100 });
    for (const port of [80, 88, 8443])
      await ok('setWebhook', { url: `https://kontora.example:${port}/hook` });
  });

  it('allows plain http anywhere in local mode', async () => {
    const { ok, control, refusal } = await createRig();
    const { url } = await createReceiver();
    expect(await refusal('setWebhook', { url })).toMatch(/HTTPS/);
    await control.options({ local: true });
    await ok('setWebhook', { url });
  });
});

describe('delivery', () => {
  it('brings updates with the secret, and tells about itself', async () => {
    const { anna, control, ok } = await createRig({ local: true });
    const hook = await createReceiver();
    const early = await control.message({ user_id: anna.id, text: 'before' });
    await ok('setWebhook', { url: hook.url, secret_token: 'hush', allowed_updates: ['message'] });
    await control.message({ user_id: anna.id, text: 'after' });
    await hook.waitFor(2);
    expect(hook.texts()).toEqual(['before', 'after']);
    expect(hook.received[0]?.update.update_id).toBe(early.update_id);
    expect(hook.received[0]?.headers).toMatchObject({
      'x-telegram-bot-api-secret-token': 'hush',
      'content-type': 'application/json',
    });
    await eventually(async () =>
      expect(await ok('getWebhookInfo')).toEqual({
        url: hook.url,
        has_custom_certificate: false,
        pending_update_count: 0,
        max_connections: 40,
        allowed_updates: ['message'],
      }),
    );
  });

  it('keeps the order of a chat and waits for its oldest update; other chats and buttons pass', async () => {
    const { anna, control, ok } = await createRig({ local: true });
    const boris = await control.users({ first_name: 'Boris' });
    const hook = await createReceiver(silent);
    await ok('setWebhook', { url: hook.url });
    await control.message({ user_id: anna.id, text: 'anna 1' });
    await control.message({ user_id: anna.id, text: 'anna 2' });
    await control.message({ user_id: boris.id, text: 'boris 1' });
    await control.update({ callback_query: { id: '1', from: anna, chat_instance: '1', data: 'x' } });
    await control.update({ my_chat_member: { chat: anna, from: anna, date: 1 } });
    await hook.waitFor(4);
    expect(new Set(hook.texts())).toEqual(new Set(['anna 1', 'boris 1', undefined]));
    hook.received.find(({ update }) => update.message?.text === 'anna 1')?.reply(200);
    await hook.waitFor(5);
    expect(hook.texts().at(-1)).toBe('anna 2');
  });

  it('opens at most max_connections', async () => {
    const { control, ok } = await createRig({ local: true });
    const hook = await createReceiver(silent);
    await ok('setWebhook', { url: hook.url, max_connections: 2 });
    for (const first_name of ['A', 'B', 'C']) {
      const user = await control.users({ first_name });
      await control.message({ user_id: user.id, text: first_name });
    }
    await hook.waitFor(2);
    await control.state();
    expect(hook.received).toHaveLength(2);
    hook.received[0]?.reply(200);
    await hook.waitFor(3);
  });

  it('retries at once, then after 2, 4, 8 … s, and blocks the chat until the update is taken', async () => {
    const { anna, control, ok } = await createRig({ local: true, webhookTimeScale: 0 });
    let failures = 8;
    const hook = await createReceiver(({ reply }) => reply(failures-- > 0 ? 500 : 204));
    await ok('setWebhook', { url: hook.url });
    await control.message({ user_id: anna.id, text: 'poison' });
    await control.message({ user_id: anna.id, text: 'next' });
    await hook.waitFor(10);
    const { attempts } = await eventually(async () => {
      const webhook = await control.webhook();
      expect(webhook.attempts).toHaveLength(10);
      return webhook;
    });
    expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 1]);
    expect(attempts.slice(0, 7).map(({ retry_in }) => retry_in)).toEqual([
      0,
      2,
      4,
      8,
      16,
      32,
      expect.any(Number),
    ]);
    expect(attempts[7]?.retry_in).toBeGreaterThanOrEqual(60);
    expect(attempts[7]?.retry_in).toBeLessThanOrEqual(120);
    expect(attempts[8]).toMatchObject({ status: 204 });
    expect(attempts[8]).not.toHaveProperty('retry_in');
    expect(hook.texts()).toEqual([...Array(9).fill('poison'), 'next']);
  });

  it('waits as the clock says: nothing is retried before its time', async () => {
    const { anna, control, ok } = await createRig({ local: true, frozen: true, webhookTimeScale: 1 });
    const hook = await createReceiver(({ reply }) => reply(503, { 'retry-after': '9999' }));
    await ok('setWebhook', { url: hook.url });
    await control.message({ user_id: anna.id, text: 'x' });
    const { attempts } = await eventually(async () => {
      const webhook = await control.webhook();
      expect(webhook.attempts).toHaveLength(1);
      return webhook;
    });
    expect(attempts[0]).toMatchObject({ status: 503, retry_in: 3600 });
    await control.clock({ advance_ms: 3599_000 });
    await control.state();
    expect(hook.received).toHaveLength(1);
    await control.clock({ advance_ms: 1000 });
    await hook.waitFor(2);
    expect(await ok('getWebhookInfo')).toMatchObject({
      pending_update_count: 1,
      last_error_message: 'Wrong response from the webhook: 503 Service Unavailable',
    });
  });

  it('gives up when the update expires', async () => {
    const { anna, control, ok } = await createRig({ local: true, frozen: true, webhookTimeScale: 1 });
    const hook = await createReceiver(({ reply }) => reply(500, { 'retry-after': '200' }));
    await ok('setWebhook', { url: hook.url });
    await control.update({ callback_query: { id: '1', from: anna, chat_instance: '1', data: 'x' } });
    await eventually(async () => expect((await control.webhook()).attempts).toHaveLength(1));
    await control.clock({ advance_ms: 200_000 });
    await eventually(async () =>
      expect(await ok('getWebhookInfo')).toMatchObject({ pending_update_count: 0 }),
    );
    expect(hook.received).toHaveLength(1);
  });

  it('removes the webhook after 23 h of 410', async () => {
    const { anna, control, ok } = await createRig({ local: true, frozen: true, webhookTimeScale: 1 });
    const hook = await createReceiver(({ reply }) => reply(410, { 'retry-after': '3600' }));
    await ok('setWebhook', { url: hook.url });
    await control.message({ user_id: anna.id, text: 'x' });
    for (let hour = 1; hour <= 23; hour++) {
      await eventually(async () => expect((await control.webhook()).attempts).toHaveLength(hour));
      expect(await ok('getWebhookInfo')).toMatchObject({ url: hook.url });
      await control.clock({ advance_ms: 3600_000 });
    }
    await eventually(async () => expect(await ok('getWebhookInfo')).toMatchObject({ url: '' }));
    expect(await ok('getWebhookInfo')).toMatchObject({ pending_update_count: 1 });
  });

  it('notes a server that is not there or does not answer within 60 s', async () => {
    const { anna, control, ok } = await createRig({ local: true, frozen: true, webhookTimeScale: 1 });
    const hook = await createReceiver(silent);
    await ok('setWebhook', { url: hook.url });
    await control.message({ user_id: anna.id, text: 'x' });
    await hook.waitFor(1);
    await control.clock({ advance_ms: 60_000 });
    await eventually(async () =>
      expect((await control.webhook()).attempts).toMatchObject([{ error: 'Read timeout expired' }]),
    );
    await ok('setWebhook', { url: 'http://127.0.0.1:1/hook' });
    await eventually(async () =>
      expect(await ok('getWebhookInfo')).toMatchObject({ last_error_message: 'Connection refused' }),
    );
  });

  it('stops after deleteWebhook and leaves the rest to polling, or drops it when told', async () => {
    const { anna, control, ok, updates } = await createRig({
      local: true,
      frozen: true,
      webhookTimeScale: 1,
    });
    const hook = await createReceiver(({ reply }) => reply(500, { 'retry-after': '60' }));
    await ok('setWebhook', { url: hook.url });
    await control.message({ user_id: anna.id, text: 'x' });
    await eventually(async () => expect((await control.webhook()).attempts).toHaveLength(1));
    await ok('deleteWebhook');
    await control.clock({ advance_ms: 60_000 });
    expect(await updates()).toMatchObject([{ message: { text: 'x' } }]);
    await ok('setWebhook', { url: hook.url, drop_pending_updates: true });
    expect(await ok('getWebhookInfo')).toMatchObject({ pending_update_count: 0 });
    expect(hook.received).toHaveLength(1);
  });

  it('runs a call that stands in the answer, unseen', async () => {
    const { anna, control, ok } = await createRig({ local: true });
    const body = JSON.stringify({ method: 'sendMessage', chat_id: anna.id, text: 'from the answer' });
    const hook = await createReceiver(({ reply }) =>
      reply(200, { 'content-type': 'application/json' }, body),
    );
    await ok('setWebhook', { url: hook.url });
    await control.message({ user_id: anna.id, text: 'x' });
    expect(await control.waitFor({ chat_id: anna.id })).toMatchObject({
      via: 'webhook',
      parameters: { text: 'from the answer' },
    });
  });

  it('delivers duplicates on demand', async () => {
    const { anna, control, ok } = await createRig({ local: true });
    const hook = await createReceiver();
    await ok('setWebhook', { url: hook.url });
    await control.message({ user_id: anna.id, text: 'x' });
    await hook.waitFor(1);
    await control.again();
    await hook.waitFor(2);
    expect(hook.received[1]?.update).toEqual(hook.received[0]?.update);
  });
});
