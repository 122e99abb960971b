import { sql } from 'kysely';
import type { Database, Tx } from '#platform/db/database.ts';

/** The id of the last message older than `before`; 0 when there is none. */
export const lastMessageBefore = async (db: Database, before: Date): Promise<number> => {
  const { rows } = await sql<{ id: number }>`
    select coalesce(max(id), 0) as id from messages where at < ${before}
  `.execute(db);
  return rows[0]?.id ?? 0;
};

/**
 * Removes settled messages older than `before`, of those numbered above `after` up to `last`, each with what rewrote
 * it. Stays: what waits for its turn, an answer or its delivery, and what a dead letter may want to hear again.
 * Answers the files that no message refers to any more, and the number of the last one removed.
 */
export const removeMessages = async (
  tx: Tx,
  { before, after, last, limit }: { before: Date; after: number; last: number; limit: number },
): Promise<{ readonly rows: number; readonly files: readonly string[]; readonly after: number }> => {
  const { rows } = await sql<{ id: number; conversation_id: string; edits: number | null; files: string[] }>`
    with old as (
      select m.id from messages m join conversations c on c.id = m.conversation_id
      where m.id > ${after} and m.id <= ${last} and m.at < ${before} and m.edits is null
        and (m.direction = 'in' and m.turn <= c.said or m.delivery in ('sent', 'failed', 'unknown'))
        and (c.waiting_since is null or m.at < c.waiting_since)
        and not exists (select from messages later where later.edits = m.id
                        and (later.at >= ${before} or later.delivery in ('queued', 'sending')))
        and not exists (select from turns t where t.conversation_id = m.conversation_id and t.number = m.turn
                        and t.state = 'dead')
      order by m.id limit ${limit} for update of m skip locked
    )
    delete from messages using (
      select id from old union all select later.id from old join messages later on later.edits = old.id
    ) gone
    where messages.id = gone.id
    returning messages.id, conversation_id, edits,
              array(select file ->> 'id' from jsonb_array_elements(content -> 'files') file) as files
  `.execute(tx);
  const own = rows.filter(({ edits }) => edits === null);
  return {
    rows: rows.length,
    files: await unused(tx, rows),
    after: Math.max(after, ...own.map(({ id }) => id)),
  };
};

/** A message may have been heard, or sent, again: its files stay until the last one goes. */
const unused = async (
  tx: Tx,
  removed: readonly { conversation_id: string; files: readonly string[] }[],
): Promise<readonly string[]> => {
  const files = removed.flatMap(({ conversation_id, files }) => files.map((id) => [id, conversation_id]));
  if (files.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select distinct f.id
    from unnest(${files.map(([id]) => id)}::uuid[], ${files.map(([, of]) => of)}::uuid[]) as f(id, conversation_id)
    where not exists (select from messages m where m.conversation_id = f.conversation_id
                      and m.content -> 'files' @> jsonb_build_array(jsonb_build_object('id', f.id)))
  `.execute(tx);
  return rows.map(({ id }) => id);
};

/**
 * Takes the words out of secret messages said before `before`: who they were for has read them by then. Answers how
 * many; what is still on its way keeps them.
 */
export const blankSecrets = async (tx: Tx, before: Date, limit: number): Promise<number> => {
  const { numAffectedRows } = await sql`
    update messages set content = content || '{"text": ""}' where id in (
      select id from messages
      where direction = 'out' and content @> '{"secret": true}' and content ->> 'text' <> '' and at < ${before}
        and delivery in ('sent', 'failed', 'unknown')
      limit ${limit} for update skip locked
    )
  `.execute(tx);
  return Number(numAffectedRows ?? 0);
};

/** Removes records of turns that were worked before `before`; dead letters stay until somebody settles them. */
export const removeTurns = async (tx: Tx, before: Date, limit: number): Promise<number> => {
  const { numAffectedRows } = await sql`
    delete from turns t using (
      select conversation_id, number from turns where at < ${before} and state <> 'dead'
      order by at limit ${limit} for update skip locked
    ) old
    where t.conversation_id = old.conversation_id and t.number = old.number
  `.execute(tx);
  return Number(numAffectedRows ?? 0);
};

/** The conversations at these addresses reach nobody any more. */
export const markUnreachable = async (tx: Tx, inbox: string, addresses: readonly string[]): Promise<void> => {
  await sql`
    update conversations set reachable = false where id in (
      select id from conversations where inbox_id = ${inbox} and address = any(${addresses}::text[])
      order by id for update
    )
  `.execute(tx);
};

/** Whether somebody or something waits in conversation `c`: a person, an operator, a turn, a delivery, a dead letter. */
export const somethingWaits = sql<boolean>`(c.said < c.heard or c.operator_id is not null or c.queued_at is not null
  or c.waiting_since is not null
  or exists (select from messages m where m.conversation_id = c.id and m.delivery in ('queued', 'sending'))
  or exists (select from turns t where t.conversation_id = c.id and t.state = 'dead'))`;

/** Conversations that reach nobody and in which nothing was said since `before`, locked, with their files. */
export const lockSilent = async (
  tx: Tx,
  before: Date,
  limit: number,
): Promise<{ readonly ids: readonly string[]; readonly files: readonly string[] }> => {
  const { rows } = await sql<{ id: string }>`
    select c.id from conversations c
    where not c.reachable and coalesce(c.heard_at, c.created_at) < ${before} and c.kind = 'private'
      and not ${somethingWaits} and (c.lease_until is null or c.lease_until < now())
    order by coalesce(c.heard_at, c.created_at) limit ${limit} for update skip locked
  `.execute(tx);
  const ids = rows.map(({ id }) => id);
  const files = await sql<{ id: string }>`
    select id from files where conversation_id = any(${ids}::uuid[])
  `.execute(tx);
  return { ids, files: files.rows.map(({ id }) => id) };
};

/** Removes conversations with all they hold. */
export const removeConversations = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  await sql`delete from conversations where id = any(${ids}::uuid[])`.execute(tx);
};
