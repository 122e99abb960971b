import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newId } from '#kernel/ids.ts';
import { startValue } from '#kernel/start-value.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { type Capabilities, type Dialogue, defineDialogue } from './index.ts';
import { createWire, echo, heard, openConversations } from './testing.ts';
import { buttonToken } from './token.ts';

let database: OpenDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database?.close());

const RICH: Capabilities = { buttons: true, edits: true, contacts: true, maxText: 4096 };

/** Conversations that work from the beginning. */
const open = async (dialogues: readonly Dialogue[], capabilities: Partial<Capabilities> = {}) => {
  const wire = createWire({ capabilities: { ...RICH, ...capabilities } });
  const office = await openConversations({ db: database.db, wire, dialogues });
  office.start();
  return office;
};

/** Asks with buttons; `stay` stays, `other` enters another step, everything else is said. */
const picker = defineDialogue({
  name: 'picker',
  version: 1,
  command: 'pick',
  words: { ru: { title: 'Выбор', about: 'выбор' }, en: { title: 'Pick', about: 'pick' } },
  key: true,
  data: { pick: z.object({}), other: z.object({}) },
  begin: () => ({ go: 'pick', data: {} }),
  steps: {
    pick: {
      ask: () => ({
        text: 'pick?',
        replace: true,
        buttons: [
          [
            { label: 'Stay', value: 'stay' },
            { label: 'Again', value: 'again' },
          ],
          [
            { label: 'Other', value: 'other' },
            { label: 'Echo', value: startValue(echo.name) },
          ],
        ],
      }),
      hear: (_, input) => {
        if (input.kind === 'choice' && input.value === 'again') return { go: 'pick', data: {} };
        if (input.kind === 'choice' && input.value === 'other') return { go: 'other', data: {} };
        return { stay: true, say: { text: input.kind === 'choice' ? input.value : input.kind } };
      },
    },
    other: {
      ask: () => ({ text: 'other?', keyboard: [[{ label: 'Phone', contact: true }], [{ label: 'No' }]] }),
      hear: (_, input) => ({ stay: true, say: { text: `other heard ${input.kind}` } }),
    },
  },
});

describe('a channel without buttons', () => {
  it('shows a numbered list, and takes a number or the words', async () => {
    const office = await open([picker], { buttons: false, edits: false, contacts: false });
    await office.says('anna', '/pick');
    await office.says('anna', '1');
    await office.says('anna', 'stay');
    await office.says('anna', '9');
    await office.says('anna', '3');
    await office.quiet();
    expect(office.texts('anna')).toEqual([
      'pick?\n\nОтветьте номером:\n1. Stay\n2. Again\n3. Other\n4. Echo',
      'stay',
      'stay',
      'text',
      'other?',
    ]);
    expect(office.wire.sent.every(({ buttons }) => buttons === undefined)).toBe(true);
  });
});

describe('a press', () => {
  const picking = async () => {
    const office = await open([picker]);
    await office.says('anna', '/pick');
    await office.quiet();
    return office;
  };
  const pressed = (address: string, token: string) => heard(address, { kind: 'choice', token });

  it('reaches its step, and stands in the history by its words', async () => {
    const office = await picking();
    await office.presses('anna', 'Stay');
    await office.quiet();
    expect(office.texts('anna').at(-1)).toBe('stay');
    expect((await office.messages('anna'))[2]?.content).toMatchObject({ kind: 'choice', label: 'Stay' });
  });

  it('rewrites the message it stands under while that is the last one', async () => {
    const office = await picking();
    const [shown] = office.wire.sent;
    await office.presses('anna', 'Again');
    await office.quiet();
    await office.presses('anna', 'Again');
    await office.quiet();
    expect(office.wire.sent.slice(1).map(({ editsRef }) => editsRef)).toEqual([
      `ref-${shown?.id}`,
      expect.stringMatching(/^ref-/),
    ]);
    const rewrites = (await office.messages('anna')).filter(({ edits }) => edits !== null);
    expect(rewrites.map(({ edits }) => edits)).toEqual([shown?.id, shown?.id]);
  });

  it('is answered by a new message when something was said since', async () => {
    const office = await picking();
    await office.says('anna', 'something else');
    await office.quiet();
    await office.presses('anna', 'Again');
    await office.quiet();
    expect(office.texts('anna')).toEqual(['pick?', 'text', 'pick?']);
    expect(office.wire.sent.map(({ editsRef }) => editsRef)).toEqual([undefined, undefined, undefined]);
  });

  it('of a step that was left is stale: the running step asks again', async () => {
    const office = await picking();
    const old = office.token('anna', 'Stay');
    await office.presses('anna', 'Other');
    await office.says('anna', 'x');
    await office.hear([pressed('anna', old)]);
    await office.quiet();
    expect(office.texts('anna').slice(-2)).toEqual(['Эта кнопка уже не действует.', 'other?']);
  });

  it('without a running dialogue is stale', async () => {
    const office = await picking();
    await office.says('anna', '/cancel');
    await office.presses('anna', 'Stay');
    await office.quiet();
    expect(office.texts('anna').slice(-1)).toEqual(['Эта кнопка уже не действует.']);
  });

  it('that starts a dialogue works for ever', async () => {
    const office = await picking();
    const start = office.token('anna', 'Echo');
    await office.says('anna', '/cancel');
    await office.hear([pressed('anna', start)]);
    await office.quiet();
    expect(office.texts('anna').slice(-1)).toEqual(['echo ']);
  });

  it('that comes twice in a row is worked once, and the second is silent', async () => {
    const office = await picking();
    const token = office.token('anna', 'Other');
    await office.hear([pressed('anna', token), pressed('anna', token)]);
    await office.quiet();
    expect(office.texts('anna')).toEqual(['pick?', 'other?']);
    expect(await office.conversation('anna')).toMatchObject({ heard: 3, said: 3 });
  });

  it('on a message that was rewritten since means what the person saw: nothing, and twice in a row silently', async () => {
    const office = await picking();
    const seen = office.token('anna', 'Again');
    await office.hear([pressed('anna', seen), pressed('anna', seen)]);
    await office.quiet();
    expect(office.texts('anna')).toEqual(['pick?', 'pick?']);
    await office.presses('anna', 'Again');
    await office.quiet();
    await office.hear([pressed('anna', seen)]);
    await office.quiet();
    expect(office.texts('anna').slice(2)).toEqual(['pick?', 'Эта кнопка уже не действует.', 'pick?']);
    const labels = (await office.messages('anna')).flatMap(({ content }) =>
      'token' in content ? [(content as { label?: string }).label] : [],
    );
    expect(labels).toEqual(['Again', '', 'Again', '']);
  });

  it('that tells no version means the newest one', async () => {
    const office = await picking();
    const [shown] = office.wire.sent;
    await office.presses('anna', 'Again');
    await office.quiet();
    await office.hear([pressed('anna', buttonToken(shown?.id ?? 0, 0))]);
    await office.quiet();
    expect(office.texts('anna')).toEqual(['pick?', 'pick?', 'stay']);
  });

  it('of somebody else’s button is stale, and changes nothing for either', async () => {
    const office = await picking();
    await office.says('boris', '/pick');
    await office.quiet();
    await office.hear([pressed('boris', office.token('anna', 'Other'))]);
    await office.quiet();
    expect(office.texts('boris')).toEqual(['pick?', 'Эта кнопка уже не действует.', 'pick?']);
    expect(await office.conversation('anna')).toMatchObject({ dialogue: { step: 'pick' }, said: 1 });
    expect(await office.conversation('boris')).toMatchObject({ dialogue: { step: 'pick' } });
  });

  it('that was forged is stale', async () => {
    const office = await picking();
    const real = office.token('anna', 'Stay');
    const forged = [
      '',
      'other',
      'start:echo',
      `${real}9`,
      'k1:zzzzzzzzzzz:0',
      real.replace('k1', 'k2'),
      '\ud83d\u0000',
    ];
    await office.hear(forged.map((token) => pressed('anna', token)));
    await office.quiet();
    expect(office.texts('anna').filter((text) => text === 'Эта кнопка уже не действует.')).toHaveLength(
      forged.length,
    );
    expect(await office.conversation('anna')).toMatchObject({ dialogue: { step: 'pick' } });
  });
});

describe('the keyboard', () => {
  const keyboards = (sent: readonly { keyboard?: unknown }[]) => sent.map(({ keyboard }) => keyboard);
  const main = [[{ label: 'Выбор' }]];

  it('comes once, gives way to that of a step, and comes back', async () => {
    const office = await open([picker]);
    for (const text of ['hello', 'hello', '/pick']) await office.says('anna', text);
    await office.quiet();
    await office.presses('anna', 'Other');
    for (const text of ['x', '/cancel', 'hello']) await office.says('anna', text);
    await office.quiet();
    expect(keyboards(office.wire.sent)).toEqual([
      main,
      undefined,
      undefined,
      [[{ label: 'Phone', contact: true }], [{ label: 'No' }]],
      undefined,
      main,
      undefined,
    ]);
  });

  it('has no key for a contact where the channel vouches for none', async () => {
    const office = await open([picker], { contacts: false });
    await office.says('anna', '/pick');
    await office.quiet();
    await office.presses('anna', 'Other');
    await office.quiet();
    expect(office.wire.sent.at(-1)?.keyboard).toEqual([[{ label: 'No' }]]);
  });

  it('is not for groups', async () => {
    const loud = defineDialogue({
      name: 'loud',
      version: 1,
      command: 'loud',
      groups: true,
      data: {},
      steps: {},
      begin: () => ({ end: true, say: { text: 'all', keyboard: [[{ label: 'Key' }]] } }),
    });
    const office = await open([picker, loud]);
    const sender = { account: newId(), name: 'Anna' };
    for (const text of ['/loud', '/pick', 'chatter'])
      await office.says('group', text, { kind: 'group', sender });
    await office.quiet();
    expect(office.texts('group')).toEqual([
      'all',
      'Об этом лучше поговорить лично: напишите мне в личные сообщения.',
    ]);
    expect(keyboards(office.wire.sent)).toEqual([undefined, undefined]);
  });
});
