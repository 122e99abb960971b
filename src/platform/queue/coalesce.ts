/**
 * Makes one-at-a-time calls travel together: items that arrive while a flush runs leave in the next
 * one, so nothing waits when the system is idle and commits are shared when it is busy. `flush` gets
 * the items in order, answers a result for each, and must be atomic: when it fails for a reason
 * that one item may be to blame for (`blames`), its items are repeated one by one.
 */
export const coalesce = <Item, Answer>(
  flush: (items: readonly Item[]) => Promise<readonly Answer[]>,
  {
    limit = 200,
    lanes = 1,
    blames = () => true,
  }: { limit?: number; lanes?: number; blames?: (error: unknown) => boolean } = {},
): ((item: Item) => Promise<Answer>) => {
  type Waiting = { item: Item; resolve: (answer: Answer) => void; reject: (error: unknown) => void };
  const waiting: Waiting[] = [];
  let running = 0;

  const run = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const answers = await flush(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Answer);
    } catch (error) {
      if (batch.length > 1 && blames(error)) for (const one of batch) await run([one]);
      else for (const { reject } of batch) reject(error);
    }
  };

  const pump = async (): Promise<void> => {
    running += 1;
    while (waiting.length > 0) await run(waiting.splice(0, limit));
    running -= 1;
  };

  return (item) =>
    new Promise<Answer>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // The microtask lets callers of the same tick share the flush.
      if (running < lanes) queueMicrotask(() => running < lanes && waiting.length > 0 && void pump());
    });
};
