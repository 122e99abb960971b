import { Readable } from 'node:stream';
import { AppError } from '#kernel/errors.ts';
import { cleanText, shorten } from '#kernel/text.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Spool, SpooledBody } from '#platform/http/spool.ts';
import type { FileStorage } from '#platform/storage/storage.ts';
import type { ImportQueue } from '../import/queue.ts';
import { lacking } from './columns.ts';
import { type Decided, detectTable, type Table } from './detect.ts';
import { type Format, formatOf } from './format.ts';
import { type TableReading, TableReading as TableReadingShape } from './reading.ts';
import { refusing } from './refusal.ts';

/** Bytes of a file that somebody uploads. */
export const MOST_FILE_BYTES = 100 * 1024 * 1024;
const LONGEST_NAME = 255;

/** What a person decides about a file of goods: how its table is read, and how it is taken. */
export interface Decision extends Decided {
  readonly skipBad?: boolean | undefined;
}

export type PriceLists = ReturnType<typeof createPriceLists>;

/** Files of goods that people upload: each is a batch in `draft` until its columns are right. */
export const createPriceLists = ({
  db,
  storage,
  queue,
  spool,
  maxBytes = MOST_FILE_BYTES,
}: {
  db: Database;
  storage: FileStorage;
  queue: Pick<ImportQueue, 'enqueue'>;
  spool: Spool;
  maxBytes?: number;
}) => {
  /**
   * Keeps a file and looks at it; answers its batch. AppError `invalid` for what cannot be read, `too_large`;
   * then nothing is kept.
   */
  const upload = async (
    by: Actor,
    { name, content }: { name: string; content: AsyncIterable<Uint8Array> },
  ): Promise<{ readonly batchId: number; readonly table: Table | null }> => {
    assertMay(by, 'catalogue.import');
    await using spooled = await spool(Readable.from(content), { maxBytes });
    const { path, bytes, hash } = spooled;
    const { format, table } = await refusing(() => lookAt(path));
    const reading = table?.reading ?? {};
    const file = { path, bytes, hash, format, reading, name: shorten(cleanText(name), LONGEST_NAME) };
    return { batchId: await queue.enqueue({ source: 'file', by, file }, 'draft'), table };
  };

  /** The table of an upload as it is going to be read; null: it is JSON. AppError `missing`, `conflict`. */
  const table = async (by: Actor, batchId: number): Promise<Table | null> => {
    assertMay(by, 'catalogue.import');
    const { format, reading, fileId } = await find(batchId);
    if (format === 'json') return null;
    await using file = await opened(fileId);
    // A promise would be returned and the file removed from under it.
    return await refusing(() => detectTable(file.path, format, reading));
  };

  /** Decides how an upload is read; a preview made before counts no more. AppError as `table`, and `invalid`. */
  const decide = async (
    by: Actor,
    batchId: number,
    { skipBad, ...decided }: Decision,
  ): Promise<Table | null> => {
    assertMay(by, 'catalogue.import');
    const { format, reading, fileId } = await find(batchId);
    const wanted = over(reading, decided);
    await using file = await opened(fileId);
    const read = format === 'json' ? null : await refusing(() => detectTable(file.path, format, wanted));
    const { numUpdatedRows } = await db
      .updateTable('import_batches')
      .set({
        status: 'draft',
        preview: null,
        risks: JSON.stringify([]),
        ...(read && { reading: JSON.stringify(read.reading) }),
        ...(decided.fullLoad === undefined ? {} : { full_load: decided.fullLoad }),
        ...(skipBad === undefined ? {} : { skip_bad: skipBad }),
      })
      .where('id', '=', batchId)
      .where('status', 'in', ['draft', 'ready'])
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw notOpen();
    return read;
  };

  /** Refuses an upload whose columns are not right yet; whatever else it is, others judge. AppError `invalid`. */
  const assertReadable = async (by: Actor, batchId: number): Promise<void> => {
    assertMay(by, 'catalogue.import');
    const row = await rowOf(batchId);
    if (row?.source !== 'file' || row.format === 'json') return;
    const columns = lacking(TableReadingShape.parse(row.reading).mapping);
    if (columns.length === 0) return;
    const fields = columns.map((path) => ({ path: `mapping.${path}`, issue: 'no column' }));
    throw new AppError('invalid', 'the table lacks columns', { fields });
  };

  const rowOf = (batchId: number) =>
    db
      .selectFrom('import_batches')
      .select(['source', 'status', 'format', 'reading', 'file_id'])
      .where('id', '=', batchId)
      .executeTakeFirst();

  const find = async (batchId: number) => {
    const row = await rowOf(batchId);
    if (!row) throw new AppError('missing', 'there is no such import');
    const isOpen = row.source === 'file' && (row.status === 'draft' || row.status === 'ready');
    if (!isOpen || row.file_id === null) throw notOpen();
    const format = row.format as Format;
    const reading = format === 'json' ? undefined : TableReadingShape.parse(row.reading);
    return { format, reading, fileId: row.file_id };
  };

  const opened = async (fileId: string): Promise<SpooledBody> => {
    const content = await storage.open(fileId);
    if (!content) throw new AppError('missing', 'the file is not there any more');
    return spool(content.stream, { maxBytes: Number.POSITIVE_INFINITY });
  };

  return { upload, table, decide, assertReadable, maxBytes };
};

const lookAt = async (path: string): Promise<{ format: Format; table: Table | null }> => {
  const format = await formatOf(path);
  return { format, table: format === 'json' ? null : await detectTable(path, format) };
};

/** What was read otherwise must be looked at anew: other cells have other names. */
const over = (reading: TableReading | undefined, decided: Decided): Decided => {
  const cells = decided.charset ?? decided.separator ?? decided.sheet;
  const { headerRow, mapping, groupRows, ...kept } = reading ?? {};
  const said = Object.fromEntries(Object.entries(decided).filter(([, value]) => value !== undefined));
  if (cells !== undefined) return { ...kept, ...said };
  if (decided.headerRow !== undefined) return { ...kept, ...said };
  return { ...kept, headerRow, mapping, ...said };
};

const notOpen = (): AppError =>
  new AppError('conflict', 'this import does not wait for its columns any more');
