import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openOffice } from '#test/actors/office.ts';
import { PATIENCE } from '#test/patience.ts';
import { explodesOn } from './exploding-name.ts';

const open = async (env: Readonly<Record<string, string>> = {}) => {
  const office = await openOffice({ env });
  onTestFinished(office.close);
  return { office, administrator: await office.employee({ roles: ['administrator'] }) };
};

type Opened = Awaited<ReturnType<typeof open>>;

interface Inbox {
  readonly id: string;
  readonly health: string;
  readonly cure: string | null;
  readonly trouble: string | null;
  readonly last_conflict_at: string | null;
  readonly webhook: { readonly host: string; readonly ours: boolean } | null;
}

const telegramOf = async ({ administrator }: Opened): Promise<Inbox> => {
  const { status, body } = await administrator.get<{ items: Inbox[] }>('/inboxes');
  expect(status).toBe(200);
  const inbox = body.items.find(({ id }) => id === 'telegram');
  if (!inbox) throw new Error('there is no Telegram');
  return inbox;
};

/** Points the bot's webhook elsewhere, as somebody else with the token could. */
const setWebhook = async ({ office }: Opened) => {
  await office.telegram.options({ local: true });
  const root = office.app().config.telegram.channel?.apiRoot;
  const query = new URLSearchParams({ url: 'http://elsewhere.example/secret/path' });
  expect((await fetch(`${root}/bot${office.token}/setWebhook?${query}`)).status).toBe(200);
};

describe('the inbox of Telegram', () => {
  it('is well while its bot polls', async () => {
    expect(await telegramOf(await open())).toMatchObject({ health: 'ok', cure: null, webhook: null });
  });

  it('is down with its cure when nobody is at its address, and tells no secret', async () => {
    const opened = await open({ TELEGRAM_API_ROOT: 'http://127.0.0.1:9' });
    const inbox = await telegramOf(opened);
    expect(inbox).toMatchObject({ health: 'down', cure: 'unreachable' });
    expect(inbox.trouble).toMatch(/ECONNREFUSED/);
    expect(JSON.stringify(inbox)).not.toContain(opened.office.token);
  });

  it('is down when its server takes the call and says nothing; the others are told all the same', async () => {
    const held = new Set<Socket>();
    const silent = createServer((socket) => void held.add(socket.on('error', () => {})));
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const { port } = silent.address() as AddressInfo;
    const opened = await open({ TELEGRAM_API_ROOT: `http://127.0.0.1:${port}` });
    expect(await telegramOf(opened)).toMatchObject({ health: 'down', cure: 'late' });
    const { body } = await opened.administrator.get<{ items: Inbox[] }>('/inboxes');
    expect(body.items.find(({ id }) => id === 'webchat')).toMatchObject({ health: 'ok' });
    silent.close();
    for (const socket of held) socket.destroy();
  });

  it('is down when its token is refused, and well again with the next look after it is taken', async () => {
    const opened = await open();
    const { office, administrator } = opened;
    await office.telegram.token({ revoked: true });
    const refused = await administrator.post<{ steps: unknown[] }>('/inboxes/telegram/set-up');
    expect(refused.body.steps).toEqual([{ what: 'account', outcome: 'refused', reason: '401 Unauthorized' }]);
    expect(await telegramOf(opened)).toMatchObject({ health: 'down', cure: 'unauthorized' });
    await office.telegram.token({ revoked: false });
    const taken = await administrator.post<{ steps: { outcome: string }[] }>('/inboxes/telegram/set-up');
    expect(taken.body.steps.map(({ outcome }) => outcome)).toEqual(['kept', 'kept', 'kept']);
    expect(await telegramOf(opened)).toMatchObject({ health: 'ok' });
  });

  it('is down while somebody’s webhook keeps polling from getting anything', async () => {
    const opened = await open();
    await setWebhook(opened);
    await vi.waitFor(async () => {
      await opened.administrator.post('/inboxes/telegram/set-up');
      expect(await telegramOf(opened)).toMatchObject({
        health: 'down',
        cure: 'webhook_blocks_polling',
        last_conflict_at: expect.stringMatching(/Z$/),
        webhook: { host: 'elsewhere.example', ours: false },
      });
    }, PATIENCE);
  });

  it('gets its webhook back by setting it up', async () => {
    const opened = await open({ TELEGRAM_MODE: 'webhook', PUBLIC_URL: 'http://127.0.0.1:9' });
    const { office, administrator } = opened;
    await office.telegram.options({ local: true });
    const setUp = () => administrator.post<{ steps: unknown[] }>('/inboxes/telegram/set-up');
    expect((await setUp()).body.steps).toContainEqual({ what: 'webhook', outcome: 'set', reason: null });
    expect(await telegramOf(opened)).toMatchObject({ health: 'ok', webhook: { ours: true } });
    await setWebhook(opened);
    await setUp();
    expect(await telegramOf(opened)).toMatchObject({
      health: 'ok',
      webhook: { host: '127.0.0.1:9', ours: true },
    });
  });
});

describe('a turn that fails for good', () => {
  it('is a dead letter in the panel, and is worked again from the chat, once', async () => {
    const opened = await open({ ADMIN_IDS: '1002' });
    const { office, administrator } = opened;
    const anna = await office.person('telegram', { name: 'Анна' });
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    await anna.presses('Изменить имя');
    await anna.hears(/Как вас зовут/);
    const mend = await explodesOn(office.db, 'Взрывная');
    await anna.says('Взрывная');
    await anna.hears(/не получилось обработать/);
    await mend();

    const letters = async (query = '') =>
      (await administrator.get<{ items: Record<string, unknown>[] }>(`/dead-letters${query}`)).body.items;
    const [letter] = await letters();
    expect(letter).toMatchObject({
      inbox: 'telegram',
      person: { name: 'Анна' },
      dialogue: 'profile',
      reason: 'boom',
      attempts: 5,
      payload: { kind: 'text', text: 'Взрывная' },
    });

    const chief = await office.person('telegram', { id: 1002, name: 'Админ' });
    await chief.says('/admin');
    await chief.hears(/Состояние бота/);
    await chief.presses('Необработанные');
    await chief.hears(/Не обработано сообщение/);
    await chief.presses('Обработать заново');
    await anna.hears(/Имя: Взрывная/);
    expect(await letters()).toEqual([]);
    expect(await letters('?state=replayed')).toMatchObject([{ turn: letter?.turn }]);
    const again = await administrator.post(`/dead-letters/${letter?.conversation_id}/${letter?.turn}/replay`);
    expect(again.status).toBe(409);
    const { body } = await administrator.get<{ items: unknown[] }>('/audit?action=deadLetters.replay');
    expect(body.items).toMatchObject([{ channel: 'telegram', actor: { name: 'Админ' } }]);
  });
});

describe('a message that the messenger refuses', () => {
  it('is a failed delivery, and goes out when it is sent again', async () => {
    const { office, administrator } = await open();
    const anna = await office.person('telegram', { name: 'Анна' });
    await office.telegram.faults({ method: 'sendMessage', code: 400, description: 'Bad Request: nonsense' });
    await anna.says('/help');
    const failed = () =>
      administrator.get<{ items: { id: number; error: string }[] }>('/deliveries?state=failed');
    await vi.waitFor(async () => expect((await failed()).body.items).toHaveLength(1), PATIENCE);
    const [delivery] = (await failed()).body.items;
    expect(delivery?.error).toMatch(/nonsense/);
    expect((await administrator.post(`/deliveries/${delivery?.id}/retry`)).status).toBe(201);
    await anna.hears(/Как начать/);
    expect((await administrator.post(`/deliveries/${delivery?.id}/retry`)).status).toBe(409);
  });
});
