import type { Clock } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';
import { type QuarterRow, readQuarters } from './quarter-rows.ts';

/** What happened in a quarter of an hour; people by the numbers they have in this memory. */
export interface Quarter extends Omit<QuarterRow, 'at' | 'people'> {
  readonly at: number;
  readonly people: readonly number[];
}

/** A quarter is the largest part of an hour that hours of every time zone are made of. */
const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
/** Until so long after its end a quarter still gets answers that were on their way, and is read again now and then. */
const SETTLED_MS = DAY_MS;
const NOW_AND_THEN_MS = 300_000;
/** Two periods of 30 days and what time zones add. */
const KEPT_MS = 62 * DAY_MS;
/** People known by number; beyond that the memory starts anew. */
const MANY_PEOPLE = 500_000;

/**
 * The traffic by quarters of an hour. What is past does not change: each quarter is read once and remembered, so
 * that a month costs a few milliseconds and only the first look of a process reads it all.
 */
export const createQuarters = ({ db, clock }: { db: Database; clock: Clock }) => {
  const known = new Map<number, { readonly readAt: number; readonly quarter: Quarter | undefined }>();
  const numbers = new Map<string, number>();

  /** The quarters that are not empty from one moment to another, in order; the last may have just begun. */
  const between = (from: number, to: number): Promise<readonly Quarter[]> => {
    // One reader at a time: whoever asks for the same meanwhile finds it read.
    const reading = last.catch(() => undefined).then(() => readBetween(from, to));
    last = reading;
    return reading;
  };
  let last: Promise<unknown> = Promise.resolve();

  const readBetween = async (from: number, to: number): Promise<readonly Quarter[]> => {
    const now = clock.now();
    forget(now);
    const starts = quartersOf(from, to);
    for (const run of runsOf(starts.filter((at) => isStale(at, now)))) await read(run, now);
    return starts.flatMap((at) => known.get(at)?.quarter ?? []);
  };

  const isStale = (at: number, now: number): boolean => {
    const readAt = known.get(at)?.readAt;
    if (readAt === undefined) return true;
    const end = at + QUARTER_MS;
    const settled = readAt >= end + SETTLED_MS;
    const closed = readAt >= end + QUARTER_MS;
    return !settled && (!closed || now - readAt > NOW_AND_THEN_MS);
  };

  const read = async (run: readonly number[], now: number): Promise<void> => {
    const [first = 0] = run;
    const rows = await readQuarters(db, new Date(first), new Date(first + run.length * QUARTER_MS));
    const byStart = new Map(rows.map((row) => [row.at.getTime(), row]));
    for (const at of run) {
      const row = byStart.get(at);
      known.set(at, { readAt: now, quarter: row && { ...row, at, people: row.people.map(numberOf) } });
    }
  };

  const numberOf = (person: string): number => {
    const number = numbers.get(person) ?? numbers.size;
    numbers.set(person, number);
    return number;
  };

  const forget = (now: number): void => {
    if (numbers.size > MANY_PEOPLE) {
      numbers.clear();
      known.clear();
    }
    for (const at of known.keys()) if (at < now - KEPT_MS) known.delete(at);
  };

  return { between };
};

export type Quarters = ReturnType<typeof createQuarters>;

const quartersOf = (from: number, to: number): number[] => {
  const first = Math.floor(from / QUARTER_MS);
  return Array.from(
    { length: Math.ceil(to / QUARTER_MS) - first },
    (_, index) => (first + index) * QUARTER_MS,
  );
};

/** Runs of neighbours, each at most a day long: a statement that other work need not wait for. */
const runsOf = (starts: readonly number[]): number[][] => {
  const runs: number[][] = [];
  for (const at of starts) {
    const run = runs.at(-1);
    if (run && run.at(-1) === at - QUARTER_MS && run.length * QUARTER_MS < DAY_MS) run.push(at);
    else runs.push([at]);
  }
  return runs;
};
