import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { type Actor, theOffice } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { silent, testDatabase } from '#test/database.ts';
import type { Channel, ChannelStatus, SetUpStep } from './channel.ts';
import { addInboxRoutes } from './inbox-routes.ts';
import { createInboxes, type Inboxes } from './inboxes.ts';
import {
  aConversation,
  aDelivery,
  aPerson,
  auditOf,
  type PanelServer,
  servePanel,
} from './test-operations.ts';
import { createWire } from './testing.ts';

let database: OpenDatabase;
let panel: PanelServer;
let inboxes: Inboxes;

/** The time, moved by the tests. */
const clock = { ms: Date.now(), now: () => clock.ms };
const told: string[] = [];
const said: { conversationId: string; text: string }[] = [];

const FINE: ChannelStatus = {
  account: '@bot',
  name: 'Bot',
  mode: 'webhook',
  webhook: {
    host: 'office.example',
    ours: true,
    certificate: false,
    pending: 3,
    lastError: 'timeout',
    lastErrorAt: new Date(0),
  },
  authorized: true,
  trouble: null,
  lastUpdateAt: new Date(1_000),
  lastLimitedAt: null,
  lastConflictAt: null,
};
/** What the messenger of the inbox `bot` answers, and what setting it up comes to. */
let answer: () => Promise<ChannelStatus>;
let steps: readonly SetUpStep[];
let asked = 0;

const channelOf = (fields: Partial<Channel>): Channel => ({ ...createWire().channel, ...fields });
const bot = channelOf({
  inbox: 'bot',
  name: 'bot',
  status: () => {
    asked += 1;
    return answer();
  },
  setUp: async (menus) => {
    told.push(`menus ${Object.keys(menus)}`);
    return steps;
  },
});
const webchat = channelOf({
  inbox: 'webchat',
  name: 'webchat',
  status: async () => ({ ...FINE, mode: 'http', account: null, name: null, webhook: null }),
});

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  inboxes = createInboxes({
    db,
    channels: [bot, webchat],
    absent: [{ inbox: 'rocket', name: 'rocketchat', needs: 'ROCKET_URL' }],
    menus: () => ({ ru: [], en: [] }),
    say: async (tx, { conversationId, text }) => {
      said.push({ conversationId, text });
      return aDelivery(tx, conversationId, { state: 'queued', content: { text } });
    },
    due: (id) => told.push(`due ${id}`),
    audit: createAudit({ clock, log: silent }),
    clock,
    patienceMs: 50,
  });
  panel = await servePanel(db, (http) => addInboxRoutes(http, { inboxes }));
});
afterAll(async () => {
  await panel?.close();
  await database?.close();
});
beforeEach(() => {
  panel.as('administrator');
  answer = async () => FINE;
  steps = [{ what: 'account', outcome: 'kept', reason: null }];
  clock.ms += 60_000;
  asked = 0;
});

interface Inbox {
  readonly id: string;
  readonly health: string;
  readonly cure: string | null;
  readonly waiting_seconds: number;
}
const list = async () => (await panel.get<{ items: Inbox[] }>('/inboxes')).body.items;
const inbox = async (id: string) => (await list()).find((one) => one.id === id);

describe('the list', () => {
  it('has every inbox that is, could be, or once was', async () => {
    await aConversation(database.db, { inbox: 'bygone' });
    expect((await list()).map(({ id, health, cure }) => [id, health, cure])).toEqual([
      ['bot', 'ok', null],
      ['bygone', 'off', 'not_configured'],
      ['rocket', 'off', 'needs_setting'],
      ['webchat', 'ok', null],
    ]);
    expect(await inbox('rocket')).toMatchObject({
      channel: 'rocketchat',
      configured: false,
      needs: 'ROCKET_URL',
      mode: null,
      conversations: 0,
    });
  });

  it('tells what the messenger and the database know', async () => {
    const { db } = database;
    const [one, two] = [await aConversation(db, { inbox: 'bot' }), await aConversation(db, { inbox: 'bot' })];
    await aDelivery(db, one, { secondsAgo: 100 });
    await aDelivery(db, two, { secondsAgo: 50 });
    await aDelivery(db, one, { state: 'failed' });
    await aDelivery(db, one, { state: 'unknown', secondsAgo: 90_000 });
    await aDelivery(db, one, { state: 'queued' });
    await aDelivery(db, two, { state: 'sending' });
    await db
      .updateTable('conversations')
      .set({ heard: 7, said: 5, due_at: new Date(Date.now() - 10_000) })
      .where('id', '=', one)
      .execute();
    const told = await inbox('bot');
    expect(told).toEqual({
      id: 'bot',
      channel: 'bot',
      configured: true,
      needs: null,
      health: 'ok',
      cure: null,
      account: '@bot',
      name: 'Bot',
      mode: 'webhook',
      authorized: true,
      trouble: null,
      webhook: {
        host: 'office.example',
        ours: true,
        certificate: false,
        pending: 3,
        last_error: 'timeout',
        last_error_at: '1970-01-01T00:00:00.000Z',
      },
      last_update_at: '1970-01-01T00:00:01.000Z',
      last_limited_at: null,
      last_conflict_at: null,
      last_heard_at: expect.stringMatching(/Z$/),
      last_delivered_at: expect.stringMatching(/Z$/),
      waiting: 2,
      waiting_seconds: expect.any(Number),
      unsent: 2,
      failed: 1,
      conversations: 2,
      can_set_up: true,
    });
    expect(told?.waiting_seconds).toBeGreaterThanOrEqual(10);
    expect(told?.waiting_seconds).toBeLessThan(70);
    expect(await inbox('webchat')).toMatchObject({ waiting: 0, unsent: 0, mode: 'http', can_set_up: false });
    const delivered = Date.parse(
      ((await inbox('bot')) as unknown as { last_delivered_at: string }).last_delivered_at,
    );
    expect(Math.abs(Date.now() - 50_000 - delivered)).toBeLessThan(60_000);
  });

  it('asks a messenger at most every ten seconds', async () => {
    await Promise.all([list(), list()]);
    clock.ms += 9_999;
    await list();
    expect(asked).toBe(1);
    answer = async () => ({ ...FINE, authorized: false });
    clock.ms += 1;
    expect(await inbox('bot')).toMatchObject({ health: 'down', cure: 'unauthorized' });
    expect(asked).toBe(2);
  });

  it('does not wait for a messenger that says nothing', async () => {
    answer = () => new Promise(() => {});
    expect(await inbox('bot')).toMatchObject({
      health: 'down',
      cure: 'late',
      account: null,
      configured: true,
    });
    expect(asked).toBe(1);
  });

  it('bears a channel that breaks', async () => {
    answer = () => Promise.reject(new Error('broken'));
    expect(await inbox('bot')).toMatchObject({ health: 'down', cure: 'late' });
    expect(await inbox('webchat')).toMatchObject({ health: 'ok' });
  });
});

describe('a test message', () => {
  it('is said in the language of the person, and is a delivery', async () => {
    const { db } = database;
    const personId = await aPerson(db, 'Anna');
    await db.updateTable('people').set({ locale: 'en' }).where('id', '=', personId).execute();
    const english = await aConversation(db, { inbox: 'bot', personId });
    const russian = await aConversation(db, { inbox: 'bot' });
    const sent = await panel.post<{ id: number }>('/inboxes/bot/test', { conversation_id: english });
    expect(sent).toMatchObject({ status: 201, body: { id: expect.any(Number) } });
    await panel.post('/inboxes/bot/test', { conversation_id: russian });
    expect(said.slice(-2)).toMatchObject([
      { conversationId: english, text: expect.stringMatching(/connection check/) },
      { conversationId: russian, text: expect.stringMatching(/Проверка связи/) },
    ]);
    expect(told.slice(-2)).toEqual([`due ${english}`, `due ${russian}`]);
    const entries = (await auditOf(db, 'inbox')).filter(({ action }) => action === 'inboxes.test');
    expect(entries[0]).toMatchObject({
      subject_id: 'bot',
      actor_id: panel.personId,
      after: { conversation: english },
    });
  });

  it('is refused where there is nobody to say it to', async () => {
    const { db } = database;
    const elsewhere = await aConversation(db, { inbox: 'webchat' });
    const bygone = await aConversation(db, { inbox: 'bygone' });
    const before = said.length;
    const post = async (inbox: string, body: unknown) =>
      (await panel.post(`/inboxes/${inbox}/test`, body)).status;
    expect(await post('bot', { conversation_id: elsewhere })).toBe(422);
    expect(await post('bot', { conversation_id: newId() })).toBe(422);
    expect(await post('bot', {})).toBe(422);
    expect(await post('bygone', { conversation_id: bygone })).toBe(409);
    expect(await post('rocket', { conversation_id: bygone })).toBe(409);
    expect(await post('nowhere', { conversation_id: bygone })).toBe(404);
    expect(said).toHaveLength(before);
  });
});

describe('setting up', () => {
  it('answers step by step, and the next look is a fresh one', async () => {
    await list();
    expect((await panel.post('/inboxes/bot/set-up')).body).toEqual({ steps });
    expect(told.at(-1)).toBe('menus ru,en');
    await list();
    expect(asked).toBe(2);
  });

  it('that was refused is told in the words of the messenger, and written down as refused', async () => {
    steps = [{ what: 'webhook', outcome: 'refused', reason: '400 Bad Request: bad webhook' }];
    const { status, body } = await panel.post('/inboxes/bot/set-up');
    expect([status, body]).toEqual([200, { steps }]);
    const entries = (await auditOf(database.db, 'inbox')).filter(({ action }) => action === 'inboxes.setUp');
    expect(entries.map(({ outcome }) => outcome)).toEqual(['done', 'refused']);
  });

  it('is for channels that have something to set up', async () => {
    const post = async (inbox: string) => (await panel.post(`/inboxes/${inbox}/set-up`)).status;
    expect(await post('webchat')).toBe(409);
    expect(await post('rocket')).toBe(409);
    expect(await post('nowhere')).toBe(404);
  });
});

describe('who may', () => {
  it('a manager looks, an operator does not, and only an administrator works', async () => {
    const conversation_id = await aConversation(database.db, { inbox: 'bot' });
    const works = async () => [
      (await panel.post('/inboxes/bot/set-up')).status,
      (await panel.post('/inboxes/bot/test', { conversation_id })).status,
    ];
    panel.as('manager');
    expect((await panel.get('/inboxes')).status).toBe(200);
    expect(await works()).toEqual([403, 403]);
    panel.as('operator');
    expect((await panel.get('/inboxes')).status).toBe(403);
    expect(await works()).toEqual([403, 403]);
    panel.as();
    expect((await panel.get('/inboxes')).status).toBe(401);
    expect(await works()).toEqual([401, 401]);
  });

  it('is asked by every use case', async () => {
    const manager: Actor = { ...theOffice, roles: ['manager'] };
    const operator: Actor = { ...theOffice, roles: ['operator'] };
    await expect(inboxes.list(operator)).rejects.toMatchObject({ code: 'denied' });
    await expect(inboxes.test(manager, 'bot', newId())).rejects.toMatchObject({ code: 'denied' });
    await expect(inboxes.setUp(manager, 'bot')).rejects.toMatchObject({ code: 'denied' });
  });
});
