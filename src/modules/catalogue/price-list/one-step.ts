import { Readable } from 'node:stream';
import { AppError } from '#kernel/errors.ts';
import type { Actor } from '#modules/access/index.ts';
import { assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Spool } from '#platform/http/spool.ts';
import type { ImportEnd, ImportFile, ImportWish } from '../import/contract.ts';
import { detectTable } from './detect.ts';
import { formatOf } from './format.ts';
import { MOST_FILE_BYTES } from './price-lists.ts';
import { refusing } from './refusal.ts';

/** Errors told in one answer. */
const MOST_ERRORS = 1_000;
/** Seconds after which another import may have ended. */
const BUSY_SECONDS = 5;

/** What a one-step import answers. */
export interface OneStepEnd {
  readonly batchId: number;
  readonly received: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly errors: readonly { readonly line: number; readonly sku: string | null; readonly reason: string }[];
}

export type OneStep = ReturnType<typeof createOneStep>;

/** A file of goods in one step: detected and imported at once; bad rows are told by line, good ones stay. */
export const createOneStep = ({
  db,
  importer,
  spool,
  maxBytes = MOST_FILE_BYTES,
}: {
  db: Database;
  importer: { run(wish: ImportWish): Promise<ImportEnd> };
  spool: Spool;
  maxBytes?: number;
}) => {
  /** AppError `invalid` for what cannot be read, `too_large`, `conflict` while another import is written. */
  const load = async (
    by: Actor,
    { name, content }: { name: string; content: AsyncIterable<Uint8Array> },
  ): Promise<OneStepEnd> => {
    assertMay(by, 'catalogue.import');
    await using spooled = await spool(Readable.from(content), { maxBytes });
    const { path, bytes, hash } = spooled;
    const end = await refusing(async () => {
      const file: ImportFile = { path, bytes, hash, name, ...(await readingOf(path)) };
      return importer.run({ source: 'file', by, file });
    });
    if (end.kind === 'busy')
      throw new AppError('conflict', 'another import is running', { retryAfter: BUSY_SECONDS });
    if (end.kind === 'held') throw new AppError('conflict', 'the import waits for a decision in the panel');
    if (end.kind === 'empty') throw new AppError('invalid', 'the file has no goods');
    const { received, inserted, updated, unchanged, skipped } = end.counts;
    const errors = await errorsOf(end.batchId);
    return { batchId: end.batchId, received, inserted, updated, unchanged, skipped, errors };
  };

  const errorsOf = async (batchId: number): Promise<OneStepEnd['errors']> =>
    db
      .selectFrom('import_problems')
      .select(['index as line', 'sku', 'reason'])
      .where('batch_id', '=', batchId)
      .where('level', '=', 'error')
      .orderBy('index')
      .orderBy('seq')
      .limit(MOST_ERRORS)
      .execute();

  return { load, maxBytes };
};

/** What a file is and how to read it, all detected. SourceError. */
export const readingOf = async (path: string): Promise<Pick<ImportFile, 'format' | 'reading'>> => {
  const format = await formatOf(path);
  if (format === 'json') return { format, reading: {} };
  const { reading } = await detectTable(path, format);
  return { format, reading };
};
