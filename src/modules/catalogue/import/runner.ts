import { messageOf } from '#kernel/errors.ts';
import { pause } from '#kernel/time.ts';
import { type Actor, theOffice } from '#modules/access/index.ts';
import type { Notifications } from '#platform/db/notifications.ts';
import { isOutage } from '#platform/db/outage.ts';
import type { Spool } from '#platform/http/spool.ts';
import { settleBatch } from './batch-row.ts';
import { type ClaimedBatch, claimBatch, keepClaimed, putBack } from './claim.ts';
import type { ImportFile, ImportSource, ImportWish } from './contract.ts';
import { failureOf } from './failure.ts';
import type { Importer, ImporterParts } from './importer.ts';
import { IMPORT_CHANNEL } from './queue.ts';
import type { Undo } from './undo-batch.ts';

/** Milliseconds between looks into the queue when nobody knocks. */
const LOOK_EVERY_MS = 5_000;
/** After a failure of the database, or while another import is written. */
const AGAIN_MS = 1_000;

export type ImportRunner = ReturnType<typeof createImportRunner>;

/** Works the queue of batches, one after another; any number of runners share it. */
export const createImportRunner = ({
  importer,
  undo,
  notifications,
  spool,
  ...parts
}: Pick<ImporterParts, 'db' | 'storage' | 'clock' | 'log'> & {
  importer: Pick<Importer, 'runQueued'>;
  undo: Undo;
  notifications?: Pick<Notifications, 'on'>;
  /** Lays sources into files while they are read. */
  spool: Spool;
}) => {
  const { db, storage, clock, log } = parts;
  let knock = new AbortController();
  const wake = () => knock.abort();
  notifications?.on(IMPORT_CHANNEL, { heard: wake, missed: wake });

  /** Works until the signal aborts; a batch at work then goes back into the queue. */
  const run = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      knock = new AbortController();
      const worked = await workOne(signal).catch((error: unknown) => {
        if (!signal.aborted) log.warn({ reason: messageOf(error) }, 'the queue of imports waits');
        return 'later' as const;
      });
      const heard = AbortSignal.any([signal, knock.signal]);
      if (worked !== 'worked')
        await pause(worked === 'later' ? AGAIN_MS : LOOK_EVERY_MS, worked === 'later' ? signal : heard);
    }
  };

  const workOne = async (signal: AbortSignal): Promise<'worked' | 'nothing' | 'later'> => {
    const batch = await claimBatch(db, clock);
    if (!batch) return 'nothing';
    try {
      if ((await work(batch, signal)) === 'settled') return 'worked';
      // Somebody was quicker, which is no crash: it must not count as one when the batch is claimed again.
      await putBack(db, batch.id);
      return 'later';
    } catch (error) {
      if (signal.aborted) await putBack(db, batch.id);
      // What an import itself could not do is in its row already.
      else if (isOutage(error)) throw error;
      return 'worked';
    }
  };

  const work = async (batch: ClaimedBatch, signal: AbortSignal): Promise<'busy' | 'settled'> => {
    const by: Actor = { ...theOffice, personId: batch.person_id };
    if (batch.task === 'undo') return workUndo(batch, signal);
    const source = await keepClaimed({ db, clock, id: batch.id }, () => fetchSource(batch));
    if (!source) {
      const failure = JSON.stringify({ reason: 'source_lost' });
      await settleBatch(db, batch.id, { status: 'failed', failure, finished_at: new Date(clock.now()) });
      return 'settled';
    }
    try {
      const task = batch.task === 'preview' ? 'preview' : 'apply';
      const end = await importer.runQueued(
        wishOf(batch, by, source.file),
        { batchId: batch.id, task },
        signal,
      );
      return end.kind === 'busy' ? 'busy' : 'settled';
    } finally {
      await source.remove();
    }
  };

  /** What cannot be undone is done, as before. */
  const workUndo = async (batch: ClaimedBatch, signal: AbortSignal): Promise<'busy' | 'settled'> => {
    const done = { status: 'done', task: 'apply', undone_by: null };
    try {
      const end = await undo.undo(batch.id, { by: { ...theOffice, personId: batch.undone_by }, signal });
      if (end === 'busy') return 'busy';
      if (end !== 'undone' && end !== 'gone') await settleBatch(db, batch.id, done);
    } catch (error) {
      if (signal.aborted || isOutage(error)) throw error;
      log.error({ err: error, batch: batch.id }, 'an import could not be undone');
      await settleBatch(db, batch.id, { ...done, failure: JSON.stringify(failureOf(error)) });
    }
    return 'settled';
  };

  /** The kept source as a file of this machine; undefined when it is not there any more. */
  const fetchSource = async (batch: ClaimedBatch) => {
    const content = batch.file_id === null ? undefined : await storage.open(batch.file_id);
    if (!content) return undefined;
    const spooled = await spool(content.stream, { maxBytes: Number.POSITIVE_INFINITY });
    const file: ImportFile = {
      path: spooled.path,
      bytes: spooled.bytes,
      format: batch.format as ImportFile['format'],
      reading: batch.reading as ImportFile['reading'],
      name: batch.file_name ?? undefined,
      hash: spooled.hash,
    };
    return { file, remove: spooled[Symbol.asyncDispose] };
  };

  return { run };
};

/** Nobody can take the word of a source back that says it is the whole catalogue: `false` leaves it to the source. */
const wishOf = (batch: ClaimedBatch, by: Actor, file: ImportFile): ImportWish => ({
  source: batch.source as ImportSource,
  by,
  file,
  fullLoad: batch.full_load || undefined,
  skipBad: batch.skip_bad,
  accepted: batch.accepted,
});
