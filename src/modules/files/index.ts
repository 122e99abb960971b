import type { Readable } from 'node:stream';
import { AppError, OuterError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Clock } from '#kernel/time.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { FileStorage } from '#platform/storage/storage.ts';
import { sniff, UNKNOWN_TYPE } from './content-type.ts';
import { cleanFileName } from './file-name.ts';
import type { AnnouncedFile, FileReader, FileRef } from './schema.ts';

export { createFileRemoval, type FileRemoval } from './removal.ts';
export type { AnnouncedFile, FileReader, FileRef } from './schema.ts';
export { Attachment, addUploadRoute, MOST_UPLOAD_BYTES, uploadAccount } from './upload-route.ts';

/** An upload that no message claimed is swept after this long. */
const UNCLAIMED_MS = 3_600_000;
/** Nothing is uploaded when the disk has less room than this. */
const MIN_FREE_BYTES = 1024 ** 3;
/** Uploads swept in one transaction. */
const SWEEP_AT_ONCE = 100;
/** The most we fetch from a channel for one file; what is larger stays without content. */
const MAX_FETCH_BYTES = 100 * 1024 * 1024;

const REF = ['id', 'name', 'mime', 'size'] as const;

export type Files = ReturnType<typeof createFiles>;

/**
 * Files of conversations: uploaded to us, or announced by a channel and fetched later. The content
 * decides the type, whatever the sender says; names are cleaned.
 */
export const createFiles = ({
  db,
  storage,
  clock,
  freeBytes = async () => Number.POSITIVE_INFINITY,
}: {
  db: Database;
  storage: FileStorage;
  clock: Clock;
  /** Room left where the content lives; without it there is always enough. */
  freeBytes?: () => Promise<number>;
}) => {
  /**
   * Stores an upload of `account` (`channel:account`), which may then be adopted by a conversation.
   * Throws AppError `too_large` above `maxBytes`, `unavailable` when the disk is nearly full; then, as after
   * any failure, nothing is left.
   */
  const upload = async ({
    account,
    name,
    stream,
    maxBytes,
  }: {
    account: string;
    name: string;
    stream: AsyncIterable<Uint8Array>;
    maxBytes: number;
  }): Promise<FileRef> => {
    if ((await freeBytes()) < MIN_FREE_BYTES) throw new AppError('unavailable', 'there is no room for files');
    const now = clock.now();
    const id = newId(now);
    const row = { id, account, name: cleanFileName(name), mime: UNKNOWN_TYPE, created_at: new Date(now) };
    // The row comes first: content without a row would never be found and swept.
    await db.insertInto('files').values(row).execute();
    try {
      return await store(id, stream, maxBytes);
    } catch (error) {
      await discard(id).catch(() => undefined);
      throw error;
    }
  };

  /** Forgets an upload that nobody could have claimed yet. */
  const discard = async (id: string): Promise<void> => {
    await storage.remove(id);
    await db.deleteFrom('files').where('id', '=', id).execute();
  };

  /** Writes content, then records that it is there and what it is. */
  const store = async (id: string, stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<FileRef> => {
    const { mime, bytes } = await sniff(stream);
    const { size } = await storage.put(id, bytes, { maxBytes });
    return await db
      .updateTable('files')
      .set({ mime, size, stored_at: new Date(clock.now()) })
      .where('id', '=', id)
      .returning(REF)
      .executeTakeFirstOrThrow();
  };

  /** Notes files that a channel can deliver later; nothing is fetched yet. */
  const announce = async (
    tx: Tx,
    conversationId: string,
    files: readonly AnnouncedFile[],
  ): Promise<readonly FileRef[]> => {
    const rows = files.map((file) => ({
      id: newId(clock.now()),
      conversation_id: conversationId,
      name: cleanFileName(file.name),
      mime: UNKNOWN_TYPE,
      size: file.size,
      source: file.source,
      created_at: new Date(clock.now()),
    }));
    if (rows.length > 0) await tx.insertInto('files').values(rows).execute();
    return rows.map(({ id, name, mime, size }) => ({ id, name, mime, size }));
  };

  /**
   * Makes uploads part of a conversation, in the order of `ids`; doing it again changes nothing.
   * `not_yours`: one is missing, somebody else's, or part of another conversation.
   */
  const adopt = async (
    tx: Tx,
    conversationId: string,
    ids: readonly string[],
    account: string,
  ): Promise<Result<readonly FileRef[], 'not_yours'>> => {
    if (ids.length === 0) return ok([]);
    const rows = await tx
      .selectFrom('files')
      .select(REF)
      .where('id', 'in', ids)
      .where('account', '=', account)
      .where('stored_at', 'is not', null)
      .where(({ eb, or }) =>
        or([eb('conversation_id', 'is', null), eb('conversation_id', '=', conversationId)]),
      )
      .forUpdate()
      .execute();
    const adopted = ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
    if (adopted.length < ids.length) return refuse('not_yours');
    await tx.updateTable('files').set({ conversation_id: conversationId }).where('id', 'in', ids).execute();
    return ok(adopted);
  };

  /**
   * Brings an announced file in, once; false when it cannot be had: the channel refused for good, or
   * it is too large. Other failures throw and may be tried again.
   */
  const fetch = async (
    id: string,
    fetcher: (file: AnnouncedFile) => Promise<AsyncIterable<Uint8Array>>,
  ): Promise<boolean> => {
    const row = await db.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) return false;
    if (row.stored_at) return true;
    if (row.source === null) return false;
    try {
      const { name, mime, size, source } = row;
      await store(id, await fetcher({ name, mime, size, source }), MAX_FETCH_BYTES);
      return true;
    } catch (error) {
      if (error instanceof OuterError && error.kind === 'refused') return false;
      if (error instanceof AppError && error.code === 'too_large') return false;
      throw error;
    }
  };

  /** A file its reader uploaded, or one of the reader's conversation; `missing` for everybody else. */
  const find = async (id: string, who: FileReader): Promise<Result<FileRef, 'missing'>> => {
    const row = await db
      .selectFrom('files')
      .select(REF)
      .where('id', '=', id)
      .where('stored_at', 'is not', null)
      .where(({ eb, or }) =>
        or([
          eb('account', '=', who.account),
          ...(who.conversationId ? [eb('conversation_id', '=', who.conversationId)] : []),
        ]),
      )
      .executeTakeFirst();
    return row ? ok(row) : refuse('missing');
  };

  /** Opens the content of a file that its reader may see. */
  const open = async (
    id: string,
    who: FileReader,
  ): Promise<
    Result<{ readonly file: FileRef; readonly stream: Readable; readonly size: number }, 'missing'>
  > => {
    const found = await find(id, who);
    if (!found.ok) return found;
    const content = await storage.open(found.value.id);
    return content ? ok({ file: found.value, ...content }) : refuse('missing');
  };

  /** The content of a file for the office itself, whoever may see it; undefined when there is none. */
  const content = (id: string) => storage.open(id);

  /** Removes uploads that no message claimed within an hour; answers how many. */
  const sweep = async (): Promise<number> => {
    let swept = 0;
    for (;;) {
      const some = await sweepSome();
      swept += some;
      if (some < SWEEP_AT_ONCE) return swept;
    }
  };

  const sweepSome = (): Promise<number> =>
    db.transaction().execute(async (tx) => {
      const rows = await tx
        .deleteFrom('files')
        .where('id', 'in', (query) =>
          query
            .selectFrom('files')
            .select('id')
            .where('conversation_id', 'is', null)
            .where('created_at', '<', new Date(clock.now() - UNCLAIMED_MS))
            .limit(SWEEP_AT_ONCE)
            .forUpdate()
            .skipLocked(),
        )
        .returning('id')
        .execute();
      // Before the commit: a failure leaves the rows, and they are found again.
      for (const { id } of rows) await storage.remove(id);
      return rows.length;
    });

  return { upload, discard, announce, adopt, fetch, find, open, content, sweep };
};
