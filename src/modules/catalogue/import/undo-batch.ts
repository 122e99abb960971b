import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Actor } from '#modules/access/index.ts';
import { inLongTransaction } from '#platform/db/copy.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { lockWriter } from './batch-row.ts';
import type { ImporterParts } from './importer.ts';
import { undoChanges } from './undo.ts';

/** Why a batch cannot be undone: a newer one stands above it, it is not done or changed nothing, its history is swept. */
export type UndoRefusal = 'not_newest' | 'not_done' | 'too_old';

/** Whether this batch can be undone now: it is done, changed anything, and no later one did. */
export const mayUndo = async (db: Database | Tx, batchId: number): Promise<Result<true, UndoRefusal>> => {
  // One that waits for its undoing, or is being undone, is done all the same.
  const { rows } = await sql<{ id: number }>`
    select id from import_batches
    where (status = 'done' or task = 'undo' and status in ('queued', 'running')) and repeat_of is null
      and inserted + updated + hidden > 0
    order by finished_at desc, id desc limit 1
  `.execute(db);
  if (rows[0]?.id !== batchId) {
    const row = await db
      .selectFrom('import_batches')
      .select(['status', sql<boolean>`repeat_of is null and inserted + updated + hidden > 0`.as('changed')])
      .where('id', '=', batchId)
      .executeTakeFirst();
    return refuse(row?.status === 'done' && row.changed ? 'not_newest' : 'not_done');
  }
  const kept = await db
    .selectFrom('import_changes')
    .select('product_id')
    .where('batch_id', '=', batchId)
    .limit(1)
    .executeTakeFirst();
  return kept ? ok(true) : refuse('too_old');
};

/** Undoes batches, each in one transaction under the lock of the writer. */
export const createUndo = ({
  connection,
  audit,
  clock,
}: Pick<ImporterParts, 'connection' | 'audit' | 'clock'>) => {
  /** `gone`: somebody else has settled it. A refusal leaves everything as it is. */
  const undo = async (
    batchId: number,
    { by, signal }: { by: Actor; signal?: AbortSignal },
  ): Promise<'undone' | 'busy' | 'gone' | UndoRefusal> => {
    const now = new Date(clock.now());
    const tried = await inLongTransaction<{ end: 'undone' | 'busy' | 'gone' | UndoRefusal }>(
      { connection, name: 'import', signal },
      async ({ tx }) => {
        if (!(await lockWriter(tx))) return { keep: false, value: { end: 'busy' } };
        const row = await tx
          .selectFrom('import_batches')
          .select(['status', 'task'])
          .where('id', '=', batchId)
          .executeTakeFirst();
        if (row?.task !== 'undo' || (row.status !== 'queued' && row.status !== 'running'))
          return { keep: false, value: { end: 'gone' } };
        const may = await mayUndo(tx, batchId);
        if (!may.ok) return { keep: false, value: { end: may.reason } };
        await undoChanges(tx, { batchId, now });
        await tx
          .updateTable('import_batches')
          .set({
            status: 'undone',
            undone_at: now,
            undone_by: by.personId,
            progress: null,
            session_key: null,
          })
          .where('id', '=', batchId)
          .execute();
        await audit.record(tx, {
          by,
          action: 'catalogue.undo',
          subject: { kind: 'import', id: String(batchId) },
        });
        return { keep: true, value: { end: 'undone' } };
      },
    );
    return tried.end;
  };

  return { undo };
};

export type Undo = ReturnType<typeof createUndo>;
