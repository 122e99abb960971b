import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#kernel/time.ts';
import { type Actor, theOffice } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { silent, testDatabase } from '#test/database.ts';
import { createDeliveries, type Deliveries } from './deliveries.ts';
import { addDeliveryRoutes } from './delivery-routes.ts';
import {
  aConversation,
  aDeadTurn,
  aDelivery,
  aPerson,
  auditOf,
  type Listed,
  type PanelServer,
  servePanel,
} from './test-operations.ts';

let database: OpenDatabase;
let panel: PanelServer;
let deliveries: Deliveries;
const told: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  const audit = createAudit({ clock: systemClock, log: silent });
  const due = (id: string) => told.push(`due ${id}`);
  const said = (id: string) => told.push(`said ${id}`);
  deliveries = createDeliveries({ db, due, said, audit, timeZone: async () => 'Asia/Kamchatka' });
  panel = await servePanel(db, (http) => addDeliveryRoutes(http, { deliveries }));
});
afterAll(async () => {
  await panel?.close();
  await database?.close();
});
beforeEach(async () => {
  panel.as('manager');
  await database.db.deleteFrom('messages').execute();
});

interface Delivery {
  readonly id: number;
  readonly conversation_id: string;
  readonly text: string | null;
  readonly state: string;
  readonly retried_as: number | null;
}

const list = async (query = '') =>
  (await panel.get<Listed<Delivery> & { capped: boolean }>(`/deliveries${query}`)).body;
const texts = async (query: string) => (await list(query)).items.map(({ text }) => text);
const one = async (id: number) => (await panel.get<Delivery>(`/deliveries/${id}`)).body;

describe('the list', () => {
  it('tells what was sent to whom by whom, and how it fared', async () => {
    const { db } = database;
    const [anna, olga] = [await aPerson(db, 'Anna'), await aPerson(db, 'Olga')];
    const conversation = await aConversation(db, { inbox: 'webchat', title: 'Anna K.', personId: anna });
    const id = await aDelivery(db, conversation, { author: olga, secondsAgo: 100, tookSeconds: 1.5 });
    const item = {
      id,
      conversation_id: conversation,
      inbox: 'webchat',
      title: 'Anna K.',
      position: 1,
      person: { id: anna, name: 'Anna' },
      author: { id: olga, name: 'Olga' },
      text: 'hello',
      state: 'sent',
      attempts: 1,
      repeated: false,
      error: null,
      at: expect.stringMatching(/Z$/),
      delivered_at: expect.stringMatching(/Z$/),
      seconds: 1.5,
      trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      rewrites: null,
      retried_as: null,
    };
    expect(await list()).toEqual({ items: [item], total: 1, capped: false });
    expect(await one(id)).toEqual(item);
  });

  it('holds outgoing messages only, and names nobody for a group', async () => {
    const { db } = database;
    const anna = await aPerson(db, 'Anna');
    const group = await aConversation(db, { personId: anna, kind: 'group' });
    await aDeadTurn(db, group);
    await aDelivery(db, group);
    expect(await list()).toMatchObject({ total: 1, items: [{ person: null, author: null, text: 'hello' }] });
  });

  it('hides what is secret, and shortens what is long', async () => {
    const { db } = database;
    const conversation = await aConversation(db);
    const long = 'z'.repeat(3_000);
    const [secret, open] = [
      await aDelivery(db, conversation, { content: { text: 'https://office/reset/TOKEN', secret: true } }),
      await aDelivery(db, conversation, { content: { text: long, secret: false } }),
    ];
    expect(await texts('?sort=at')).toEqual([null, `${'z'.repeat(199)}…`]);
    expect(await one(secret)).toMatchObject({ text: null });
    expect(await one(open)).toMatchObject({ text: long });
    expect((await panel.get<string>('/deliveries.csv')).body).not.toContain('TOKEN');
  });

  it('is filtered by state, inbox, conversation and time, sorted and paged', async () => {
    const { db } = database;
    const [chat, web] = [await aConversation(db), await aConversation(db, { inbox: 'webchat' })];
    const say = (conversation: string, text: string, options: Parameters<typeof aDelivery>[2]) =>
      aDelivery(db, conversation, { content: { text }, ...options });
    await say(chat, 'old', { secondsAgo: 3_000 });
    await say(chat, 'failed', { secondsAgo: 2_000, state: 'failed', error: 'blocked' });
    await say(web, 'doubtful', { secondsAgo: 1_000, state: 'unknown' });
    await say(web, 'sending', { secondsAgo: 10, state: 'sending' });
    await say(web, 'waiting', { secondsAgo: 5, state: 'queued' });
    const ago = (seconds: number) => encodeURIComponent(new Date(Date.now() - seconds * 1_000).toISOString());
    expect(await texts('')).toEqual(['waiting', 'sending', 'doubtful', 'failed', 'old']);
    expect(await texts('?sort=at')).toEqual(['old', 'failed', 'doubtful', 'sending', 'waiting']);
    for (const state of ['sent', 'failed', 'unknown', 'sending', 'queued'])
      expect((await list(`?state=${state}`)).items.map((item) => item.state)).toEqual([state]);
    expect(await texts('?inbox=telegram')).toEqual(['failed', 'old']);
    expect(await texts('?inbox=webchat&state=unknown')).toEqual(['doubtful']);
    expect(await texts('?inbox=nowhere')).toEqual([]);
    expect(await texts(`?conversation_id=${chat}`)).toEqual(['failed', 'old']);
    expect(await texts(`?conversation_id=${chat}&inbox=webchat`)).toEqual([]);
    expect(await texts(`?from=${ago(2_500)}&to=${ago(500)}`)).toEqual(['doubtful', 'failed']);
    expect(await texts(`?to=${ago(2_500)}`)).toEqual(['old']);
    expect(await texts('?size=2&page=2')).toEqual(['doubtful', 'failed']);
    expect(await texts('?size=2&page=3&sort=at')).toEqual(['waiting']);
    expect(await list('?size=2&page=4')).toEqual({ items: [], total: 5, capped: false });
  });

  it('takes days in the time zone of the office, whole', async () => {
    const { db } = database;
    const conversation = await aConversation(db);
    // Kamchatka is twelve hours ahead.
    for (const [text, at] of [
      ['eve', '2026-01-14T11:59:59Z'],
      ['morning', '2026-01-14T12:00:00Z'],
      ['evening', '2026-01-15T11:59:59.999Z'],
      ['after', '2026-01-15T12:00:00Z'],
    ] as const) {
      const id = await aDelivery(db, conversation, { content: { text } });
      await db
        .updateTable('messages')
        .set({ at: new Date(at) })
        .where('id', '=', id)
        .execute();
    }
    expect(await texts('?from=2026-01-15&to=2026-01-15')).toEqual(['evening', 'morning']);
    expect(await texts('?from=2026-01-16')).toEqual(['after']);
    expect(await texts('?to=2026-01-14')).toEqual(['eve']);
    expect((await panel.get('/deliveries?from=2026-02-30')).status).toBe(422);
  });

  it.each([
    '?state=lost',
    '?sort=text',
    '?from=yesterday',
    '?conversation_id=1',
    '?q=hello',
    '?page=402',
    '?size=200&page=52',
  ])('refuses %s', async (query) => {
    expect((await panel.get(`/deliveries${query}`)).status).toBe(422);
  });

  it('counts and pages as far as ten thousand', async () => {
    const { db } = database;
    const conversation = await aConversation(db);
    const content = JSON.stringify({ text: 'many' });
    const rows = Array.from({ length: 10_001 }, (_, index) => ({
      conversation_id: conversation,
      inbox_id: 'telegram',
      direction: 'out',
      turn: 1,
      position: index,
      change: index,
      content,
      delivery: 'sent',
    }));
    for (let from = 0; from < rows.length; from += 2_000)
      await db
        .insertInto('messages')
        .values(rows.slice(from, from + 2_000))
        .execute();
    expect(await list('?size=1')).toMatchObject({ total: 10_000, capped: true });
    expect((await list('?size=200&page=50')).items).toHaveLength(200);
    expect(await list(`?size=1&conversation_id=${conversation}&state=failed`)).toMatchObject({
      capped: false,
    });
    for (const sort of ['at', '-at']) {
      const { body } = await panel.get<string>(`/deliveries.csv?sort=${sort}`);
      const ids = body
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => Number(line.split(',')[0]));
      expect(ids).toHaveLength(10_001);
      expect(ids).toEqual(ids.toSorted((a, b) => (sort === 'at' ? a - b : b - a)));
    }
  });

  it('has a table with the same filters', async () => {
    const conversation = await aConversation(database.db);
    await aDelivery(database.db, conversation, { content: { text: '+1, please' } });
    await aDelivery(database.db, conversation, { state: 'failed', error: 'blocked' });
    const { body } = await panel.get<string>('/deliveries.csv?state=sent');
    const [header, row, ...more] = body.trim().split('\r\n');
    expect(header).toMatch(/id,at,state,inbox,title/);
    expect(row).toContain(`"'+1, please"`);
    expect(more).toEqual([]);
    expect((await panel.get('/deliveries.csv?page=1')).status).toBe(422);
  });
});

describe('a failed message', () => {
  it('is sent again as a new one at the end of its conversation', async () => {
    const { db } = database;
    const olga = await aPerson(db, 'Olga');
    const conversation = await aConversation(db);
    const content = { text: 'pay here', buttons: [[{ label: 'Pay', value: 'p' }]], secret: true };
    const id = await aDelivery(db, conversation, {
      state: 'failed',
      error: 'blocked',
      content,
      author: olga,
    });
    await aDelivery(db, conversation);
    const answer = await panel.post<{ id: number }>(`/deliveries/${id}/retry`);
    expect(answer.status).toBe(201);
    const messages = await db
      .selectFrom('messages')
      .select(['id', 'content', 'delivery', 'position', 'person_id', 'edits'])
      .where('conversation_id', '=', conversation)
      .orderBy('position')
      .execute();
    expect(messages.at(-1)).toEqual({
      id: answer.body.id,
      content,
      delivery: 'queued',
      position: 3,
      person_id: olga,
      edits: null,
    });
    expect(told.slice(-2)).toEqual([`due ${conversation}`, `said ${conversation}`]);
    const { due_at } = await db
      .selectFrom('conversations')
      .select('due_at')
      .where('id', '=', conversation)
      .executeTakeFirstOrThrow();
    expect(due_at?.getTime()).toBeLessThanOrEqual(Date.now());
    expect(await one(id)).toMatchObject({ state: 'failed', retried_as: answer.body.id });
    const entries = (await auditOf(db, 'delivery')).filter(({ subject_id }) => subject_id === String(id));
    expect(entries).toMatchObject([{ action: 'deliveries.retry', after: { again: answer.body.id } }]);
  });

  it('is not sent again when it was a secret that is gone', async () => {
    const id = await aDelivery(database.db, await aConversation(database.db), {
      state: 'failed',
      content: { text: '', secret: true },
    });
    expect((await panel.post(`/deliveries/${id}/retry`)).status).toBe(409);
  });

  it('is sent again once, even by two at the same moment', async () => {
    const id = await aDelivery(database.db, await aConversation(database.db), { state: 'failed' });
    const again = () => panel.post(`/deliveries/${id}/retry`);
    const answers = await Promise.all([again(), again()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await again()).status).toBe(409);
    expect((await list()).total).toBe(2);
  });

  it.each(['queued', 'sending', 'sent', 'unknown'] as const)('is not one that is %s', async (state) => {
    const id = await aDelivery(database.db, await aConversation(database.db), { state });
    expect((await panel.post(`/deliveries/${id}/retry`)).status).toBe(409);
    expect((await list()).total).toBe(1);
  });

  it('is none that was never said by us', async () => {
    const conversation = await aConversation(database.db);
    await aDeadTurn(database.db, conversation);
    const { id } = await database.db.selectFrom('messages').select('id').executeTakeFirstOrThrow();
    expect((await panel.get(`/deliveries/${id}`)).status).toBe(404);
    expect((await panel.post(`/deliveries/${id}/retry`)).status).toBe(404);
    expect((await panel.post('/deliveries/999999999/retry')).status).toBe(404);
    expect((await panel.get('/deliveries/x')).status).toBe(422);
  });
});

describe('who may', () => {
  it.each(['operator', undefined] as const)('not: %s', async (role) => {
    const id = await aDelivery(database.db, await aConversation(database.db), { state: 'failed' });
    panel.as(...(role ? [role] : []));
    const status = role ? 403 : 401;
    for (const path of ['/deliveries', '/deliveries.csv', `/deliveries/${id}`])
      expect((await panel.get(path)).status).toBe(status);
    expect((await panel.post(`/deliveries/${id}/retry`)).status).toBe(status);
    panel.as('administrator');
    expect((await list()).total).toBe(1);
  });

  it('is asked by every use case', async () => {
    const operator: Actor = { ...theOffice, roles: ['operator'] };
    const tries = [
      () => deliveries.page(operator, {}, { page: 1, size: 1, sort: '-at' }),
      async () => deliveries.all(operator, {}, '-at'),
      () => deliveries.find(operator, 1),
      () => deliveries.retry(operator, 1),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'denied' });
  });
});
