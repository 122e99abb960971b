import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Settings } from '#modules/settings/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { isBlocked } from './blocked.ts';

export type Queue = ReturnType<typeof createQueue>;

/** People who asked for an operator and wait for one, the first who asked before the others. */
export const createQueue = ({ settings }: { settings: Pick<Settings, 'get'> }) => {
  /** Whether so many wait that nobody should be let in any more; who asks at the same moment may still get in. */
  const isFull = async (db: Database): Promise<boolean> => {
    const { max_queue: most } = await settings.get('handover');
    if (most === null) return false;
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from conversations c where ${inQueue}
    `.execute(db);
    return (rows[0]?.count ?? 0) >= most;
  };

  /** Puts a conversation at the end unless too many wait; where it waits already it keeps its place. */
  const join = async (tx: Tx, conversationId: string): Promise<Result<undefined, 'full'>> => {
    if ((await place(tx, conversationId)) === undefined && (await isFull(tx))) return refuse('full');
    await sql`
      update conversations set queued_at = coalesce(queued_at, now())
      where id = ${conversationId} and operator_id is null
    `.execute(tx);
    return ok(undefined);
  };

  const leave = async (tx: Tx, conversationId: string): Promise<Result<undefined, never>> => {
    await sql`update conversations set queued_at = null where id = ${conversationId}`.execute(tx);
    return ok(undefined);
  };

  /** The place of a conversation, 1 for who is next; undefined when it does not wait. */
  const place = async (db: Database, conversationId: string): Promise<number | undefined> => {
    const { rows } = await sql<{ place: number }>`
      select (select count(*) from conversations c
              where ${inQueue} and (c.queued_at, c.id) < (me.queued_at, me.id)) + 1 as place
      from conversations me where me.id = ${conversationId} and me.queued_at is not null
    `.execute(db);
    return rows[0]?.place;
  };

  return { isFull, join, leave, place };
};

/** Whether conversation `c` waits for an operator; a blocked person waits for nobody. */
export const inQueue = sql<boolean>`(c.queued_at is not null and not exists (
  select from people blocked where blocked.id = c.person_id and ${isBlocked('blocked')}))`;
