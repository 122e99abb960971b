import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ok } from '#kernel/result.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { PATIENCE } from '#test/patience.ts';
import { defineDialogue, effect } from './dialogue.ts';
import { createWire, heard, openConversations, type TestConversations } from './testing.ts';

let database: OpenDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

it('turns of two people who push to each other at the same moment are worked again, and say everything once', async () => {
  const { promise: both, resolve: bothArePushed } = Promise.withResolvers<void>();
  let office: TestConversations | undefined;
  let pushes = 0;
  const nudge = defineDialogue({
    name: 'nudge',
    version: 1,
    command: 'nudge',
    data: {},
    steps: {},
    begin: (turn, { text }) => ({
      end: true,
      effects: [
        effect('push', async (tx) => {
          const { rows } = await sql<{ id: string }>`
            select person_id as id from conversations where address = ${text}
          `.execute(tx);
          const words = `${turn.person.name} nudges you`;
          await office?.sayTo(tx, { personId: rows[0]?.id ?? '', text: { ru: words, en: words } });
          pushes += 1;
          if (pushes === 2) bothArePushed();
          // Each holds the conversation of the other one now, and will want its own.
          await both;
          return ok(undefined);
        }),
      ],
      say: { text: `nudged ${text}` },
    }),
  });
  const wire = createWire();
  office = await openConversations({ db: database.db, wire, dialogues: [nudge] });
  office.start();
  for (const name of ['anna', 'boris']) await office.says(name, 'hello');
  await office.quiet();
  await office.hear([
    heard('anna', { kind: 'text', text: '/nudge boris' }),
    heard('boris', { kind: 'text', text: '/nudge anna' }),
  ]);
  const said = (address: string) => office?.texts(address).filter((text) => text.includes('nudge'));
  await vi.waitFor(
    () => {
      expect(said('anna')).toHaveLength(2);
      expect(said('boris')).toHaveLength(2);
    },
    { ...PATIENCE, timeout: 20_000 },
  );
  await office.quiet();
  expect(said('anna')?.toSorted()).toEqual(['Name of boris nudges you', 'nudged boris']);
  expect(said('boris')?.toSorted()).toEqual(['Name of anna nudges you', 'nudged anna']);
  // Somebody had to give way, and nothing of it counts as a failure.
  expect(pushes).toBeGreaterThan(2);
  expect(office.outcomes).not.toContain('failed');
  expect(office.outcomes).not.toContain('dead');
}, 30_000);
