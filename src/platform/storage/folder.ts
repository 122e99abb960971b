import { type FileHandle, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { FileStorage } from './storage.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A half-written file this old, in milliseconds, belongs to no running upload. */
const LEFTOVER_MS = 24 * 3_600_000;
/** The disk, a quota or a limit of the process leaves no room. */
const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS'];

/** Files in a folder of this machine, spread over subfolders; clears what a crash left half-written. */
export const createFolderStorage = async ({ folder }: { folder: string }): Promise<FileStorage> => {
  const unfinished = join(folder, 'unfinished');
  await mkdir(unfinished, { recursive: true });
  await clearLeftovers(unfinished);

  return {
    async put(id, content, { maxBytes } = { maxBytes: Number.POSITIVE_INFINITY }) {
      const path = pathOf(folder, id);
      const draft = join(unfinished, `${id}.${newId()}`);
      try {
        const size = await write(draft, content, maxBytes);
        await mkdir(dirname(path), { recursive: true });
        await rename(draft, path);
        await syncFolder(dirname(path));
        return { size };
      } catch (error) {
        await rm(draft, { force: true }).catch(() => {});
        throw isFull(error)
          ? new AppError('unavailable', 'the file storage is full', { cause: error })
          : error;
      }
    },

    async open(id) {
      const handle = await open(pathOf(folder, id)).catch(undefinedIfMissing);
      if (handle === undefined) return undefined;
      const { size } = await handle.stat();
      return { stream: handle.createReadStream(), size };
    },

    async remove(id) {
      await rm(pathOf(folder, id), { force: true });
    },

    async *list() {
      for (const part of await readdir(folder)) {
        if (!/^[0-9a-f]{2}$/.test(part)) continue;
        for (const id of (await readdir(join(folder, part))).filter((name) => UUID.test(name))) {
          const found = await stat(join(folder, part, id)).catch(undefinedIfMissing);
          if (found) yield { id, storedAt: found.mtime };
        }
      }
    },
  };
};

/** The end of a UUID is random, its beginning is a time: the end spreads files evenly. */
const pathOf = (folder: string, id: string): string => {
  if (!UUID.test(id)) throw new AppError('invalid', 'a file id is a UUID');
  return join(folder, id.slice(-2), id);
};

/** Writes a new file to the disk itself; counts, and stops at the first byte too many. */
const write = async (
  path: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<number> => {
  let size = 0;
  await using file = await open(path, 'wx');
  for await (const chunk of content instanceof Uint8Array ? [content] : content) {
    size += chunk.length;
    if (size > maxBytes) throw new AppError('too_large', `a file may have at most ${maxBytes} bytes`);
    await file.writeFile(chunk);
  }
  await file.sync();
  return size;
};

const clearLeftovers = async (unfinished: string): Promise<void> => {
  for (const name of await readdir(unfinished)) {
    const path = join(unfinished, name);
    const found = await stat(path).catch(undefinedIfMissing);
    if (found && Date.now() - found.mtimeMs > LEFTOVER_MS) await rm(path, { force: true });
  }
};

/** Bytes left on the disk of a folder. */
export const freeBytesOf = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

/** Makes the new name durable; Windows has no such thing for folders. */
const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return;
  await using folder: FileHandle = await open(path);
  await folder.sync();
};

const isFull = (error: unknown): boolean => FULL.includes((error as NodeJS.ErrnoException).code ?? '');

const undefinedIfMissing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
};
