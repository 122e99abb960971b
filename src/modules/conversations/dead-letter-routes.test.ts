import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { systemClock } from '#kernel/time.ts';
import { createAudit } from '#modules/audit/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { silent, testDatabase } from '#test/database.ts';
import { addDeadLetterRoutes } from './dead-letter-routes.ts';
import { createDeadLetters } from './dead-letters.ts';
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
import { buttonToken } from './token.ts';

let database: OpenDatabase;
let panel: PanelServer;
const due: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  const audit = createAudit({ clock: systemClock, log: silent });
  const deadLetters = createDeadLetters({ db, due: (id) => due.push(id), audit });
  panel = await servePanel(db, (http) => addDeadLetterRoutes(http, { deadLetters }));
});
afterAll(async () => {
  await panel?.close();
  await database?.close();
});
beforeEach(async () => {
  panel.as('manager');
  await database.db.deleteFrom('turns').execute();
});

interface Letter {
  readonly conversation_id: string;
  readonly turn: number;
  readonly title: string;
  readonly reason: string;
  readonly state: string;
  readonly payload: { kind: string; text: string; files: string[] };
}

const letters = async (query = '') => (await panel.get<Listed<Letter>>(`/dead-letters${query}`)).body;
const titles = async (query: string) => (await letters(query)).items.map(({ title }) => title);

const aLetter = async (options: Parameters<typeof aDeadTurn>[2] = {}) => {
  const conversation_id = await aConversation(database.db);
  const turn = await aDeadTurn(database.db, conversation_id, options);
  return { conversation_id, turn, path: `/dead-letters/${conversation_id}/${turn}` };
};

const stateOf = async (path: string) => (await panel.get<Letter>(path)).body.state;

describe('the list', () => {
  it('tells who said what, where, and why it failed', async () => {
    const person = await aPerson(database.db, 'Anna');
    const id = await aConversation(database.db, { inbox: 'webchat', title: 'Anna K.', personId: person });
    const turn = await aDeadTurn(database.db, id, { error: 'no such column', dialogue: 'profile' });
    expect(await letters()).toEqual({
      total: 1,
      items: [
        {
          conversation_id: id,
          turn,
          inbox: 'webchat',
          title: 'Anna K.',
          person: { id: person, name: 'Anna' },
          position: 1,
          dialogue: 'profile',
          reason: 'no such column',
          attempts: 5,
          at: expect.stringMatching(/^\d{4}-.*Z$/),
          trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
          payload: { kind: 'text', text: 'hello', files: [] },
          state: 'dead',
        },
      ],
    });
  });

  it.each([
    [{ kind: 'text', text: 'x'.repeat(5_000) }, { text: `${'x'.repeat(199)}…` }],
    [{ kind: 'contact', phone: '+79990000000', name: 'Bob', own: true }, { text: 'Bob, +79990000000' }],
    [{ kind: 'place', latitude: 59.9, longitude: 30.3 }, { text: '59.9, 30.3' }],
    [{ kind: 'other', what: 'sticker' }, { text: 'sticker' }],
    [
      { kind: 'file', text: 'look', files: [{ id: newId(), name: 'a.pdf', mime: 'x/y', size: 1 }] },
      { text: 'look', files: ['a.pdf'] },
    ],
    [{ kind: 'choice', token: 'nonsense' }, { text: '' }],
  ] as const)('shows what was said in short: %j', async (input, payload) => {
    await aLetter({ input: input as never });
    expect((await letters()).items[0]?.payload).toMatchObject({ kind: input.kind, ...payload });
  });

  it('shows the label of a pressed button, of this conversation only', async () => {
    const { db } = database;
    const [own, foreign] = [await aConversation(db), await aConversation(db)];
    const buttons = [[{ label: 'Yes', value: 'y' }], [{ label: 'No', value: 'n' }]];
    const shown = await aDelivery(db, own, { content: { text: 'Sure?', buttons } });
    await aDeadTurn(db, own, { input: { kind: 'choice', token: buttonToken(shown, 1) } });
    await aDeadTurn(db, foreign, { input: { kind: 'choice', token: buttonToken(shown, 1) }, secondsAgo: 1 });
    expect((await letters()).items.map(({ payload }) => payload.text)).toEqual(['No', '']);
  });

  it('is filtered by state, inbox, dialogue and words, sorted and paged', async () => {
    const { db } = database;
    const make = async (title: string, inbox: string, options: Parameters<typeof aDeadTurn>[2]) =>
      aDeadTurn(db, await aConversation(db, { title, inbox }), options);
    await make('Anna', 'telegram', { error: 'timeout of CRM', dialogue: 'orders', secondsAgo: 30 });
    await make('Boris', 'webchat', { error: 'boom', dialogue: 'orders', secondsAgo: 20 });
    await make('100%', 'webchat', { error: 'bang', dialogue: 'menu', secondsAgo: 10 });
    expect(await titles('')).toEqual(['100%', 'Boris', 'Anna']);
    expect(await titles('?sort=at')).toEqual(['Anna', 'Boris', '100%']);
    expect(await titles('?inbox=webchat')).toEqual(['100%', 'Boris']);
    expect(await titles('?dialogue=orders&inbox=webchat')).toEqual(['Boris']);
    expect(await titles('?q=crm')).toEqual(['Anna']);
    expect(await titles('?q=BORIS')).toEqual(['Boris']);
    expect(await titles('?q=%25')).toEqual(['100%']);
    expect(await titles('?state=discarded')).toEqual([]);
    expect(await titles('?size=1&page=2')).toEqual(['Boris']);
    expect((await letters('?size=1&page=9')).total).toBe(3);
    for (const query of ['?state=done', '?sort=title', '?size=0', '?size=201', '?page=0', '?color=red'])
      expect((await panel.get(`/dead-letters${query}`)).status).toBe(422);
  });

  it('has a table with the same filters, whole and safe to open', async () => {
    const id = await aConversation(database.db, { title: '=cmd()' });
    for (let index = 0; index < 3; index += 1) await aDeadTurn(database.db, id, { error: `reason ${index}` });
    const { body, headers } = await panel.get<string>('/dead-letters.csv?q=reason');
    expect(headers.get('content-type')).toContain('text/csv');
    const lines = body.trim().split('\r\n');
    expect(lines[0]).toMatch(/at,state,inbox,title,person,dialogue,reason/);
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain("'=cmd()");
    expect((await panel.get('/dead-letters.csv?page=2')).status).toBe(422);
  });

  it('of a thousand letters goes into the table without a loss', async () => {
    const id = await aConversation(database.db);
    for (let index = 0; index < 1_050; index += 1) await aDeadTurn(database.db, id, { error: `n${index}` });
    for (const sort of ['at', '-at', 'attempts', '-attempts']) {
      const { body } = await panel.get<string>(`/dead-letters.csv?sort=${sort}`);
      const reasons = body.match(/\bn\d+/g) ?? [];
      expect([reasons.length, new Set(reasons).size]).toEqual([1_050, 1_050]);
      if (sort === 'at') expect([reasons[0], reasons.at(-1)]).toEqual(['n0', 'n1049']);
    }
  });
});

describe('one letter', () => {
  it('holds all that was said', async () => {
    const input = { kind: 'text', text: 'y'.repeat(3_000) } as const;
    const { path } = await aLetter({ input });
    expect((await panel.get(path)).body).toMatchObject({ input, state: 'dead' });
  });

  it('that is none is missing', async () => {
    const { conversation_id, turn } = await aLetter();
    expect((await panel.get(`/dead-letters/${conversation_id}/${turn + 1}`)).status).toBe(404);
    expect((await panel.get(`/dead-letters/${newId()}/1`)).status).toBe(404);
    expect((await panel.get('/dead-letters/nonsense/1')).status).toBe(422);
    expect((await panel.get(`/dead-letters/${conversation_id}/0`)).status).toBe(422);
    await database.db.updateTable('turns').set({ state: 'done' }).execute();
    expect((await panel.get(`/dead-letters/${conversation_id}/${turn}`)).status).toBe(404);
  });
});

describe('the work', () => {
  it('replays a letter once, and its conversation is due', async () => {
    const { path, conversation_id } = await aLetter();
    expect((await panel.post(`${path}/replay`)).status).toBe(204);
    expect(due.at(-1)).toBe(conversation_id);
    expect((await panel.post(`${path}/replay`)).status).toBe(409);
    expect(await stateOf(path)).toBe('replayed');
    const said = await database.db
      .selectFrom('messages')
      .select(['turn', 'content'])
      .where('conversation_id', '=', conversation_id)
      .orderBy('turn')
      .execute();
    expect(said.map(({ turn }) => turn)).toEqual([1, 2]);
    expect(said[1]?.content).toEqual(said[0]?.content);
  });

  it('of two at the same moment is done once', async () => {
    const { path } = await aLetter();
    const answers = await Promise.all([panel.post(`${path}/replay`), panel.post(`${path}/replay`)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  it('discards a letter and takes it back', async () => {
    const { path } = await aLetter();
    expect((await panel.post(`${path}/restore`)).status).toBe(409);
    expect((await panel.post(`${path}/discard`)).status).toBe(204);
    expect((await panel.post(`${path}/discard`)).status).toBe(409);
    expect((await panel.post(`${path}/replay`)).status).toBe(409);
    expect((await letters()).total).toBe(0);
    expect((await letters('?state=discarded')).total).toBe(1);
    expect((await panel.post(`${path}/restore`)).status).toBe(204);
    expect(await stateOf(path)).toBe('dead');
    expect((await panel.post(`${path}/replay`)).status).toBe(204);
  });

  it('is not done on what is no letter', async () => {
    for (const work of ['replay', 'discard', 'restore'])
      expect((await panel.post(`/dead-letters/${newId()}/1/${work}`)).status).toBe(404);
  });

  it('is done on many, and tells of each', async () => {
    const [one, two] = [await aLetter(), await aLetter()];
    await panel.post(`${two.path}/discard`);
    const key = ({ conversation_id, turn }: typeof one) => ({ conversation_id, turn });
    const none = { conversation_id: newId(), turn: 1 };
    const items = [key(one), key(two), none, key(one)];
    expect((await panel.post('/dead-letters/replay', { items })).body).toEqual({
      items: [
        { ...key(one), outcome: 'done' },
        { ...key(two), outcome: 'settled' },
        { ...none, outcome: 'missing' },
        { ...key(one), outcome: 'settled' },
      ],
    });
    const back = await panel.post('/dead-letters/restore', { items: [key(two)] });
    expect(back.body).toMatchObject({ items: [{ outcome: 'done' }] });
    const aside = await panel.post('/dead-letters/discard', { items: [key(two)] });
    expect(aside.body).toMatchObject({ items: [{ outcome: 'done' }] });
  });

  it('on many has its bounds', async () => {
    const item = { conversation_id: newId(), turn: 1 };
    const many = (count: number) => ({ items: Array.from({ length: count }, () => item) });
    expect((await panel.post('/dead-letters/discard', many(200))).status).toBe(200);
    for (const body of [many(201), many(0), {}, { items: [{ turn: 1 }] }, { items: [{ ...item, x: 1 }] }])
      expect((await panel.post('/dead-letters/discard', body)).status).toBe(422);
  });

  it('is written down, but not what was refused', async () => {
    const { path, conversation_id, turn } = await aLetter();
    for (const work of ['discard', 'restore', 'restore', 'replay']) await panel.post(`${path}/${work}`);
    const subject_id = `${conversation_id}/${turn}`;
    const entries = (await auditOf(database.db, 'dead_letter')).filter(
      (one) => one.subject_id === subject_id,
    );
    const common = { actor_id: panel.personId, outcome: 'done' };
    expect(entries).toMatchObject([
      { ...common, action: 'deadLetters.discard', before: { state: 'dead' }, after: { state: 'discarded' } },
      { ...common, action: 'deadLetters.restore', before: { state: 'discarded' }, after: { state: 'dead' } },
      { ...common, action: 'deadLetters.replay', before: { state: 'dead' }, after: { state: 'replayed' } },
    ]);
  });

  it('leaves a letter alone whose message was erased', async () => {
    const { path, conversation_id } = await aLetter();
    await database.db.deleteFrom('messages').where('conversation_id', '=', conversation_id).execute();
    expect((await letters()).items[0]?.payload).toMatchObject({ kind: 'other', text: 'erased' });
    expect((await panel.post(`${path}/replay`)).status).toBe(409);
    expect(await stateOf(path)).toBe('dead');
    expect((await panel.post(`${path}/discard`)).status).toBe(204);
  });
});

describe('who may', () => {
  it.each(['operator', undefined] as const)('not: %s', async (role) => {
    const { path } = await aLetter();
    panel.as(...(role ? [role] : []));
    const status = role ? 403 : 401;
    for (const read of ['/dead-letters', '/dead-letters.csv', path])
      expect((await panel.get(read)).status).toBe(status);
    for (const work of [`${path}/replay`, `${path}/discard`, `${path}/restore`])
      expect((await panel.post(work)).status).toBe(status);
    panel.as('administrator');
    expect(await stateOf(path)).toBe('dead');
  });
});
