import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { systemClock } from '#kernel/time.ts';
import type { Role } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import { createFiles } from '#modules/files/index.ts';
import { createPeople } from '#modules/people/index.ts';
import { createSettings, type SettingKey, type SettingValue } from '#modules/settings/index.ts';
import type { Database } from '#platform/db/database.ts';
import { createFolderStorage } from '#platform/storage/folder.ts';
import { silent } from '#test/database.ts';
import { PATIENCE } from '#test/patience.ts';
import type { Announce } from './announce.ts';
import { type Dialogue, defineDialogue } from './dialogue.ts';
import { type Channel, createConversations, type OutgoingMessage, type Sent } from './index.ts';
import type { Employee } from './operator.ts';
import type { Content, Delivery, DialogueState, Heard, IncomingMessage, Input, Key } from './schema.ts';

const UNLIMITED = { perSecond: 0, burst: 0 };

/** For tests: a messenger that keeps what it is asked to send and answers as it is told. */
export const createWire = ({
  inbox = newId(),
  answer = ({ id }: OutgoingMessage): Sent | Promise<Sent> => ({ outcome: 'sent', ref: `ref-${id}` }),
  ...fields
}: Partial<Channel> & { answer?: (message: OutgoingMessage) => Sent | Promise<Sent> } = {}) => {
  const sent: OutgoingMessage[] = [];
  const typed: string[] = [];
  const channel: Channel = {
    inbox,
    name: `wire ${inbox}`,
    capabilities: { buttons: true, edits: true, contacts: true, maxText: 4096 },
    pace: { private: UNLIMITED, group: UNLIMITED, whole: UNLIMITED },
    send: async (message) => {
      sent.push(message);
      return await answer(message);
    },
    typing: async (address) => void typed.push(address),
    ...fields,
  };
  return { channel, sent, typed };
};

export type Wire = ReturnType<typeof createWire>;

/** For tests: the fallback dialogue; it says what it hears. */
export const echo = defineDialogue({
  name: 'echo',
  version: 1,
  data: {},
  steps: {},
  begin: (_, { text }) => ({ end: true, say: { text: `echo ${text}` } }),
});

/** For tests: conversations of one worker over a real database and a wire; it stops with the test. */
export const openConversations = async ({
  db,
  wire = createWire(),
  dialogues = [],
  worker = newId(),
  settings = {},
  announce = {},
}: {
  db: Database;
  wire?: Wire;
  dialogues?: readonly Dialogue[];
  worker?: string;
  /** What differs from the usual settings. */
  settings?: { readonly [Key in SettingKey]?: Partial<SettingValue<Key>> };
  /** Who else is told. */
  announce?: Partial<Announce>;
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'kontora-conversations-'));
  const files = createFiles({
    db,
    storage: await createFolderStorage({ folder }),
    clock: systemClock,
  });
  const people = createPeople({
    clock: systemClock,
    configuredRoles: (_, account) => (account.startsWith('admin') ? ['administrator'] : []),
  });
  const { channel } = wire;
  const { inbox } = channel;
  const said: string[] = [];
  const outcomes: string[] = [];
  const delivered: string[] = [];
  const typists: string[] = [];
  const audit = createAudit({ clock: systemClock, log: silent });
  const usual = createSettings({ db, audit, notifications: { on: () => {} }, log: silent });
  const conversations = createConversations({
    db,
    people,
    files,
    channels: [channel],
    dialogues: [echo, ...dialogues],
    fallback: echo.name,
    worker,
    audit,
    settings: { get: async (key) => ({ ...(await usual.get(key)), ...settings[key] }) },
    announce: {
      heard: () => conversations.wake(),
      said: (ids) => {
        said.push(...ids);
        announce.said?.(ids);
      },
      delivered: (id) => {
        delivered.push(id);
        announce.delivered?.(id);
      },
      taken: (id) => conversations.interrupt(id),
      typing: (typist) => {
        typists.push(`${typist.operator.name} in ${typist.conversation_id}`);
        announce.typing?.(typist);
      },
    },
    observe: {
      turn: ({ outcome }) => void outcomes.push(outcome),
      delivery: ({ outcome }) => void outcomes.push(outcome),
    },
    clock: systemClock,
    log: silent,
  });
  await conversations.prepare();
  const hear = conversations.hearFor(channel);
  let running: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await conversations.stop();
    await running;
  };
  onTestFinished(async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  });

  const conversation = async (address: string): Promise<ConversationRow> => {
    const { rows } = await sql<ConversationRow>`
      select id, address, heard, said, attempts, stamp, dialogue, reachable, lease_by, lease_until, due_at, person_id,
             title, language, keyboard, operator_id, operator_until, queued_at, waiting_since
      from conversations where inbox_id = ${inbox} and address = ${address}
    `.execute(db);
    if (!rows[0]) throw new Error(`there is no conversation ${address}`);
    return rows[0];
  };

  /** Messages of a conversation as they are stored, oldest first. */
  const messages = async (address: string): Promise<MessageRow[]> => {
    const { rows } = await sql<MessageRow>`
      select m.id, m.direction, m.turn, m.position, m.content, m.ref, m.delivery, m.attempts, m.repeated, m.error, m.edits,
             m.person_id
      from messages m join conversations c on c.id = m.conversation_id
      where c.inbox_id = ${inbox} and c.address = ${address} order by m.position
    `.execute(db);
    return rows;
  };

  const token = (address: string, label: string): string => {
    const shown = wire.sent.filter((message) => message.address === address);
    const found = shown
      .flatMap(({ buttons }) => buttons?.flat() ?? [])
      .findLast((one) => one.label === label);
    if (!found) throw new Error(`${address} was shown no button ${label}`);
    return found.token;
  };

  return {
    db,
    wire,
    worker,
    files,
    people,
    hear,
    conversation,
    messages,
    token,
    /** Ids of conversations that have something new to show. */
    said,
    /** How each attempt of a turn or of a delivery ended, as it was counted. */
    outcomes,
    /** Ids of conversations whose messages have reached an end. */
    delivered,
    /** Who was told to be writing. */
    typists,
    operators: conversations.operators,
    sayTo: conversations.sayTo,
    sayIn: conversations.sayIn,
    commandsIn: conversations.commandsIn,
    start: ({ alone = false } = {}) => {
      running = conversations.start({ alone });
    },
    stop,
    wake: conversations.wake,
    says: (address: string, text: string, fields: Partial<IncomingMessage> = {}) =>
      hear([heard(address, { kind: 'text', text }, fields)]),
    presses: (address: string, label: string) =>
      hear([heard(address, { kind: 'choice', token: token(address, label) })]),
    /** Texts sent to an address, oldest first. */
    texts: (address: string): string[] =>
      wire.sent.filter((message) => message.address === address).map(({ text }) => text),
    /** Waits until this inbox has nothing left to work or to send. */
    quiet: () =>
      vi.waitFor(async () => {
        const { rows } = await sql`
          select address from conversations c
          where inbox_id = ${inbox} and (heard > said or due_at <= now() or lease_by is not null or exists (
            select from messages m where m.conversation_id = c.id and m.delivery in ('queued', 'sending')))
        `.execute(db);
        expect(rows).toEqual([]);
      }, PATIENCE),
  };
};

export type TestConversations = Awaited<ReturnType<typeof openConversations>>;

/** For tests: an employee who can log in and may do what these roles may. */
export const newOperator = async (
  db: Database,
  name: string,
  roles: readonly Role[] = ['operator'],
): Promise<Employee> => {
  const personId = newId();
  await db
    .insertInto('people')
    .values({ id: personId, name, roles: [...roles] })
    .execute();
  await db
    .insertInto('accounts')
    .values({ person_id: personId, login: personId, password_hash: '' })
    .execute();
  return { personId, roles, channel: 'panel', address: '127.0.0.1', traceId: null };
};

let messageIds = 0;

/** For tests: a message as a channel hears it; the account is the address. */
export const heard = (
  address: string,
  input: IncomingMessage['input'],
  fields: Partial<IncomingMessage> = {},
): IncomingMessage & Heard => {
  messageIds += 1;
  return {
    type: 'message',
    externalId: `message-${messageIds}`,
    address,
    kind: 'private',
    sender: { account: address, name: `Name of ${address}` },
    input,
    ...fields,
  };
};

interface ConversationRow {
  id: string;
  address: string;
  heard: number;
  said: number;
  attempts: number;
  stamp: number;
  dialogue: DialogueState | null;
  reachable: boolean;
  lease_by: string | null;
  lease_until: Date | null;
  due_at: Date | null;
  person_id: string | null;
  title: string;
  language: string | null;
  keyboard: Key[][] | null;
  operator_id: string | null;
  operator_until: Date | null;
  queued_at: Date | null;
  waiting_since: Date | null;
}

interface MessageRow {
  id: number;
  direction: 'in' | 'out';
  turn: number;
  position: number;
  content: (Content | Input) & { readonly text: string };
  ref: string | null;
  delivery: Delivery | null;
  attempts: number;
  repeated: boolean;
  error: string | null;
  edits: number | null;
  person_id: string | null;
}
