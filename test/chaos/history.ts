import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import type { TelegramControl } from '#test/fakes/telegram/control.ts';
import type { Person } from './crowd.ts';
import type { Victim } from './plan.ts';

/** A message as the database has it. */
export interface StoredMessage {
  readonly direction: 'in' | 'out';
  readonly turn: number;
  readonly position: number;
  readonly externalId: string | null;
  readonly ref: string | null;
  readonly text: string;
  readonly delivery: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | null;
  readonly repeated: boolean;
  readonly error: string | null;
}

/** A message as it reached the person. */
export interface Reached {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly messageId: number;
  readonly text: string;
  /** Telegram did it and the answer was lost on the way. */
  readonly answerLost: boolean;
  /** Telegram took its time: who asked for it may have been killed before it was done. */
  readonly slow: boolean;
}

/** All there is about one conversation: what was said, what was stored, what arrived. */
export interface ConversationHistory {
  readonly person: Person;
  readonly heard: number;
  readonly said: number;
  readonly turns: readonly { readonly number: number; readonly state: string }[];
  readonly messages: readonly StoredMessage[];
  readonly renames: readonly string[];
  readonly name: string;
  readonly reached: readonly Reached[];
}

/** A kill as it happened. */
export interface Kill {
  readonly victim: Victim;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Turns done before it. */
  readonly turns: number;
}

/** The recorded run that the checks judge. */
export interface History {
  readonly conversations: readonly ConversationHistory[];
  readonly kills: readonly Kill[];
  /** Updates that were never acknowledged. */
  readonly pending: number;
  readonly breakdowns: readonly string[];
}

/** Reads what is known of everybody, when all is quiet. */
export const readConversations = async (
  db: Database,
  control: TelegramControl,
  people: readonly Person[],
): Promise<ConversationHistory[]> => {
  const conversations: ConversationHistory[] = [];
  for (const person of people) conversations.push(await readConversation(db, control, person));
  return conversations;
};

const readConversation = async (
  db: Database,
  control: TelegramControl,
  person: Person,
): Promise<ConversationHistory> => {
  const row = await db
    .selectFrom('conversations')
    .innerJoin('people', 'people.id', 'conversations.person_id')
    .select(['conversations.id', 'person_id', 'heard', 'said', 'people.name'])
    .where('address', '=', String(person.chat))
    .executeTakeFirst();
  const id = row?.id ?? null;
  const { rows: messages } = await sql<StoredMessage>`
    select direction, turn, position, external_id as "externalId", ref, delivery, repeated, error,
           coalesce(content->>'text', content->>'label', '') as text
    from messages where conversation_id = ${id} order by position
  `.execute(db);
  const { rows: turns } = await sql<{ number: number; state: string }>`
    select number, state from turns where conversation_id = ${id} order by number
  `.execute(db);
  const { rows: renames } = await sql<{ name: string }>`
    select name from chaos.renames where person_id = ${row?.person_id ?? null} order by id
  `.execute(db);
  const calls = await control.outbox({ chat_id: person.chat, method: 'sendMessage' });
  return {
    person,
    heard: row?.heard ?? 0,
    said: row?.said ?? 0,
    turns,
    messages,
    renames: renames.map(({ name }) => name),
    name: row?.name ?? '',
    reached: calls
      .filter(({ ok }) => ok)
      .map(({ at, result, parameters, fault }) => ({
        at,
        messageId: (result as { message_id: number }).message_id,
        text: String(parameters.text),
        answerLost: fault === 'drop_after',
        slow: fault === 'slow',
      })),
  };
};
