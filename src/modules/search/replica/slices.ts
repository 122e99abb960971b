import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds a thread works before it looks for queries. */
const SLICE_MS = 8;

/** Takes the items one after another, and lets whatever waits for this thread go first every few milliseconds. */
export const inSlices = async <Item>(
  items: readonly Item[],
  take: (item: Item) => void,
  signal?: AbortSignal,
): Promise<void> => {
  let until = performance.now() + SLICE_MS;
  for (const item of items) {
    take(item);
    if (performance.now() < until) continue;
    await nextTurn();
    signal?.throwIfAborted();
    until = performance.now() + SLICE_MS;
  }
};
