import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { defineDialogue, effect } from './dialogue.ts';
import type { Dialogue, MenuCommand } from './index.ts';
import { createWire, openConversations } from './testing.ts';

let database: OpenDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database?.close());

const command = (name: string, fields: Partial<Dialogue> = {}): Dialogue => ({
  ...defineDialogue({ name, version: 1, data: {}, steps: {}, begin: () => ({ end: true }) }),
  command: name,
  words: {
    ru: { title: `${name} по-русски`, about: `${name} по-русски` },
    en: { title: `${name} in English`, about: `${name} in English` },
  },
  ...fields,
});

/** Conversations over a messenger that remembers the commands menus it was given. */
const open = async (offer: (address: string) => Promise<void> = async () => {}) => {
  const offered: { readonly address: string; readonly commands: readonly string[] }[] = [];
  const wire = createWire({
    offer: async (address, commands: readonly MenuCommand[]) => {
      offered.push({ address, commands: commands.map(({ description }) => description) });
      await offer(address);
    },
  });
  const english = defineDialogue({
    name: 'english',
    version: 1,
    command: 'english',
    data: {},
    steps: {},
    begin: ({ person }) => ({
      end: true,
      effects: [effect('speak', (tx) => office.people.speak(tx, { personId: person.id, locale: 'en' }))],
    }),
  });
  const dialogues = [command('menu'), command('admin', { roles: ['administrator'] }), english];
  const office = await openConversations({ db: database.db, wire, dialogues });
  office.start();
  const say = async (address: string, text: string, fields = {}) => {
    await office.says(address, text, fields);
    await office.quiet();
  };
  return { office, offered, say };
};

describe('the commands menu of a chat', () => {
  it('is the common one of the person’s language: nobody is given what everybody has', async () => {
    const { offered, say } = await open();
    await say('anna', 'hello');
    await say('boris', 'hello', { sender: { account: 'boris', name: 'Boris', language: 'en' } });
    expect(offered).toEqual([]);
  });

  it('is one of its own for who may more, given once', async () => {
    const { offered, say } = await open();
    const sender = { account: `admin-${newId()}`, name: 'Anna' };
    await say('anna', 'hello', { sender });
    await say('anna', 'again', { sender });
    expect(offered).toEqual([
      { address: 'anna', commands: ['menu по-русски', 'admin по-русски', 'Выйти из текущего шага'] },
    ]);
  });

  it('follows the language that the person chose', async () => {
    const { offered, say } = await open();
    await say('anna', '/english');
    await say('anna', 'hello');
    expect(offered).toEqual([{ address: 'anna', commands: ['menu in English', 'Leave the current step'] }]);
  });

  it('is the same where the channel asks for it: by who spoke last, and for a stranger the common one', async () => {
    const { office, say } = await open();
    const commands = async (id?: string) =>
      (await office.commandsIn(id, 'en')).map(({ command: name }) => name);
    expect(await commands()).toEqual(['menu', 'cancel']);
    await say('anna', 'hello');
    expect(await commands((await office.conversation('anna')).id)).toEqual(['menu', 'cancel']);
    await say('anna', 'hello', { sender: { account: `admin-${newId()}`, name: 'Anna' } });
    expect(await commands((await office.conversation('anna')).id)).toEqual(['menu', 'admin', 'cancel']);
  });

  it('is none of a group', async () => {
    const { offered, say } = await open();
    await say('group', 'hello', { kind: 'group', sender: { account: `admin-${newId()}`, name: 'Anna' } });
    expect(offered).toEqual([]);
  });

  it('that could not be given does not disturb the conversation', async () => {
    const { offered, say } = await open(() => Promise.reject(new Error('the messenger is away')));
    const sender = { account: `admin-${newId()}`, name: 'Anna' };
    await say('anna', 'hello', { sender });
    await say('anna', 'again', { sender });
    expect(offered.length).toBeGreaterThan(0);
  });
});
