import { type Selectable, sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { DB } from '#platform/db/schema.generated.ts';
import { contentOf } from '#platform/storage/local-file.ts';
import type { FileStorage } from '#platform/storage/storage.ts';
import { type BatchChange, openBatch } from './batch-row.ts';
import type { ImportWish } from './contract.ts';
import { mayUndo, type UndoRefusal } from './undo-batch.ts';

/** The channel on which runners hear that something waits. */
export const IMPORT_CHANNEL = 'kontora_import';

type BatchRow = Selectable<DB['import_batches']>;

export type ImportQueue = ReturnType<typeof createImportQueue>;

/**
 * What people and async pushes want of batches: put in the queue for a runner, or settled without work. AppError
 * `missing` for an unknown batch, `conflict` when its state does not allow it.
 */
export const createImportQueue = ({
  db,
  audit,
  storage,
  clock,
}: {
  db: Database;
  audit: Audit;
  storage: FileStorage;
  clock: Clock;
}) => {
  /**
   * Keeps the source and makes a batch of it: `apply` and `preview` wait for a runner, a `draft` for its columns.
   * Answers the id of the batch.
   */
  const enqueue = async (wish: ImportWish, as: 'apply' | 'preview' | 'draft' = 'apply'): Promise<number> => {
    assertMay(wish.by, 'catalogue.import');
    const fileId = newId(clock.now());
    await storage.put(fileId, contentOf(wish.file.path));
    const state = as === 'draft' ? { status: 'draft', task: null } : { status: 'queued', task: as };
    return db.transaction().execute(async (tx) => {
      const id = await openBatch(tx, wish, new Date(clock.now()), { ...state, file_id: fileId });
      if (as !== 'draft') await knock(tx);
      await record(tx, wish.by, 'catalogue.upload', id, { source: wish.source, file: wish.file.name });
      return id;
    });
  };

  /** Asks for a preview of a draft, or of a batch that was previewed with other columns. */
  const preview = (by: Actor, id: number): Promise<void> =>
    change(by, id, 'catalogue.preview', async ({ status }) => {
      if (status !== 'draft' && status !== 'ready') throw stateConflict();
      return { status: 'queued', task: 'preview', risks: '[]', failure: null };
    });

  /** Asks for the real thing. `risky`: guard rails hold it, and they are not `accepted`. */
  const apply = async (
    by: Actor,
    id: number,
    { accepted }: { readonly accepted: boolean },
  ): Promise<Result<true, 'risky'>> => {
    let risky = false;
    await change(by, id, 'catalogue.apply', async ({ status, risks }) => {
      if (status !== 'draft' && status !== 'ready') throw stateConflict();
      risky = Array.isArray(risks) && risks.length > 0 && !accepted;
      return risky ? undefined : { status: 'queued', task: 'apply', accepted, person_id: by.personId };
    });
    return risky ? refuse('risky') : ok(true);
  };

  /** Gives up a batch that has not begun. */
  const cancel = (by: Actor, id: number): Promise<void> =>
    change(by, id, 'catalogue.cancel', async ({ status, task }) => {
      if (status === 'queued' && task === 'undo') return { status: 'done', task: 'apply', undone_by: null };
      if (status !== 'draft' && status !== 'ready' && status !== 'queued') throw stateConflict();
      return { status: 'cancelled', finished_at: new Date(clock.now()) };
    });

  /** Asks for the undoing of the newest batch that changed anything. */
  const undo = async (by: Actor, id: number): Promise<Result<true, UndoRefusal>> => {
    let refusal: UndoRefusal | undefined;
    await change(by, id, 'catalogue.ask_undo', async ({ status }, tx) => {
      if (status === 'queued' || status === 'running') throw stateConflict();
      const may = await mayUndo(tx, id);
      refusal = may.ok ? undefined : may.reason;
      return may.ok ? { status: 'queued', task: 'undo', undone_by: by.personId } : undefined;
    });
    return refusal ? refuse(refusal) : ok(true);
  };

  /** Locks the row, lets `decide` say what it becomes (undefined: it stays), and wakes the runners. */
  const change = async (
    by: Actor,
    id: number,
    action: `catalogue.${string}`,
    decide: (row: BatchRow, tx: Tx) => Promise<BatchChange | undefined>,
  ): Promise<void> => {
    assertMay(by, 'catalogue.import');
    await db.transaction().execute(async (tx) => {
      const row = await tx
        .selectFrom('import_batches')
        .selectAll()
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (!row) throw new AppError('missing', 'there is no such import');
      const to = await decide(row, tx);
      if (!to) return;
      await tx.updateTable('import_batches').set(to).where('id', '=', id).execute();
      if (to.status === 'queued') await knock(tx);
      await record(tx, by, action, id, { accepted: to.accepted });
    });
  };

  const record = (
    tx: Tx,
    by: Actor,
    action: `catalogue.${string}`,
    id: number,
    after: unknown,
  ): Promise<void> => audit.record(tx, { by, action, subject: { kind: 'import', id: String(id) }, after });

  return { enqueue, preview, apply, cancel, undo };
};

const knock = (tx: Tx): Promise<unknown> => sql`select pg_notify(${IMPORT_CHANNEL}, '')`.execute(tx);

const stateConflict = () => new AppError('conflict', 'the state of the import does not allow this');
