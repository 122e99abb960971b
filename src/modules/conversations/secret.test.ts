import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { PATIENCE } from '#test/patience.ts';
import { type Dialogue, defineDialogue, effect } from './dialogue.ts';
import { createWire, heard, openConversations } from './testing.ts';

let database: OpenDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Asks for a secret and answers how long it is; `bad` is refused by an effect, `broken` breaks the turn. */
const vault: Dialogue = defineDialogue({
  name: 'vault',
  version: 1,
  command: 'vault',
  data: { secret: z.object({}) },
  begin: () => ({ go: 'secret', data: {} }),
  steps: {
    secret: {
      secret: true,
      ask: () => ({ text: 'the secret?', buttons: [[{ label: 'Back', value: 'back' }]] }),
      hear: (_, input) => {
        if (input.kind === 'choice') return { end: true, say: { text: 'back' } };
        if (input.kind === 'refused') return { stay: true, say: { text: 'refused' } };
        if (input.kind !== 'text' || input.text === '') return { stay: true, say: { text: 'nothing' } };
        if (input.text === 'broken') throw new Error('no way');
        const effects =
          input.text === 'bad' ? [effect('keep', async () => ({ ok: false, reason: 'no' }) as const)] : [];
        return { end: true, effects, say: { text: `it has ${input.text.length} signs` } };
      },
    },
  },
});

/** Forgets by its outcome what it did not ask for. */
const surprise: Dialogue = defineDialogue({
  name: 'surprise',
  version: 1,
  command: 'surprise',
  data: {},
  steps: {},
  begin: () => ({ end: true, forget: true, say: { text: 'forgotten' } }),
});

const open = async (answer = true) => {
  const removed: string[] = [];
  const wire = createWire({
    remove: async (address, ref) => {
      removed.push(`${address} ${ref}`);
      return answer;
    },
  });
  const office = await openConversations({ db: database.db, wire, dialogues: [vault, surprise] });
  office.start();
  const hears = (text: string) =>
    vi.waitFor(() => expect(wire.sent.map((message) => message.text)).toContain(text), PATIENCE);
  const contents = async () =>
    (await office.messages('anna'))
      .filter(({ direction }) => direction === 'in')
      .map(({ content }) => content);
  return { ...office, removed, hears, contents };
};

const FORGOTTEN = { kind: 'text', text: '', secret: true };

it('forgets a secret once it was worked, in the database and in the chat', async () => {
  const office = await open();
  await office.says('anna', '/vault');
  await office.hears('the secret?');
  await office.says('anna', 'sesame', { ref: 'ref of the secret' });
  await office.hears('it has 6 signs');
  expect((await office.contents()).at(-1)).toEqual(FORGOTTEN);
  expect(office.removed).toEqual(['anna ref of the secret']);
  const { rows } = await sql`select from messages where content::text like '%sesame%'`.execute(office.db);
  expect(rows).toEqual([]);
});

it.each([
  ['is worked', 'sesame', 'it has 6 signs'],
  ['fails for good', 'broken', undefined],
])(
  'forgets a secret that was sent before it was asked for, when it %s',
  async (_, secret, answer) => {
    const office = await open();
    // Both arrive together, as after a time without a network.
    await office.hear(['/vault', secret].map((text) => heard('anna', { kind: 'text', text })));
    if (answer !== undefined) await office.hears(answer);
    await vi.waitFor(async () => expect((await office.contents()).at(-1)).toEqual(FORGOTTEN), {
      ...PATIENCE,
      timeout: 30_000,
    });
  },
  40_000,
);

it('hides a secret from the moment it is heard, also from later edits', async () => {
  const office = await open();
  await office.says('anna', '/vault');
  await office.hears('the secret?');
  await office.stop();
  await office.says('anna', 'sesame', { ref: 'r1' });
  expect((await office.contents()).at(-1)).toEqual({ kind: 'text', text: 'sesame', secret: true });
  await office.hear([{ type: 'edited', address: 'anna', ref: 'r1', text: 'sesame two' }]);
  expect((await office.contents()).at(-1)).toEqual({ kind: 'text', text: 'sesame', secret: true });
});

it.each([
  ['a command', '/cancel'],
  ['the name of a button', 'Back'],
])('shows %s that was said instead', async (_, text) => {
  const office = await open();
  await office.says('anna', '/vault');
  await office.hears('the secret?');
  await office.says('anna', text);
  await vi.waitFor(
    async () => expect((await office.contents()).at(-1)).toEqual({ kind: 'text', text }),
    PATIENCE,
  );
  expect(office.removed).toEqual([]);
});

it('forgets it as well when an effect refuses it', async () => {
  const office = await open();
  await office.says('anna', '/vault');
  await office.hears('the secret?');
  await office.says('anna', 'bad', { ref: 'r1' });
  await office.hears('refused');
  expect((await office.contents()).at(-1)).toEqual(FORGOTTEN);
});

it('forgets it as well when the turn fails for good', async () => {
  const office = await open();
  await office.says('anna', '/vault');
  await office.hears('the secret?');
  await office.says('anna', 'broken');
  await vi.waitFor(async () => expect((await office.contents()).at(-1)).toEqual(FORGOTTEN), {
    ...PATIENCE,
    timeout: 30_000,
  });
}, 40_000);

it('says so when the messenger keeps it', async () => {
  const office = await open(false);
  await office.hear([
    heard(
      'anna',
      { kind: 'text', text: '/vault' },
      { sender: { account: 'anna', name: 'Anna', language: 'en' } },
    ),
  ]);
  await office.hears('the secret?');
  await office.says('anna', 'sesame', { ref: 'r1' });
  await office.hears('it has 6 signs');
  expect(office.wire.sent.map(({ text }) => text).join()).toContain('please delete it yourself');
});

it('forgets what a dialogue calls a secret afterwards', async () => {
  const office = await open();
  await office.says('anna', '/surprise sesame');
  await office.hears('forgotten');
  expect((await office.contents()).at(-1)).toEqual(FORGOTTEN);
});

it('tells viewers of the change, and numbers no change twice', async () => {
  const office = await open();
  await office.says('anna', '/vault');
  await office.hears('the secret?');
  await office.says('anna', 'sesame');
  await office.hears('it has 6 signs');
  await office.says('anna', 'thanks');
  await office.hears('echo thanks');
  const { rows } = await sql<{ change: number }>`
    select m.change from messages m join conversations c on c.id = m.conversation_id
    where c.inbox_id = ${office.wire.channel.inbox} and c.address = 'anna' order by m.change
  `.execute(office.db);
  expect(new Set(rows.map(({ change }) => change)).size).toBe(rows.length);
});
