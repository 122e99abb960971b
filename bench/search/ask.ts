import { type Judged, judged } from '#test/search/figures.ts';
import type { JudgedQuery } from '#test/search/queries/generate.ts';
import type { Contender } from './contender.ts';
import { TimedOut } from './timed-out.ts';

/** How a contender answered. */
export interface Answers {
  readonly judged: readonly Judged[];
  /** Milliseconds of every query of every round. */
  readonly latencies: readonly number[];
  readonly timeouts: number;
}

/** Queries that nobody times, so that code is compiled and pages are read. */
const WARM_UP = { queries: 150, milliseconds: 5_000 };

/**
 * Asks in `rounds` until `budgetMs` are over; at least one of every class is asked. Answers are judged in the
 * first round. `skuOf` tells the skus that some query wants.
 */
export const ask = async (
  contender: Contender,
  queries: readonly JudgedQuery[],
  { rounds, budgetMs, skuOf }: { rounds: number; budgetMs: number; skuOf: ReadonlyMap<number, string> },
): Promise<Answers> => {
  const classes = new Set(queries.map((query) => query.class)).size;
  const answers: Judged[] = [];
  const latencies: number[] = [];
  let timeouts = 0;

  const warm = performance.now();
  for (const { text } of queries.slice(0, WARM_UP.queries)) {
    if (performance.now() - warm > WARM_UP.milliseconds) break;
    await findOf(contender, text);
  }

  const began = performance.now();
  const isOver = () => performance.now() - began > budgetMs;
  for (let round = 0; round < rounds && !(round > 0 && isOver()); round += 1)
    for (const [at, query] of queries.entries()) {
      if (isOver() && (round > 0 || at >= classes)) break;
      const asked = performance.now();
      const found = await findOf(contender, query.text);
      latencies.push(performance.now() - asked);
      if (found === undefined) timeouts += 1;
      if (round === 0)
        answers.push(
          judged(
            query,
            (found ?? []).map((id) => skuOf.get(id) ?? ''),
          ),
        );
    }
  return { judged: answers, latencies, timeouts };
};

/** Undefined: timed out. A contender in memory answers at once, without a turn of the event loop. */
const findOf = async (contender: Contender, text: string): Promise<readonly number[] | undefined> => {
  try {
    return await contender.find(text);
  } catch (error) {
    if (error instanceof TimedOut) return undefined;
    throw error;
  }
};
