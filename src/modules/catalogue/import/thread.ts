import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '#kernel/errors.ts';
import type { LoadHead, ReadRow, ReadSource } from '../draft.ts';
import type { FromThread, ReadingOrder } from './message.ts';
import { MOST_PROBLEMS, type NotedProblem, rowText } from './problems.ts';
import { encodeBadRow, encodeRow } from './row.ts';

// The entry of the reading thread: rows of a source become COPY text here, off the event loop of the office.

/** Characters of COPY text that go over at once. */
const CHUNK = 256 * 1024;
/** Chunks on their way before the thread waits: memory stays bounded when the database is slower. */
const AHEAD = 4;
/** Characters of bad rows that are kept altogether, and of one. */
const MOST_ROWS = 16_000_000;
const LONGEST_ROW = 16_000;

const readAll = async (port: MessagePort, { reader, path, options }: ReadingOrder): Promise<void> => {
  const { read } = (await import(reader)) as { read: ReadSource };
  const say = (message: FromThread, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  const taken = countTaken(port);
  const noted = noteProblems();
  let [received, skipped, n] = [0, 0, 0];
  let lines: string[] = [];
  let length = 0;

  const take = ({ index, draft, problems, raw }: ReadRow): void => {
    received += 1;
    const bad = draft === undefined || problems.some(({ level }) => level === 'error');
    noted.add(problems, bad ? raw : undefined);
    if (bad) skipped += 1;
    const sku = draft?.sku ?? problems.find((problem) => problem.sku)?.sku;
    if (bad && sku === undefined) return;
    const line = bad ? encodeBadRow(n, index, sku ?? '') : encodeRow(n, index, draft);
    n += 1;
    lines.push(line);
    length += line.length;
  };

  const flush = async (bytes: number): Promise<void> => {
    const rows = new TextEncoder().encode(lines.join(''));
    lines = [];
    length = 0;
    say({ kind: 'rows', rows, bytes }, [rows.buffer]);
    await taken.roomFor(AHEAD);
  };

  const pieces = read({ path, options });
  for (;;) {
    const piece: IteratorResult<{ rows: readonly ReadRow[]; bytes: number }, LoadHead> = await pieces.next();
    if (piece.done) {
      await flush(0);
      const { warnings, problems } = noted;
      return say({
        kind: 'end',
        end: { head: piece.value, received, skipped, warnings: warnings(), problems: problems() },
      });
    }
    for (const row of piece.value.rows) take(row);
    if (length >= CHUNK) await flush(piece.value.bytes);
  }
};

/** Keeps the first problems of each level, errors with their rows; counts the warnings of all. */
const noteProblems = () => {
  const kept = { error: [] as NotedProblem[], warning: [] as NotedProblem[] };
  let warnings = 0;
  let room = MOST_ROWS;

  const add = (found: ReadRow['problems'], raw: unknown): void => {
    for (const problem of found) {
      if (problem.level === 'warning') warnings += 1;
      const ofLevel = kept[problem.level];
      if (ofLevel.length >= MOST_PROBLEMS) continue;
      const row = raw === undefined || problem.level === 'warning' ? undefined : rowText(raw);
      const fits = row !== undefined && row.length <= Math.min(LONGEST_ROW, room);
      if (fits) room -= row.length;
      ofLevel.push(fits ? { ...problem, row } : problem);
    }
  };

  return { add, problems: () => [...kept.error, ...kept.warning], warnings: () => warnings };
};

const countTaken = (port: MessagePort) => {
  let onTheWay = 0;
  let goOn = () => {};
  port.on('message', () => {
    onTheWay -= 1;
    goOn();
  });
  return {
    /** Counts one more chunk; resolves when fewer than `ahead` are on their way. */
    roomFor: async (ahead: number): Promise<void> => {
      onTheWay += 1;
      while (onTheWay >= ahead)
        await new Promise<void>((resolve) => {
          goOn = resolve;
        });
    },
  };
};

/** By its name: a reader may have loaded a second copy of the class. */
const failureOf = (error: unknown): FromThread => {
  const message = messageOf(error);
  if (!(error instanceof Error) || error.name !== 'SourceError') return { kind: 'failed', message };
  const { code, details } = error as Error & NonNullable<Extract<FromThread, { kind: 'failed' }>['source']>;
  return { kind: 'failed', message, source: { code, details } };
};

if (parentPort) {
  const port = parentPort;
  await readAll(port, workerData as ReadingOrder).catch((error: unknown) =>
    port.postMessage(failureOf(error)),
  );
  port.close();
}
