import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newId } from '#kernel/ids.ts';
import { systemClock } from '#kernel/time.ts';
import { type Actor, theOffice } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { silent, testDatabase } from '#test/database.ts';
import type { DeadLetter } from './dead-letter-rows.ts';
import { createDeadLetters, type DeadLetters, type LetterKey } from './dead-letters.ts';
import { defineDialogue } from './dialogue.ts';
import { heard, openConversations, type TestConversations } from './testing.ts';

let database: OpenDatabase;
let letters: DeadLetters;
const due: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  const audit = createAudit({ clock: systemClock, log: silent });
  letters = createDeadLetters({ db: database.db, due: (id) => due.push(id), audit });
});

afterAll(() => database?.close());

const APOLOGY = /^Извините/;

/** Hears numbers, and fails over those it is told to fail over. */
const counter = (fails: (text: string) => unknown) =>
  defineDialogue({
    name: 'counter',
    version: 1,
    command: 'count',
    data: { count: z.object({ sum: z.number() }) },
    begin: () => ({ go: 'count', data: { sum: 0 } }),
    steps: {
      count: {
        ask: (_, { sum }) => ({ text: `sum ${sum}` }),
        hear: (_, input, { sum }) => {
          const text = input.kind === 'text' ? input.text : '';
          const failure = fails(text);
          if (failure) throw failure;
          return { go: 'count', data: { sum: sum + Number(text) } };
        },
      },
    },
  });

const open = (fails: (text: string) => unknown) =>
  openConversations({ db: database.db, dialogues: [counter(fails)] });

/** Hears texts, of which the second has failed four times already when the work begins. */
const openAtLastAttempt = async (fails: (text: string) => unknown, ...texts: string[]) => {
  const office = await open(fails);
  await office.says('anna', '/count');
  office.start();
  await office.quiet();
  // The appointment is far away, so that the next messages wait for it.
  await sql`update conversations set attempts = 4, due_at = '2100-01-01' where id = ${(await office.conversation('anna')).id}`.execute(
    database.db,
  );
  await office.hear(texts.map((text) => heard('anna', { kind: 'text', text })));
  await sql`update conversations set due_at = now() where id = ${(await office.conversation('anna')).id}`.execute(
    database.db,
  );
  office.wake();
  await office.quiet();
  return office;
};

const lettersOf = async (office: TestConversations): Promise<DeadLetter[]> => {
  const { id } = await office.conversation('anna');
  return (await letters.list(theOffice, { limit: 100 })).filter(
    ({ conversationId }) => conversationId === id,
  );
};
const replay = (letter: LetterKey) =>
  database.db.transaction().execute((tx) => letters.replay(tx, theOffice, letter));
const operator: Actor = { ...theOffice, roles: ['operator'], channel: 'panel' };

describe('a turn that fails', () => {
  it('five times is a dead letter: an apology, the state is kept, the next turns go on', async () => {
    const office = await open((text) => text === '13' && new Error('unlucky'));
    office.start();
    await office.hear(['/count', '5', '13', '7'].map((text) => heard('anna', { kind: 'text', text })));
    await office.quiet();
    expect(office.texts('anna')).toEqual(['sum 0', 'sum 5', expect.stringMatching(APOLOGY), 'sum 12']);
    expect(office.outcomes.filter((outcome) => outcome === 'failed')).toHaveLength(4);
    expect(office.outcomes.filter((outcome) => outcome === 'dead')).toHaveLength(1);
    expect(await office.conversation('anna')).toMatchObject({ heard: 4, said: 4, attempts: 0 });
    expect(await lettersOf(office)).toMatchObject([
      {
        conversationId: (await office.conversation('anna')).id,
        turn: 3,
        title: 'Name of anna',
        input: { kind: 'text', text: '13' },
        error: 'unlucky',
        attempts: 5,
        at: expect.any(Date),
      },
    ]);
  });

  it('fewer times is no dead letter, and the person does not notice', async () => {
    let failures = 2;
    const office = await open((text) => {
      if (text !== '13' || failures === 0) return undefined;
      failures -= 1;
      return new Error('unlucky');
    });
    office.start();
    await office.hear(['/count', '13'].map((text) => heard('anna', { kind: 'text', text })));
    await office.quiet();
    expect(office.texts('anna')).toEqual(['sum 0', 'sum 13']);
    expect(await lettersOf(office)).toEqual([]);
    expect(await office.conversation('anna')).toMatchObject({ attempts: 0 });
  });

  it.each([
    ['an error with characters that no database takes', new Error(`\u0000${'😀'.repeat(600)}\ud83d`)],
    ['something that is no error', 'a string'],
    ['an error without words', new Error('')],
  ])('for good by %s is a dead letter like any other', async (_, failure) => {
    const office = await openAtLastAttempt((text) => text === '13' && failure, '13', '7');
    expect(office.texts('anna').slice(1)).toEqual([expect.stringMatching(APOLOGY), 'sum 7']);
    const [letter] = await lettersOf(office);
    expect(letter?.error.length).toBeGreaterThan(0);
    expect(letter?.error.length).toBeLessThanOrEqual(1_000);
  });

  it('apologises in the language of the person', async () => {
    const office = await open(() => new Error('x'));
    await office.says('anna', '/count', { sender: { account: 'anna', name: 'Anna', language: 'en' } });
    office.start();
    await office.quiet();
    await office.says('anna', '1');
    await sql`update conversations set attempts = 4 where id = ${(await office.conversation('anna')).id}`.execute(
      database.db,
    );
    await office.quiet();
    expect(office.texts('anna').at(-1)).toMatch(/^Sorry/);
  });
});

describe('the list', () => {
  it('has the latest first, and no more than asked for', async () => {
    const offices = [];
    for (const word of ['one', 'two', 'three'])
      offices.push(await openAtLastAttempt((text) => text === word && new Error(word), word));
    const latest = await letters.list(theOffice, { limit: 2 });
    expect(latest.map(({ error }) => error)).toEqual(['three', 'two']);
    expect(await letters.list(theOffice, { limit: 0 })).toEqual([]);
  });
});

describe('a replay', () => {
  const broken = async () => {
    let fixed = false;
    const office = await openAtLastAttempt((text) => text === '13' && !fixed && new Error('x'), '13', '7');
    fixed = true;
    const [letter] = await lettersOf(office);
    if (!letter) throw new Error('there is no letter');
    return { office, letter };
  };

  it('hears the message again, as the newest of its conversation', async () => {
    const { office, letter } = await broken();
    expect(await replay(letter)).toEqual({ ok: true, value: undefined });
    expect(due.at(-1)).toBe(letter.conversationId);
    office.wake();
    await office.quiet();
    expect(office.texts('anna').at(-1)).toBe('sum 20');
    expect(await office.conversation('anna')).toMatchObject({ heard: 4, said: 4 });
    expect(await lettersOf(office)).toEqual([]);
  });

  it('is done once for each letter, even by two at the same moment', async () => {
    const { office, letter } = await broken();
    const results = await Promise.all([replay(letter), replay(letter)]);
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await replay(letter)).toEqual({ ok: false, reason: 'settled' });
    office.wake();
    await office.quiet();
    expect(office.texts('anna').filter((text) => text === 'sum 20')).toHaveLength(1);
  });

  it('that is undone with its transaction did not happen', async () => {
    const { office, letter } = await broken();
    const undone = database.db.transaction().execute(async (tx) => {
      await letters.replay(tx, theOffice, letter);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await lettersOf(office)).toHaveLength(1);
    expect(await office.conversation('anna')).toMatchObject({ heard: 3 });
  });

  it('of a turn that went well, or of nothing, is refused', async () => {
    const { letter } = await broken();
    const missing = { ok: false, reason: 'missing' };
    expect(await replay({ ...letter, turn: 1 })).toEqual(missing);
    expect(await replay({ ...letter, turn: 99 })).toEqual(missing);
    expect(await replay({ ...letter, conversationId: newId() })).toEqual(missing);
  });
});

describe('somebody without the permission', () => {
  it('is refused by every use case, before anything is read or done', async () => {
    const key = { conversationId: newId(), turn: 1 };
    const tries = [
      () => letters.list(operator, { limit: 1 }),
      () => letters.page(operator, {}, { page: 1, size: 1, sort: '-at' }),
      async () => letters.all(operator, {}, '-at'),
      () => letters.find(operator, key),
      () => letters.workAll(operator, 'discard', [key]),
      () => database.db.transaction().execute((tx) => letters.replay(tx, operator, key)),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'denied' });
  });
});
