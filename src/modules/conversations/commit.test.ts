import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { createCommits, type WorkedTurn } from './commit.ts';

const WORKER = 'this worker';

let database: OpenDatabase;
let commits: ReturnType<typeof createCommits>;
let id: string;

beforeAll(async () => {
  database = await testDatabase();
  await database.db.insertInto('inboxes').values({ id: 'desk', channel: 'wire' }).execute();
  commits = createCommits({ db: database.db, worker: WORKER });
});

afterAll(() => database?.close());

beforeEach(async () => {
  id = await newConversation();
});

/** A conversation that this worker holds, with five turns heard and none worked. */
const newConversation = async (worker = WORKER): Promise<string> => {
  const made = newId();
  await sql`
    insert into conversations (id, inbox_id, address, kind, lease_by, heard)
    values (${made}, 'desk', ${made}, 'private', ${worker}, 5)
  `.execute(database.db);
  return made;
};

interface Standing {
  readonly heard: number;
  readonly queued?: boolean;
  readonly operated?: boolean;
}

const newPerson = async (): Promise<string> => {
  const person = newId();
  await database.db.insertInto('people').values({ id: person }).execute();
  return person;
};

const turn = (fields: Partial<WorkedTurn> = {}): WorkedTurn => ({
  conversationId: id,
  number: 1,
  state: 'done',
  decidedAt: 0,
  leaves: false,
  ignored: false,
  dialogue: null,
  stamp: 0,
  keyboard: null,
  messages: [{ content: { text: 'hello' }, replace: false, inDoubt: 'repeat' }],
  replaces: undefined,
  label: undefined,
  attempts: 1,
  error: null,
  durationMs: 1.4,
  traceId: 'trace',
  ...fields,
});
const said = (text: string) => ({ content: { text }, replace: false, inDoubt: 'repeat' }) as const;

const state = async (conversationId: string) => {
  const { rows } = await sql<{ said: number; positions: number; texts: string[]; turns: number[] }>`
    select said, positions,
      array(select content->>'text' from messages m where m.conversation_id = c.id order by position) as texts,
      array(select number from turns t where t.conversation_id = c.id order by number) as turns
    from conversations c where id = ${conversationId}
  `.execute(database.db);
  return rows[0];
};

describe('a turn', () => {
  it('becomes true with its messages, in order, and answers their ids', async () => {
    const dialogue = { name: 'order', version: 2, step: 'size', data: { mm: 20 } };
    const messages = ['one', 'two', 'three'].map(said);
    const queued = await commits.commit(turn({ dialogue, stamp: 7, messages }));
    expect(queued?.messages.map(({ content }) => content.text)).toEqual(['one', 'two', 'three']);
    expect(await state(id)).toEqual({ said: 1, positions: 3, texts: ['one', 'two', 'three'], turns: [1] });
    const row = await database.db
      .selectFrom('conversations')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    expect(row).toMatchObject({ dialogue, stamp: 7, attempts: 0 });
    const stored = await database.db
      .selectFrom('messages')
      .select(['id', 'delivery', 'turn', 'stamp', 'trace_id'])
      .where('conversation_id', '=', id)
      .orderBy('position')
      .execute();
    expect(stored.map((message) => message.id)).toEqual(queued?.messages.map((message) => message.id));
    expect(stored[0]).toMatchObject({ delivery: 'queued', turn: 1, stamp: 7, trace_id: 'trace' });
  });

  it('may say nothing', async () => {
    expect(await commits.commit(turn({ messages: [] }))).toEqual({ messages: [], queued: false });
    expect(await state(id)).toMatchObject({ said: 1, texts: [], turns: [1] });
  });

  it('is made true once, and only after the one before it', async () => {
    expect(await commits.commit(turn({ number: 2 }))).toBeUndefined();
    expect(await commits.commit(turn())).toBeDefined();
    expect(await commits.commit(turn())).toBeUndefined();
    expect(await commits.commit(turn({ number: 3 }))).toBeUndefined();
    expect(await commits.commit(turn({ number: 2 }))).toBeDefined();
    expect(await state(id)).toMatchObject({ said: 2, texts: ['hello', 'hello'], turns: [1, 2] });
  });

  it('of a conversation that somebody else holds changes nothing', async () => {
    const theirs = await newConversation('somebody else');
    expect(await commits.commit(turn({ conversationId: theirs }))).toBeUndefined();
    expect(await state(theirs)).toMatchObject({ said: 0, texts: [], turns: [] });
  });

  it('that was decided at another stamp is to be decided anew: an operator came or went', async () => {
    await sql`update conversations set stamp = 1 where id = ${id}`.execute(database.db);
    expect(await commits.commit(turn())).toBeUndefined();
    expect(await state(id)).toMatchObject({ said: 0, texts: [], turns: [] });
    expect(await commits.commit(turn({ decidedAt: 1, stamp: 2 }))).toBeDefined();
    expect(await commits.commit(turn({ number: 2, decidedAt: 1 }))).toBeUndefined();
    expect(await commits.commit(turn({ number: 2, decidedAt: 2 }))).toBeDefined();
  });

  it('answers whether the person waits for an operator, and ends the waiting when they leave', async () => {
    await sql`
      update conversations set queued_at = now(), waiting_since = now(), operator_id = ${await newPerson()}
      where id = ${id}
    `.execute(database.db);
    expect(await commits.commit(turn())).toMatchObject({ queued: true });
    expect(await commits.commit(turn({ number: 2, leaves: true }))).toMatchObject({ queued: false });
    const row = await database.db
      .selectFrom('conversations')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    expect(row).toMatchObject({
      operator_id: null,
      operator_since: null,
      operator_until: null,
      queued_at: null,
    });
  });

  it.each([
    ['worked by the dialogues, with nothing behind it', { heard: 1 }, {}, false],
    ['worked by the dialogues, with more behind it', { heard: 2 }, {}, true],
    ['of somebody in the queue', { heard: 1, queued: true }, {}, true],
    ['passed on to an operator', { heard: 1, operated: true }, {}, true],
    ['of somebody who is blocked', { heard: 1, operated: true }, { ignored: true }, false],
    ['that leaves the operator', { heard: 1, operated: true }, { leaves: true }, false],
  ])('%s: whether somebody still waits', async (_, standing: Standing, fields, waits) => {
    await sql`
      update conversations
      set waiting_since = now(), heard = ${standing.heard}, queued_at = case when ${standing.queued === true} then now() end,
          operator_id = case when ${standing.operated === true} then ${await newPerson()}::uuid end
      where id = ${id}
    `.execute(database.db);
    await commits.commit(turn(fields));
    const { rows } = await sql<{ waits: boolean }>`
      select waiting_since is not null as waits from conversations where id = ${id}
    `.execute(database.db);
    expect(rows).toEqual([{ waits }]);
  });

  it('in a transaction that is undone did not happen', async () => {
    const undone = database.db.transaction().execute(async (tx) => {
      expect(await commits.commitIn(tx, turn())).toBeDefined();
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await state(id)).toMatchObject({ said: 0, texts: [], turns: [] });
  });
});

describe('turns that are committed together', () => {
  it('each get their own answer: who lost the lease loses nothing for the others', async () => {
    const [first, second, theirs] = [id, await newConversation(), await newConversation('somebody else')];
    const answers = await Promise.all([
      commits.commit(turn({ conversationId: first, messages: [said('to the first'), said('again')] })),
      commits.commit(turn({ conversationId: theirs })),
      commits.commit(turn({ conversationId: second, messages: [said('to the second')] })),
    ]);
    expect(answers.map((queued) => queued?.messages.map(({ content }) => content.text))).toEqual([
      ['to the first', 'again'],
      undefined,
      ['to the second'],
    ]);
    expect((await state(second))?.texts).toEqual(['to the second']);
  });

  it('fail alone when one cannot be stored', async () => {
    const other = await newConversation();
    const broken = { name: 'order', version: 1, step: 'size', data: '\ud83d' };
    const ends = await Promise.allSettled([
      commits.commit(turn({ dialogue: broken })),
      commits.commit(turn({ conversationId: other })),
    ]);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(await state(id)).toMatchObject({ said: 0 });
    expect(await state(other)).toMatchObject({ said: 1 });
  });
});
