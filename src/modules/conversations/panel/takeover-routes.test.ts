import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import type { Employee } from '../operator.ts';
import { newOperator } from '../testing.ts';
import { type Listed, openPanel } from './testing.ts';

let database: OpenDatabase;
let olga: Employee;
let boris: Employee;
let maria: Employee;
beforeAll(async () => {
  database = await testDatabase();
  olga = await newOperator(database.db, 'Olga');
  boris = await newOperator(database.db, 'Boris');
  maria = await newOperator(database.db, 'Maria', ['manager']);
});
afterAll(() => database?.close());

/** A panel that Olga is logged in to, and a conversation. */
const open = async () => {
  const panel = await openPanel(database);
  panel.as(olga);
  const id = await panel.begins('anna', 'hello');
  return { panel, id, path: `/conversations/${id}` };
};

describe('taking a conversation over', () => {
  it('answers the conversation; somebody else is told who has it', async () => {
    const { panel, id, path } = await open();
    for (const body of [undefined, {}, { seize: false }])
      expect(await panel.post(`${path}/operator`, body)).toMatchObject({
        status: 200,
        body: { id, operator: { id: olga.personId, name: 'Olga' } },
      });
    panel.as(boris);
    expect(await panel.post(`${path}/operator`)).toMatchObject({
      status: 409,
      body: {
        type: 'urn:kontora:problem:conflict',
        status: 409,
        operator: { id: olga.personId, name: 'Olga' },
      },
    });
    expect((await panel.post(`${path}/operator`, { seize: true })).status).toBe(403);
    expect((await panel.delete(`${path}/operator`)).status).toBe(403);
    panel.as(maria);
    expect(await panel.post(`${path}/operator`, { seize: true })).toMatchObject({
      body: { operator: { name: 'Maria' } },
    });
    panel.as(olga);
    expect((await panel.post(`${path}/messages`, { id: newId(), text: 'hi' })).status).toBe(409);
    panel.as(maria);
    expect(await panel.delete(`${path}/operator`)).toMatchObject({ status: 200, body: { operator: null } });
    expect(await panel.delete(`${path}/operator`)).toMatchObject({
      status: 409,
      body: { type: 'urn:kontora:problem:conflict' },
    });
  });

  it('is the same under an id in capitals: for the audit, and for those who watch', async () => {
    const { panel, id } = await open();
    const path = `/conversations/${id.toUpperCase()}`;
    expect((await panel.post(`${path}/operator`)).status).toBe(200);
    expect((await panel.post(`${path}/messages`, { id: newId().toUpperCase(), text: 'hi' })).status).toBe(
      202,
    );
    expect((await panel.post(`${path}/typing`)).status).toBe(204);
    await expect.poll(() => panel.live.typing(id)).toHaveLength(1);
    const { rows } = await sql<{ action: string }>`
      select action from audit_entries where subject_id = ${id} order by seq
    `.execute(database.db);
    expect(rows.map(({ action }) => action)).toEqual(['conversations.takeOver', 'conversations.answer']);
  });

  it.each(['', ' ', '\u0000', '\u200b', '\u2060\ufeff'])(
    'has no answer, no note, and no canned answer of which nothing is seen: %j',
    async (text) => {
      const { panel, path } = await open();
      await panel.post(`${path}/operator`);
      const answers = [
        await panel.post(`${path}/messages`, { id: newId(), text }),
        await panel.post(`${path}/notes`, { text }),
        await panel.post('/canned-answers', { title: text, text: 'x' }),
        await panel.post('/canned-answers', { title: 'x', text }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
    },
  );

  it('takes nothing but what it knows, from nobody but employees', async () => {
    const { panel, path } = await open();
    expect((await panel.post(`${path}/operator`, { seize: 'yes' })).status).toBe(422);
    expect((await panel.post(`${path}/operator`, { more: true })).status).toBe(422);
    expect((await panel.post(`/conversations/${newId()}/operator`)).status).toBe(404);
    const changes = () =>
      Promise.all([
        panel.post(`${path}/operator`),
        panel.delete(`${path}/operator`),
        panel.post(`${path}/messages`, { id: newId(), text: 'hi' }),
        panel.post(`${path}/typing`),
        panel.post(`${path}/notes`, { text: 'note' }),
        panel.delete(`${path}/notes/${newId()}`),
      ]);
    for (const [who, status] of [
      [undefined, 401],
      [{ ...olga, roles: [] }, 403],
    ] as const) {
      panel.as(who);
      expect((await changes()).map((answer) => answer.status)).toEqual(Array(6).fill(status));
    }
  });
});

describe('answering', () => {
  it('is accepted once for an id', async () => {
    const { panel, path } = await open();
    const body = { id: newId(), text: 'hi' };
    expect(await panel.post(`${path}/messages`, body)).toMatchObject({
      status: 409,
      body: { detail: 'take the conversation over first' },
    });
    await panel.post(`${path}/operator`);
    const first = await panel.post(`${path}/messages`, body);
    expect(first).toMatchObject({ status: 202, body: { id: expect.any(Number), position: 4 } });
    expect(await panel.post(`${path}/messages`, body)).toMatchObject({ status: 202, body: first.body });
    await panel.quiet();
    expect(panel.texts('anna').filter((text) => text === 'hi')).toHaveLength(1);
  });

  it.each([
    { id: 'no-uuid', text: 'hi' },
    { id: newId(), text: '' },
    { id: newId(), text: '  \n' },
    { id: newId(), text: 'x'.repeat(10_001) },
    { id: newId() },
    { text: 'hi' },
    { id: newId(), text: 'hi', author: 'me' },
  ])('refuses %j', async (body) => {
    const { panel, path } = await open();
    await panel.post(`${path}/operator`);
    expect((await panel.post(`${path}/messages`, body)).status).toBe(422);
  });

  it('is preceded by typing', async () => {
    const { panel, id, path } = await open();
    await panel.post(`${path}/operator`);
    expect(await panel.post(`${path}/typing`)).toMatchObject({ status: 204, body: '' });
    expect(panel.typists).toEqual([`Olga in ${id}`]);
    await expect
      .poll(async () => (await panel.get<{ typing: object[] }>(path)).body.typing)
      .toEqual([{ id: olga.personId, name: 'Olga' }]);
  });
});

describe('notes', () => {
  it('are written for the others, and removed by their author or a manager', async () => {
    const { panel, path } = await open();
    const written = await panel.post<{ id: string }>(`${path}/notes`, { text: ' calls on Fridays ' });
    expect(written).toMatchObject({
      status: 201,
      body: { text: 'calls on Fridays', author: { id: olga.personId, name: 'Olga' } },
    });
    const second = await panel.post<{ id: string }>(`${path}/notes`, { text: 'pays late' });
    panel.as(boris);
    const { body } = await panel.get<{ items: { text: string }[] }>(`${path}/notes`);
    expect(body.items.map(({ text }) => text)).toEqual(['calls on Fridays', 'pays late']);
    expect((await panel.delete(`${path}/notes/${written.body.id}`)).status).toBe(403);
    panel.as(maria);
    expect((await panel.delete(`${path}/notes/${written.body.id}`)).status).toBe(204);
    panel.as(olga);
    expect((await panel.delete(`${path}/notes/${second.body.id}`)).status).toBe(204);
    expect((await panel.delete(`${path}/notes/${second.body.id}`)).status).toBe(404);
    expect((await panel.get(`${path}/notes`)).body).toEqual({ items: [] });
    expect(panel.texts('anna').join()).not.toContain('Fridays');
    const { rows } = await sql<{ action: string; actor_id: string; after: unknown }>`
      select action, actor_id, after from audit_entries
      where action like 'notes.%' and subject_kind = 'conversation' and subject_id = ${path.split('/').at(-1)}
      order by seq
    `.execute(database.db);
    expect(rows).toEqual([
      { action: 'notes.add', actor_id: olga.personId, after: { note: written.body.id } },
      { action: 'notes.add', actor_id: olga.personId, after: { note: second.body.id } },
      { action: 'notes.remove', actor_id: maria.personId, after: null },
      { action: 'notes.remove', actor_id: olga.personId, after: null },
    ]);
  });

  it('of one conversation are not removed through another; empty ones are refused', async () => {
    const { panel, path } = await open();
    const { body } = await panel.post<{ id: string }>(`${path}/notes`, { text: 'note' });
    const other = await panel.begins('boris', 'hello');
    expect((await panel.delete(`/conversations/${other}/notes/${body.id}`)).status).toBe(404);
    expect((await panel.post(`/conversations/${newId()}/notes`, { text: 'note' })).status).toBe(404);
    expect((await panel.post(`${path}/notes`, { text: ' ' })).status).toBe(422);
  });
});

describe('canned answers', () => {
  interface Canned {
    readonly id: string;
    readonly title: string;
    readonly shared: boolean;
  }

  it('are one’s own, or shared by managers with all', async () => {
    const { panel } = await open();
    const own = await panel.post<Canned>('/canned-answers', { title: 'Hi', text: 'Hello!' });
    expect(own).toMatchObject({
      status: 201,
      body: { title: 'Hi', text: 'Hello!', shared: false, own: true },
    });
    expect((await panel.post('/canned-answers', { title: 'All', text: 'x', shared: true })).status).toBe(403);
    panel.as(maria);
    const shared = await panel.post<Canned>('/canned-answers', {
      title: 'Bye',
      text: 'Goodbye!',
      shared: true,
    });
    expect(shared.body).toMatchObject({ shared: true, own: false });
    const titles = async (query = '') =>
      (await panel.get<Listed<Canned>>(`/canned-answers${query}`)).body.items.map(({ title }) => title);
    expect(await titles()).toEqual(['Bye']);
    for (const answer of [
      await panel.patch(`/canned-answers/${own.body.id}`, { text: 'mine now' }),
      await panel.delete(`/canned-answers/${own.body.id}`),
    ])
      expect(answer.status).toBe(404);

    panel.as(olga);
    expect(await titles()).toEqual(['Bye', 'Hi']);
    expect(await titles('?sort=-title')).toEqual(['Hi', 'Bye']);
    expect(await titles('?shared=true')).toEqual(['Bye']);
    expect(await titles('?q=hello')).toEqual(['Hi']);
    expect((await panel.patch(`/canned-answers/${shared.body.id}`, { text: 'x' })).status).toBe(403);
    expect((await panel.delete(`/canned-answers/${shared.body.id}`)).status).toBe(403);
    expect((await panel.patch(`/canned-answers/${own.body.id}`, { shared: true })).status).toBe(403);
    expect(await panel.patch(`/canned-answers/${own.body.id}`, { title: 'Hey' })).toMatchObject({
      status: 200,
      body: { title: 'Hey', text: 'Hello!' },
    });
    expect((await panel.delete(`/canned-answers/${own.body.id}`)).status).toBe(204);

    panel.as(maria);
    expect((await panel.patch(`/canned-answers/${shared.body.id}`, { shared: false })).body).toMatchObject({
      shared: false,
      own: true,
    });
    panel.as(olga);
    expect(await titles()).toEqual([]);
    const { rows } = await sql<{ action: string }>`
      select action from audit_entries where subject_kind = 'canned_answer' order by seq
    `.execute(database.db);
    expect(rows.map(({ action }) => action)).toEqual(['cannedAnswers.add', 'cannedAnswers.change']);
  });

  it.each([
    { title: '', text: 'x' },
    { title: 'x', text: '' },
    { title: 'x'.repeat(101), text: 'x' },
    { title: 'x' },
    { title: 'x', text: 'x', owner: 'y' },
  ])('refuse %j', async (body) => {
    const { panel } = await open();
    expect((await panel.post('/canned-answers', body)).status).toBe(422);
  });

  it('are for employees only', async () => {
    const { panel } = await open();
    panel.as(undefined);
    expect((await panel.get('/canned-answers')).status).toBe(401);
    panel.as({ ...olga, roles: [] });
    expect((await panel.post('/canned-answers', { title: 'x', text: 'x' })).status).toBe(403);
  });
});
