import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Bytes kept in memory while the file cannot be written; later lines are counted and dropped. */
const HELD_BYTES = 1_000_000;

export interface LogFile {
  /** Takes one line with its line feed; returns at once, never throws. */
  write(line: string): void;
  /** Writes what is held, as far as the disk lets, and closes the file. */
  close(): Promise<void>;
}

/**
 * A log file that rotates as Python's RotatingFileHandler does: before a line would bring the file to
 * `maxBytes`, `main.log` becomes `main.log.1`, that `.2`, … up to `backups`. Lines are never split. When the
 * disk refuses, `report` hears it once and writing is tried again every `retryMs`. One process per file.
 */
export const createLogFile = (options: {
  path: string;
  maxBytes: number;
  backups: number;
  retryMs?: number;
  report(message: string, fields: Record<string, unknown>): void;
}): LogFile => {
  const { path, maxBytes, backups, retryMs = 30_000, report } = options;
  const lines: Buffer[] = [];
  let heldBytes = 0;
  let lost = 0;
  let handle: FileHandle | undefined;
  let size = 0;
  let broken = false;
  let retry: NodeJS.Timeout | undefined;
  let draining: Promise<void> | undefined;

  const drain = async (): Promise<void> => {
    try {
      while (lines.length > 0) {
        await ready();
        const count = fitting();
        if (count === 0) await rotate();
        else await append(count);
      }
    } catch (error) {
      await failed(error);
    }
    draining = undefined;
  };

  /** Opens the file, or opens it anew when someone removed it. */
  const ready = async (): Promise<void> => {
    if (handle !== undefined && (await handle.stat()).nlink === 0) await shut();
    if (handle !== undefined) return;
    await mkdir(dirname(path), { recursive: true });
    handle = await open(path, 'a');
    size = (await handle.stat()).size;
  };

  /** How many of the waiting lines the current file still takes; one too long for any file gets its own. */
  const fitting = (): number => {
    let total = size;
    let count = 0;
    for (const line of lines) {
      total += line.length;
      if (total >= maxBytes && !(size === 0 && count === 0)) break;
      count += 1;
    }
    return count;
  };

  const append = async (count: number): Promise<void> => {
    const batch = Buffer.concat(lines.slice(0, count));
    await handle?.appendFile(batch);
    size += batch.length;
    heldBytes -= batch.length;
    lines.splice(0, count);
    if (broken) report('the log file is written again', { path, lost });
    broken = false;
    lost = 0;
  };

  const rotate = async (): Promise<void> => {
    await shut();
    const name = (backup: number) => (backup === 0 ? path : `${path}.${backup}`);
    if (backups === 0) await rm(path, { force: true });
    for (let backup = backups; backup > 0; backup -= 1) {
      await rename(name(backup - 1), name(backup)).catch(unlessMissing);
    }
  };

  /** Takes back a half-written line, and tries again later. */
  const failed = async (error: unknown): Promise<void> => {
    await handle?.truncate(size).catch(() => {});
    await shut().catch(() => {});
    if (!broken) report('the log file cannot be written, retrying', { path, err: error });
    broken = true;
    retry = setTimeout(start, retryMs).unref();
  };

  const shut = async (): Promise<void> => {
    const closing = handle;
    handle = undefined;
    await closing?.close();
  };

  const start = (): void => {
    clearTimeout(retry);
    retry = undefined;
    draining ??= drain();
  };

  return {
    write(text) {
      const line = Buffer.from(text);
      if (heldBytes + line.length > HELD_BYTES && lines.length > 0) {
        lost += 1;
        return;
      }
      lines.push(line);
      heldBytes += line.length;
      if (retry === undefined) start();
    },

    async close() {
      await draining;
      start();
      await draining;
      clearTimeout(retry);
      await shut();
    },
  };
};

const unlessMissing = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'ENOENT') throw error;
};
