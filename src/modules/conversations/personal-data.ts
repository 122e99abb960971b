import { type RawBuilder, sql } from 'kysely';
import type { FileRemoval } from '#modules/files/index.ts';
import type { DataSubject, PersonalData } from '#modules/people/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { ERASED } from './erased.ts';
import { CHANGES_CHANNEL } from './transcript.ts';

/** Messages read at once. */
const BATCH = 500;

/**
 * What conversations keep about a person: all that was said in their own conversations, and what they said in groups.
 * The words of secret messages are told to nobody.
 * An erasure goes through the parts in this order.
 */
export const conversationData = ({
  db,
  removal,
}: {
  db: Database;
  removal: FileRemoval;
}): readonly PersonalData[] => {
  const read = <Row extends object>(query: RawBuilder<Row>): AsyncGenerator<Row> => rowsOf(db, query);

  const files: PersonalData = {
    name: 'files',
    collect: (person) =>
      read(sql<object>`
      select id, name, mime, size, conversation_id, stored_at is not null as stored, created_at
      from files where id in (${filesOf(person)}) or account = any(${accountsOf(person)}) order by created_at, id
    `),
    erase: async (tx, person) => {
      await lockConversations(tx, person);
      const { rows } = await filesOf(person).execute(tx);
      return removal.remove(tx, { ids: rows.map(({ id }) => id), accounts: accountsOf(person) });
    },
  };

  const messages: PersonalData = {
    name: 'messages',
    collect: (person) => messagesOf(db, person),
    erase: async (tx, person) => {
      await eraseHeard(tx, person);
      await eraseSaid(tx, person);
      await eraseFailures(tx, person);
      await tellViewers(tx, person);
      return undefined;
    },
  };

  const notes: PersonalData = {
    name: 'notes',
    collect: ({ id }) =>
      read(sql<object>`
      select n.conversation_id, n.text, n.created_at from notes n join conversations c on c.id = n.conversation_id
      where c.person_id = ${id} order by n.created_at, n.id
    `),
    erase: async (tx, { id }) => {
      await sql`
        delete from notes where conversation_id in (select id from conversations where person_id = ${id})
      `.execute(tx);
      return undefined;
    },
  };

  const answers: PersonalData = {
    name: 'canned_answers',
    collect: ({ id }) =>
      read(sql<object>`
      select title, text, created_at from canned_answers where owner_id = ${id} order by created_at, id
    `),
    erase: async (tx, { id }) => {
      await sql`delete from canned_answers where owner_id = ${id}`.execute(tx);
      return undefined;
    },
  };

  const conversations: PersonalData = {
    name: 'conversations',
    collect: ({ id }) =>
      read(sql<object>`
      select id, inbox_id as inbox, address, title, language, created_at, heard_at, heard as turns,
             dialogue ->> 'name' as dialogue, dialogue -> 'data' as dialogue_data
      from conversations where person_id = ${id} order by created_at, id
    `),
    erase: async (tx, { id }) => {
      await closeConversations(tx, id);
      return undefined;
    },
  };

  return [files, messages, notes, answers, conversations];
};

const accountsOf = ({ identities }: DataSubject): string[] =>
  identities.map(({ kind, value }) => `${kind}:${value}`);

const filesOf = ({ id }: DataSubject) => sql<{ id: string }>`
  select f.id from files f join conversations c on c.id = f.conversation_id where c.person_id = ${id}
  union
  select (file ->> 'id')::uuid from messages m cross join lateral jsonb_array_elements(m.content -> 'files') file
  where m.person_id = ${id} and m.direction = 'in' and m.content ->> 'kind' = 'file'
`;

/** Their own conversations, and the groups they spoke in. A union: each half has its index. */
const conversationsOf = ({ id }: DataSubject) => sql<{ id: string }>`
  select id from conversations where person_id = ${id}
  union select conversation_id from messages where person_id = ${id} and direction = 'in'
`;

/** What was heard from them anywhere, and from whomever in their own conversations. */
const heardFrom = ({ id }: DataSubject) => sql`
  select m.id, m.conversation_id, m.turn from messages m where m.person_id = ${id} and m.direction = 'in'
  union select m.id, m.conversation_id, m.turn from conversations c join messages m on m.conversation_id = c.id
  where c.person_id = ${id} and m.direction = 'in'
`;

/** In the order that everybody locks them in. What a worker does in one of them under its lease waits or is void. */
const lockConversations = async (tx: Tx, person: DataSubject): Promise<void> => {
  await sql`
    select from conversations
    where id in (${conversationsOf(person)} union select id from conversations where operator_id = ${person.id})
    order by id for update
  `.execute(tx);
};

const eraseHeard = (tx: Tx, person: DataSubject): Promise<void> =>
  rewrite(tx, {
    which: sql`m.id in (select id from (${heardFrom(person)}) heard)`,
    to: ERASED.in,
    besides: sql`account = null, external_id = case when strpos(external_id, account) > 0 then null else external_id end`,
  });

/** What is being sent in this moment may arrive; what waits is ended. */
const eraseSaid = (tx: Tx, { id }: DataSubject): Promise<void> =>
  rewrite(tx, {
    which: sql`m.direction = 'out' and m.conversation_id in (select id from conversations where person_id = ${id})`,
    to: ERASED.out,
    besides: sql`
      error = case when delivery in ('queued', 'sending') then 'the person was erased' end,
      delivery = case delivery when 'queued' then 'failed' when 'sending' then 'unknown' else delivery end`,
  });

/** Every message that loses its words is a change of its conversation: who has it open loses them too. */
const rewrite = async (
  tx: Tx,
  { which, to, besides }: { which: RawBuilder<unknown>; to: object; besides: RawBuilder<unknown> },
): Promise<void> => {
  const content = sql`${JSON.stringify(to)}::jsonb`;
  await sql`
    with gone as materialized (
      select m.id, m.conversation_id,
             row_number() over (partition by m.conversation_id order by m.position, m.id) as number
      from messages m where ${which} and m.content is distinct from ${content}
    ), changed as (
      update conversations c set changes = c.changes + g.count
      from (select conversation_id, count(*) as count from gone group by conversation_id) g
      where c.id = g.conversation_id
      returning c.id, c.changes - g.count as changes
    )
    update messages m
    set content = ${content}, ref = null, change = changed.changes + gone.number, ${besides}
    from gone join changed on changed.id = gone.conversation_id
    where m.id = gone.id
  `.execute(tx);
};

/** Heard at the commit. */
const tellViewers = async (tx: Tx, person: DataSubject): Promise<void> => {
  await sql`
    select pg_notify(${CHANGES_CHANNEL}, id::text) from (${conversationsOf(person)}) conversations
  `.execute(tx);
};

/** Reasons of failures may quote what was said, and there is nothing left to replay. */
const eraseFailures = async (tx: Tx, person: DataSubject): Promise<void> => {
  await sql`
    update turns t set error = null, state = case state when 'dead' then 'discarded' else state end
    from (${heardFrom(person)}) heard
    where t.conversation_id = heard.conversation_id and t.number = heard.turn
      and (t.error is not null or t.state = 'dead')
  `.execute(tx);
};

/** Nothing is due, nobody works in them, and their addresses are free for whoever speaks from there next. */
const closeConversations = async (tx: Tx, id: string): Promise<void> => {
  await sql`
    update conversations
    set address = 'erased:' || id, title = '', language = null, dialogue = null, keyboard = null, offered = null,
        reachable = false, said = heard, attempts = 0, due_at = null, lease_by = null, lease_until = null,
        operator_id = null, operator_since = null, operator_until = null, queued_at = null, waiting_since = null
    where person_id = ${id}
  `.execute(tx);
  // Those that the person answers as an operator return as if nobody had answered for too long.
  await sql`update conversations set operator_until = now() where operator_id = ${id}`.execute(tx);
};

async function* messagesOf(db: Database, person: DataSubject): AsyncGenerator<object> {
  const { id } = person;
  const { rows: conversations } = await sql<{ id: string; own: boolean }>`
    select id, person_id is not distinct from ${id} as own from conversations
    where id in (${conversationsOf(person)}) order by created_at, id
  `.execute(db);
  for (const conversation of conversations)
    for (let after = -1; ; ) {
      const { rows } = await sql<{ position: number }>`
        select conversation_id, position, direction, at, edited_at, delivery,
               case when content @> '{"secret": true}' then content || '{"text": ""}' else content end as content
        from messages
        where conversation_id = ${conversation.id} and position > ${after}
          and (${conversation.own} or (direction = 'in' and person_id = ${id}))
        order by position limit ${BATCH}
      `.execute(db);
      yield* rows;
      if (rows.length < BATCH) break;
      after = rows.at(-1)?.position ?? after;
    }
}

async function* rowsOf<Row extends object>(db: Database, query: RawBuilder<Row>): AsyncGenerator<Row> {
  const { rows } = await query.execute(db);
  yield* rows;
}
