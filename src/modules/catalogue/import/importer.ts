import type { Clock } from '#kernel/time.ts';
import { assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Connection } from '#platform/db/connection.ts';
import { inLongTransaction } from '#platform/db/copy.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { isOutage } from '#platform/db/outage.ts';
import type { Log } from '#platform/log/log.ts';
import type { FileStorage } from '#platform/storage/storage.ts';
import { findRepeat, lockWriter, openBatch, sameness } from './batch-row.ts';
import type { ImportEnd, ImportFile, ImportWish } from './contract.ts';
import { loadSource } from './load.ts';
import { tellProgress } from './progress.ts';
import { createSettlement, type Unwritten } from './settle.ts';

/** Where imports read, write and tell. */
export interface ImporterParts {
  readonly connection: Connection;
  readonly db: Database;
  readonly audit: Audit;
  readonly storage: FileStorage;
  readonly clock: Clock;
  readonly log: Log;
  /** URLs of the reader modules. */
  readonly readers: Readonly<Record<ImportFile['format'], URL>>;
}

/** A batch whose row is there already: one of the queue. */
export interface QueuedBatch {
  readonly batchId: number;
  readonly task: 'preview' | 'apply';
}

/** How the work on a batch of the queue ended; `gone`: somebody else has settled it. */
export type QueuedEnd = ImportEnd | { readonly kind: 'previewed' } | { readonly kind: 'gone' };

/** What the transaction came to; a load that was not written is still to be put aside. */
type Tried = QueuedEnd | Unwritten;

export type Importer = ReturnType<typeof createImporter>;

/**
 * Imports whole sources: each in one transaction, never two at once. What fails leaves a batch that says why,
 * and throws: SourceError of the reader, the error of the database, or the reason of the signal.
 */
export const createImporter = (parts: ImporterParts) => {
  const { connection, db, clock, log, readers } = parts;
  const settlement = createSettlement(parts);

  /** Runs an import in this process, at once. */
  const run = async (wish: ImportWish, signal?: AbortSignal): Promise<ImportEnd> => {
    assertMay(wish.by, 'catalogue.import');
    const end = await work(wish, { signal });
    if (end.kind === 'previewed' || end.kind === 'gone') throw new Error(`an import ended as ${end.kind}`);
    return end;
  };

  /** Works on a batch of the queue; an abort or an outage of the database leaves its row as it was. */
  const runQueued = (wish: ImportWish, queued: QueuedBatch, signal: AbortSignal): Promise<QueuedEnd> =>
    work(wish, { queued, signal });

  const work = async (
    wish: ImportWish,
    { queued, signal }: { queued?: QueuedBatch; signal?: AbortSignal | undefined },
  ): Promise<QueuedEnd> => {
    const startedAt = new Date(clock.now());
    const began = performance.now();
    const progress = tellProgress({ db, batchId: queued?.batchId, onProgress: wish.onProgress });
    const settling = { wish, batchId: queued?.batchId, startedAt };
    try {
      const tried = await inLongTransaction<Tried>(
        { connection, name: 'import', signal },
        async ({ tx, copyIn }) => {
          if (!(await lockWriter(tx))) return { keep: false, value: { kind: 'busy' } };
          if (queued && !(await isOpen(tx, queued.batchId))) return { keep: false, value: { kind: 'gone' } };
          const repeat = queued?.task === 'preview' ? undefined : await findRepeat(tx, sameness(wish));
          if (repeat) return { keep: true, value: await settlement.noteRepeat(tx, repeat, settling) };
          const batchId = queued?.batchId ?? (await openBatch(tx, wish, startedAt));
          const previewOnly = queued?.task === 'preview';
          const now = startedAt;
          const reader = readers[wish.file.format];
          const loaded = await loadSource(
            { tx, copyIn },
            { wish, batchId, now, reader, previewOnly, progress, signal },
          );
          await progress.end();
          if (loaded.kind !== 'written') return { keep: false, value: loaded };
          return { keep: true, value: await settlement.finish(tx, batchId, loaded.load, settling) };
        },
      );
      const end = isAside(tried) ? await settlement.putAside(tried, settling) : tried;
      log.info(
        { ...end, source: wish.source, ms: Math.round(performance.now() - began) },
        'catalogue import',
      );
      return end;
    } catch (error) {
      await progress.end();
      if (!queued || !(signal?.aborted || isOutage(error))) await settlement.noteFailure(error, settling);
      throw error;
    }
  };

  return { run, runQueued };
};

const isAside = (tried: Tried): tried is Unwritten => 'load' in tried || tried.kind === 'empty';

const isOpen = async (tx: Tx, batchId: number): Promise<boolean> => {
  const row = await tx
    .selectFrom('import_batches')
    .select('status')
    .where('id', '=', batchId)
    .executeTakeFirst();
  return row?.status === 'queued' || row?.status === 'running';
};
