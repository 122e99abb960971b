import type { Clock } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';
import { openBatch } from '../import/batch-row.ts';
import type { ImportCounts, ImportEnd, ImportPreview, ImportRisk, ImportWish } from '../import/contract.ts';
import type { Importer } from '../import/importer.ts';

/** What an import would do; its batch is cancelled already and keeps the problems. */
export interface DryRun {
  readonly kind: 'previewed';
  readonly batchId: number;
  readonly counts: ImportCounts;
  readonly preview: ImportPreview;
  readonly risks: readonly ImportRisk[];
}

/** Compares a source with the catalogue in this process and writes nothing but a cancelled batch. */
export const dryRun = async (
  { db, importer, clock }: { db: Database; importer: Pick<Importer, 'runQueued'>; clock: Clock },
  wish: ImportWish,
  signal: AbortSignal,
): Promise<DryRun | ImportEnd> => {
  const now = new Date(clock.now());
  const batchId = await openBatch(db, wish, now, { started_at: now, task: 'preview' });
  try {
    const end = await importer.runQueued(wish, { batchId, task: 'preview' }, signal);
    if (end.kind === 'gone') return { kind: 'busy' };
    if (end.kind !== 'previewed') return end;
    const row = await db
      .selectFrom('import_batches')
      .selectAll()
      .where('id', '=', batchId)
      .executeTakeFirstOrThrow();
    const { received, inserted, updated, unchanged, hidden, skipped, warnings } = row;
    return {
      kind: 'previewed',
      batchId,
      counts: { received, inserted, updated, unchanged, hidden, skipped, warnings },
      preview: row.preview as unknown as ImportPreview,
      risks: row.risks as unknown as readonly ImportRisk[],
    };
  } finally {
    await db
      .updateTable('import_batches')
      .set({ status: 'cancelled', finished_at: new Date(clock.now()) })
      .where('id', '=', batchId)
      .where('status', 'in', ['running', 'queued', 'ready'])
      .execute();
  }
};
