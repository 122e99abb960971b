import { describe, expect, it, vi } from 'vitest';
import { createEar, openOffice } from './testing.ts';

const LONG = { timeout: 10_000 };
const MENU = {
  ru: [{ command: 'start', description: 'Начать' }],
  en: [{ command: 'start', description: 'Begin' }],
};

/** A channel that is heard by a webhook at a server of one's own. */
const webhookOffice = async () => {
  const office = await openOffice({ limits: false });
  await office.control.options({ local: true });
  const channel = (publicUrl = 'http://127.0.0.1:9') => office.channel({ mode: 'webhook' }, { publicUrl });
  return { ...office, channel };
};

/** Points the bot's webhook somewhere, as somebody else with the token could. */
const setWebhook = async ({ url, bot }: { url: string; bot: { token: string } }, to: string) =>
  expect((await fetch(`${url}/bot${bot.token}/setWebhook?${new URLSearchParams({ url: to })}`)).status).toBe(
    200,
  );

describe('the state of a bot', () => {
  it('says who it is and how it hears, and what this process saw', async () => {
    const { channel, person, control } = await openOffice();
    const { id, address } = await person();
    const telegram = channel();
    expect(await telegram.status?.()).toEqual({
      account: '@kontora_bot',
      name: expect.any(String),
      mode: 'polling',
      webhook: null,
      authorized: true,
      trouble: null,
      lastUpdateAt: null,
      lastLimitedAt: null,
      lastConflictAt: null,
    });
    await control.faults({ method: 'sendMessage', retry_after: 1 });
    await telegram.send({ id: 1, address, text: 'привет' });
    await control.message({ user_id: id, text: 'раз' });
    telegram.poll(createEar().hear);
    await vi.waitFor(
      async () =>
        expect(await telegram.status?.()).toMatchObject({
          lastUpdateAt: expect.any(Date),
          lastLimitedAt: expect.any(Date),
        }),
      LONG,
    );
  });

  it('with a refused token is not authorized, until it is taken again', async () => {
    const { channel, control } = await openOffice();
    const telegram = channel();
    await control.token({ revoked: true });
    expect(await telegram.status?.()).toMatchObject({ authorized: false, trouble: null, account: null });
    await control.token({ revoked: false });
    expect(await telegram.status?.()).toMatchObject({ authorized: true, account: '@kontora_bot' });
  });

  it.each([
    ['a server that is gone', undefined, /no connection \(ECONNREFUSED\)/],
    ['a proxy that speaks for it', { mode: 'html502' }, /web page/],
    ['a server that fails', { code: 500, description: 'Internal Server Error' }, /500/],
    ['a server that hangs', { mode: 'hang' }, /no answer in time/],
  ] as const)('with %s names the trouble and no secret', async (_, fault, reason) => {
    const { channel, control, bot } = await openOffice();
    const telegram = fault ? channel() : channel({ apiRoot: 'http://127.0.0.1:9' });
    if (fault) await control.faults({ method: '*', times: 2, ...fault });
    const status = await telegram.status?.();
    expect(status?.trouble).toMatch(reason);
    expect(status).toMatchObject({ account: null, webhook: null, mode: 'polling' });
    expect(JSON.stringify(status)).not.toContain(bot.token);
  });

  it('shows our webhook without its path', async () => {
    const { channel, person, control } = await webhookOffice();
    const { id } = await person();
    const telegram = channel();
    expect(await telegram.status?.()).toMatchObject({ mode: 'webhook', webhook: null });
    await telegram.prepare?.(MENU);
    const webhook = { host: '127.0.0.1:9', ours: true, certificate: false };
    expect(await telegram.status?.()).toMatchObject({ webhook: { ...webhook, pending: 0, lastError: null } });
    await control.message({ user_id: id, text: 'раз' });
    await vi.waitFor(
      async () =>
        expect(await telegram.status?.()).toMatchObject({
          webhook: { pending: 1, lastError: expect.stringMatching(/./), lastErrorAt: expect.any(Date) },
        }),
      LONG,
    );
    expect(JSON.stringify(await telegram.status?.())).not.toMatch(/telegram\/webhook|v=/);
  });

  it('tells a webhook of somebody else from ours, in either mode', async () => {
    const office = await webhookOffice();
    const { channel, url } = office;
    await setWebhook(office, `${url}/hook?secret=1`);
    expect(await channel().status?.()).toMatchObject({ webhook: { ours: false, host: new URL(url).host } });
    const polling = await openOffice();
    await polling.control.options({ local: true });
    await setWebhook(polling, `${polling.url}/hook`);
    expect(await polling.channel().status?.()).toMatchObject({ mode: 'polling', webhook: { ours: false } });
  });
});

describe('setting a bot up again', () => {
  it('tells the webhook once more, and the menu where it differs', async () => {
    const office = await webhookOffice();
    const telegram = office.channel();
    const steps = [
      { what: 'account', outcome: 'kept', reason: null },
      { what: 'webhook', outcome: 'set', reason: null },
      { what: 'menu', outcome: 'set', reason: null },
    ];
    expect(await telegram.setUp?.(MENU)).toEqual(steps);
    expect(await office.calls('setWebhook')).toHaveLength(1);
    await setWebhook(office, `${office.url}/hook`);
    expect((await telegram.setUp?.(MENU))?.map(({ outcome }) => outcome)).toEqual(['kept', 'set', 'kept']);
    expect(await telegram.status?.()).toMatchObject({ webhook: { ours: true } });
  });

  it('repeats the refusal in the words of Telegram, and goes on with the menu', async () => {
    const { channel, control } = await webhookOffice();
    await control.options({ local: false });
    const steps = await channel('http://plain.example').setUp?.(MENU);
    expect(steps).toMatchObject([
      { what: 'account', outcome: 'kept' },
      { what: 'webhook', outcome: 'refused', reason: expect.stringMatching(/^400 Bad Request: bad webhook/) },
      { what: 'menu', outcome: 'set' },
    ]);
  });

  it('ends at a refused token', async () => {
    const { channel, control } = await openOffice();
    await control.token({ revoked: true });
    expect(await channel().setUp?.(MENU)).toEqual([
      { what: 'account', outcome: 'refused', reason: '401 Unauthorized' },
    ]);
  });

  it('removes a webhook for polling only when polling was asked for', async () => {
    const office = await openOffice({ limits: false });
    await office.control.options({ local: true });
    await setWebhook(office, `${office.url}/hook`);
    const kept = await office.channel({ modeExplicit: false }).setUp?.(MENU);
    expect(kept?.[1]).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(/TELEGRAM_MODE/) });
    expect(await office.calls('deleteWebhook')).toEqual([]);
    const outcome = async () => (await office.channel().setUp?.(MENU))?.[1]?.outcome;
    expect(await outcome()).toBe('removed');
    expect(await outcome()).toBe('kept');
  });
});
