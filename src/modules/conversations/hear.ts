import { type RawBuilder, sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { newId, newTraceId } from '#kernel/ids.ts';
import { cleanText, shorten } from '#kernel/text.ts';
import type { Clock } from '#kernel/time.ts';
import type { Files } from '#modules/files/index.ts';
import type { People } from '#modules/people/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { currentTraceId } from '#platform/log/trace.ts';
import type { FileRef, Heard, IncomingFile, IncomingMessage, Input } from './schema.ts';

/** The inbox that hears: its id, and the kind of its accounts. */
export interface Inbox {
  readonly id: string;
  readonly channel: string;
}

interface Locked {
  id: string;
  address: string;
  kind: 'private' | 'group';
  person_id: string | null;
  heard: number;
  positions: number;
  changes: number;
  /** What is typed in it now is a secret. */
  secret: boolean;
}

/** Takes in what channels heard: in order, once, in one transaction a batch. */
export const createHearing = ({
  db,
  people,
  files,
  clock,
}: {
  db: Database;
  people: People;
  files: Files;
  clock: Clock;
}) => {
  /** Stores events of one inbox; answers the conversations that have work now. */
  const hear = (inbox: Inbox, events: readonly Heard[]): Promise<readonly string[]> =>
    db.transaction().execute(async (tx) => {
      const touched = new Set<string>();
      const runs = runsOf(events);
      // Runs lock one after another: all that exist are locked in their order first.
      if (runs.length > 1)
        await sql`
          select id from conversations where inbox_id = ${inbox.id} and address = any(${events.flatMap(addressesOf)})
          order by id for update
        `.execute(tx);
      for (const run of runs)
        if (run.messages) for (const id of await hearMessages(tx, inbox, run.messages)) touched.add(id);
        else await hearOther(tx, inbox, run.other);
      return [...touched];
    });

  const hearMessages = async (
    tx: Tx,
    inbox: Inbox,
    messages: readonly IncomingMessage[],
  ): Promise<string[]> => {
    const conversations = await lockConversations(tx, inbox, messages);
    const known = await heardBefore(tx, inbox, messages);
    const fresh = messages.filter(({ externalId }) => !known.has(externalId) && known.add(externalId));
    if (fresh.length === 0) return [];
    const rows = [];
    const traceId = currentTraceId();
    for (const message of fresh) {
      const conversation = conversations.get(message.address);
      if (!conversation) throw new Error(`conversation ${message.address} vanished while it was locked`);
      conversation.heard += 1;
      conversation.positions += 1;
      conversation.changes += 1;
      const account = message.sender.account;
      const name = cleanText(message.sender.name);
      rows.push({
        conversation_id: conversation.id,
        external_id: message.externalId,
        ref: message.ref ?? null,
        turn: conversation.heard,
        position: conversation.positions,
        change: conversation.changes,
        account,
        person_id: conversation.person_id ?? (await people.meet(tx, { kind: inbox.channel, account, name })),
        content: await stored(tx, conversation, `${inbox.channel}:${account}`, message.input),
        // What was polled has no request to belong to: its trace begins here.
        trace_id: traceId ?? newTraceId(),
      });
    }
    await sql`
      insert into messages (conversation_id, inbox_id, direction, external_id, ref, turn, position, change,
                            account, person_id, content, trace_id)
      select conversation_id, ${inbox.id}, 'in', external_id, ref, turn, position, change,
             account, person_id, content, trace_id
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m(conversation_id uuid, external_id text, ref text,
        turn bigint, position bigint, change bigint, account text, person_id uuid, content jsonb, trace_id text)
    `.execute(tx);
    const changed = [...new Set(fresh.map(({ address }) => address))].map((address) => {
      const { id, heard, positions, changes } = conversations.get(address) as Locked;
      const last = fresh.findLast((message) => message.address === address) as IncomingMessage;
      return { id, heard, positions, changes, title: titleOf(last), language: last.sender.language ?? null };
    });
    // A conversation whose turn is being retried keeps its appointment: a new message is no reason to hurry.
    await sql`
      update conversations c
      set heard = n.heard, positions = n.positions, changes = n.changes, heard_at = now(), reachable = true,
          waiting_since = coalesce(c.waiting_since, now()),
          title = case when n.title = '' then c.title else n.title end,
          language = coalesce(n.language, c.language),
          due_at = case when c.attempts > 0 then coalesce(c.due_at, now()) else least(c.due_at, now()) end
      from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb)
        as n(id uuid, heard bigint, positions bigint, changes bigint, title text, language text)
      where c.id = n.id
    `.execute(tx);
    return changed.map(({ id }) => id);
  };

  /** The conversations of these messages, locked in one order everywhere, made where they are missing. */
  const lockConversations = async (
    tx: Tx,
    inbox: Inbox,
    messages: readonly IncomingMessage[],
  ): Promise<Map<string, Locked>> => {
    const first = new Map(messages.toReversed().map((message) => [message.address, message]));
    const lock = async () => {
      const { rows } = await sql<Locked>`
        select id, address, kind, person_id, heard, positions, changes,
               operator_id is null and dialogue @> '{"secret": true}' as secret
        from conversations
        where inbox_id = ${inbox.id} and address = any(${[...first.keys()]})
        order by id for update
      `.execute(tx);
      return new Map(rows.map((row) => [row.address, row]));
    };
    const found = await lock();
    const missing = [...first].filter(([address]) => !found.has(address));
    if (missing.length === 0) return found;
    for (const [address, message] of missing.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const account = message.sender.account;
      const name = cleanText(message.sender.name);
      await tx
        .insertInto('conversations')
        .values({
          id: newId(clock.now()),
          inbox_id: inbox.id,
          address,
          kind: message.kind,
          person_id:
            message.kind === 'private' ? await people.meet(tx, { kind: inbox.channel, account, name }) : null,
          title: titleOf(message),
        })
        .onConflict((conflict) => conflict.columns(['inbox_id', 'address']).doNothing())
        .execute();
    }
    return lock();
  };

  /** An input as it is stored: clean text, files bound to the conversation. */
  const stored = async (
    tx: Tx,
    { id: conversationId, secret }: Locked,
    owner: string,
    input: IncomingMessage['input'],
  ): Promise<Input> => {
    if (input.kind === 'text')
      return { kind: 'text', text: cleanText(input.text), ...(secret ? { secret } : {}) };
    if (input.kind === 'contact')
      return { ...input, name: cleanText(input.name), phone: cleanText(input.phone) };
    if (input.kind === 'choice') return { kind: 'choice', token: cleanText(input.token) };
    if (input.kind !== 'file') return input;
    const announced = input.files.filter((file): file is IncomingFile => 'source' in file);
    const uploaded = input.files.filter((file): file is FileRef => 'id' in file);
    const adopted = await files.adopt(
      tx,
      conversationId,
      uploaded.map(({ id }) => id),
      owner,
    );
    if (!adopted.ok) throw new AppError('missing', 'the file is not there or not yours');
    return {
      kind: 'file',
      text: cleanText(input.text),
      files: [...adopted.value, ...(await files.announce(tx, conversationId, announced))],
    };
  };

  return { hear };
};

const addressesOf = (event: Heard): readonly string[] =>
  event.type === 'moved' ? [event.from, event.to] : [event.address];

/** Splits events into runs of messages and single other events, in order. */
const runsOf = (events: readonly Heard[]) => {
  type Run =
    | { readonly messages: IncomingMessage[]; readonly other?: undefined }
    | { readonly messages?: undefined; readonly other: Exclude<Heard, IncomingMessage> };
  const runs: Run[] = [];
  for (const event of events) {
    const last = runs.at(-1);
    if (event.type !== 'message') runs.push({ other: event });
    else if (last?.messages) last.messages.push(event);
    else runs.push({ messages: [event] });
  }
  return runs;
};

const heardBefore = async (
  tx: Tx,
  inbox: Inbox,
  messages: readonly IncomingMessage[],
): Promise<Set<string>> => {
  const { rows } = await sql<{ external_id: string }>`
    select external_id from messages
    where inbox_id = ${inbox.id} and direction = 'in'
      and external_id = any(${messages.map(({ externalId }) => externalId)})
  `.execute(tx);
  return new Set(rows.map((row) => row.external_id));
};

const hearOther = async (tx: Tx, inbox: Inbox, event: Exclude<Heard, IncomingMessage>): Promise<void> => {
  const at = (address: string): RawBuilder<boolean> => sql`inbox_id = ${inbox.id} and address = ${address}`;
  switch (event.type) {
    case 'edited': {
      const text = cleanText(event.text);
      // Before its turn the new words count; afterwards they only stand in the history.
      await sql`
        with c as (
          update conversations set changes = changes + 1
          where ${at(event.address)} returning id, said, changes
        )
        update messages m
        set content = case when m.turn > c.said and m.content->>'kind' in ('text', 'file')
                           then jsonb_set(m.content, '{text}', to_jsonb(${text}::text))
                           else m.content || jsonb_build_object('edited', ${text}::text) end,
            edited_at = now(), change = c.changes
        from c where m.conversation_id = c.id and m.ref = ${event.ref} and m.direction = 'in'
          and not m.content @> '{"secret": true}'
      `.execute(tx);
      return;
    }
    case 'reachable':
      await sql`update conversations set reachable = ${event.reachable} where ${at(event.address)}`.execute(
        tx,
      );
      return;
    case 'moved':
      await moveConversation(tx, inbox.id, event.from, event.to);
      return;
  }
};

/** Gives a conversation its new address; false where another one stands there already. */
export const moveConversation = async (tx: Tx, inbox: string, from: string, to: string): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    update conversations set address = ${to}
    where inbox_id = ${inbox} and address = ${from}
      and not exists (select from conversations where inbox_id = ${inbox} and address = ${to})
  `.execute(tx);
  return numAffectedRows === 1n;
};

const titleOf = (message: IncomingMessage): string =>
  message.kind === 'private' ? shorten(cleanText(message.sender.name), 200) : '';
