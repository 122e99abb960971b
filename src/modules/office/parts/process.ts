import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Check } from '../health.ts';
import type { Cure } from '../schema.ts';

/** What a process costs, and how far it is behind. */
export interface ProcessFigures {
  readonly loop_lag_ms: number;
  readonly memory_bytes: number;
  readonly heap_bytes: number;
  readonly heap_limit_bytes: number;
}

/** A lag that everybody feels. */
const SLOW_MS = 200;
/** The share of the heap above which the collector works more than the process. */
const FULL = 0.85;

/** This process: whether its event loop keeps up and its memory suffices. */
export const processCheck = ({ figures }: { figures: () => ProcessFigures }): Check => ({
  part: 'process',
  look: async () => {
    const facts = figures();
    const cure = cureOf(facts);
    return [{ part: 'process', name: null, state: cure ? 'degraded' : 'ok', facts, cure }];
  },
});

const cureOf = ({ loop_lag_ms, heap_bytes, heap_limit_bytes }: ProcessFigures): Cure | null => {
  if (heap_bytes > heap_limit_bytes * FULL) return 'give_more_memory';
  return loop_lag_ms > SLOW_MS ? 'give_more_processor' : null;
};

const RESOLUTION_MS = 20;
const WINDOW_MS = 60_000;

let watched: (() => ProcessFigures) | undefined;

/** Watches the event loop of this process, once and for good; the lag told is that of the last one to two minutes. */
export const watchProcess = (): (() => ProcessFigures) => {
  watched ??= startWatching();
  return watched;
};

const startWatching = (): (() => ProcessFigures) => {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  let before = 0;
  // A delay counts from one tick to the next, which is the resolution when nothing is late.
  const lag = (): number => (delays.count > 0 ? Math.max(0, delays.percentile(99) / 1e6 - RESOLUTION_MS) : 0);
  setInterval(() => {
    before = lag();
    delays.reset();
  }, WINDOW_MS).unref();
  return () => {
    const { heap_size_limit, used_heap_size } = getHeapStatistics();
    return {
      loop_lag_ms: Math.round(Math.max(before, lag()) * 10) / 10,
      memory_bytes: process.memoryUsage.rss(),
      heap_bytes: used_heap_size,
      heap_limit_bytes: heap_size_limit,
    };
  };
};
