import type { Database } from '#platform/db/database.ts';
import type { ImportProgress } from './contract.ts';

/** Milliseconds between two writes of the progress of a batch. */
const EVERY_MS = 500;

/** Tells how far an import is: to whoever listens, and in the row of a batch of the queue, never slowing it. */
export const tellProgress = ({
  db,
  batchId,
  onProgress,
}: {
  db: Database;
  /** Only a batch whose row others see already. */
  batchId: number | undefined;
  onProgress: ((progress: ImportProgress) => void) | undefined;
}) => {
  let writing: Promise<unknown> = Promise.resolve();
  let nextAt = 0;

  const tell = (phase: ImportProgress['phase'], share: number): void => {
    const progress = { phase, share: Math.min(1, Math.max(0, share)) };
    onProgress?.(progress);
    if (batchId === undefined || performance.now() < nextAt) return;
    nextAt = performance.now() + EVERY_MS;
    writing = writing
      .then(() =>
        db
          .updateTable('import_batches')
          .set((eb) => ({
            progress: eb.fn('jsonb_concat', [
              eb.fn.coalesce('progress', eb.cast(eb.val('{}'), 'jsonb')),
              eb.cast(eb.val(JSON.stringify(progress)), 'jsonb'),
            ]),
          }))
          .where('id', '=', batchId)
          .where('status', '=', 'running')
          .execute(),
      )
      .catch(() => undefined);
  };

  /** Resolves when nothing is being written any more; nothing is told afterwards. */
  const end = async (): Promise<void> => {
    nextAt = Number.POSITIVE_INFINITY;
    await writing;
  };

  return { tell, end };
};
