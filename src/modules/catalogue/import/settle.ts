import { sql } from 'kysely';
import { messageOf } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { Clock } from '#kernel/time.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import { contentOf } from '#platform/storage/local-file.ts';
import type { FileStorage } from '#platform/storage/storage.ts';
import { type BatchChange, type findRepeat, openBatch, sameness, settleBatch } from './batch-row.ts';
import type { ImportCounts, ImportEnd, ImportFile, ImportWish } from './contract.ts';
import { failureOf } from './failure.ts';
import type { Load, Loaded } from './load.ts';
import { storeProblems } from './problems.ts';

/** A load that is being settled; with the id of its row when that was there before. */
export interface Settling {
  readonly wish: ImportWish;
  readonly batchId: number | undefined;
  readonly startedAt: Date;
}

/** A load of which nothing was written. */
export type Unwritten = Exclude<Loaded, { kind: 'written' }>;

/** Writes down how loads ended: their rows, their problems, the audit. */
export const createSettlement = ({
  db,
  audit,
  storage,
  clock,
  log,
}: {
  db: Database;
  audit: Audit;
  storage: FileStorage;
  clock: Clock;
  log: Log;
}) => {
  /** The last steps of the transaction that writes. */
  const finish = async (tx: Tx, batchId: number, load: Load, { wish }: Settling): Promise<ImportEnd> => {
    await storeProblems(tx, batchId, load.problems);
    const change = {
      ...factsOf(load),
      status: 'done',
      body_hash: sameness(wish),
      finished_at: await afterAll(tx, new Date(clock.now())),
    };
    if (!(await settleBatch(tx, batchId, change))) throw new Error('the batch was settled by somebody else');
    await record(tx, batchId, wish, load.counts);
    return { kind: 'done', batchId, counts: load.counts, repeat: false };
  };

  const record = (tx: Tx, batchId: number, wish: ImportWish, counts: ImportCounts): Promise<void> =>
    audit.record(tx, {
      by: wish.by,
      action: 'catalogue.import',
      subject: { kind: 'import', id: String(batchId) },
      after: { source: wish.source, file: wish.file.name, accepted: wish.accepted, ...counts },
    });

  const noteRepeat = async (
    tx: Tx,
    { id, full_load, counts }: NonNullable<Awaited<ReturnType<typeof findRepeat>>>,
    { wish, batchId: known, startedAt }: Settling,
  ): Promise<ImportEnd> => {
    const batchId = known ?? (await openBatch(tx, wish, startedAt));
    const body = { body_hash: sameness(wish), repeat_of: id, full_load };
    await settleBatch(tx, batchId, {
      ...counts,
      ...body,
      status: 'done',
      finished_at: new Date(clock.now()),
    });
    return { kind: 'done', batchId, counts, repeat: true };
  };

  /** Settles a load of which nothing was written: held, previewed, refused. */
  const putAside = async (
    loaded: Unwritten,
    { wish, batchId: known, startedAt }: Settling,
  ): Promise<ImportEnd | { readonly kind: 'previewed' }> => {
    if (loaded.kind === 'empty') {
      if (known) await settleBatch(db, known, failed('empty'));
      return { kind: 'empty' };
    }
    const { kind, load } = loaded;
    // A file first: a row must not promise what cannot be applied.
    const fileId = kind === 'held' && known === undefined ? await keepSource(wish.file) : undefined;
    const batchId = await db.transaction().execute(async (tx) => {
      const id = known ?? (await openBatch(tx, wish, startedAt));
      const change: BatchChange =
        kind === 'bad_rows'
          ? failed('bad_rows')
          : { status: 'ready', preview: JSON.stringify(loaded.preview), ...(fileId && { file_id: fileId }) };
      const settled = await settleBatch(tx, id, { ...factsOf(load), body_hash: sameness(wish), ...change });
      if (settled) await storeProblems(tx, id, load.problems);
      if (settled && kind === 'held' && wish.source !== 'file') await cancelOlder(tx, wish.source, id);
      return id;
    });
    if (kind === 'previewed') return { kind };
    return kind === 'held'
      ? { kind, batchId, counts: load.counts, risks: load.risks }
      : { kind, batchId, counts: load.counts };
  };

  const failed = (reason: string): BatchChange => ({
    status: 'failed',
    failure: JSON.stringify({ reason }),
    finished_at: new Date(clock.now()),
  });

  const keepSource = async (file: ImportFile): Promise<string> => {
    const id = newId(clock.now());
    await storage.put(id, contentOf(file.path));
    return id;
  };

  /** A newer held load of the same source takes the place of the older one. */
  const cancelOlder = (tx: Tx, source: string, than: number): Promise<unknown> =>
    tx
      .updateTable('import_batches')
      .set({ status: 'cancelled', finished_at: new Date(clock.now()) })
      .where('status', '=', 'ready')
      .where('source', '=', source)
      .where('id', '<', than)
      .execute();

  const noteFailure = async (
    error: unknown,
    { wish, batchId: known, startedAt }: Settling,
  ): Promise<void> => {
    const failure = failureOf(error);
    log.warn({ source: wish.source, failure }, 'a catalogue import failed');
    try {
      await db.transaction().execute(async (tx) => {
        const id = known ?? (await openBatch(tx, wish, startedAt));
        await settleBatch(tx, id, { ...failed(failure.reason), failure: JSON.stringify(failure) });
      });
    } catch (second) {
      log.warn({ reason: messageOf(second) }, 'the failure of a catalogue import could not be noted');
    }
  };

  return { finish, noteRepeat, putAside, noteFailure };
};

/** The time, or later where a replica whose clock is ahead was here: what may be undone goes by these times. */
const afterAll = async (tx: Tx, now: Date): Promise<Date> => {
  const { rows } = await sql<{ at: Date }>`
    select greatest(${now}::timestamptz, max(finished_at) + interval '1 millisecond') as at
    from import_batches where status in ('done', 'undone')
  `.execute(tx);
  return rows[0]?.at ?? now;
};

const factsOf = ({ fullLoad, page, complete, counts, risks }: Load): BatchChange => ({
  ...counts,
  full_load: fullLoad,
  risks: JSON.stringify(risks),
  page: page?.page ?? null,
  pages: page?.pages ?? null,
  session_key: page && !complete ? page.key : null,
});
