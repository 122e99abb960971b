import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coalesce } from './coalesce.ts';

/** A flush whose every run waits until it is let go; `runs` are the batches it got. */
const gated = () => {
  const runs: { items: readonly string[]; letGo: (error?: Error) => void }[] = [];
  const arrivals: (() => void)[] = [];
  const flush = (items: readonly string[]): Promise<string[]> =>
    new Promise((resolve, reject) => {
      const letGo = (error?: Error) => (error ? reject(error) : resolve(items.map((item) => `${item}!`)));
      runs.push({ items, letGo });
      for (const arrived of arrivals.splice(0)) arrived();
    });
  /** The batch number `index`, once it is flushed. */
  const run = async (index: number) => {
    while (!runs[index]) await new Promise<void>((resolve) => arrivals.push(resolve));
    return runs[index];
  };
  return { flush, runs, run };
};

const settled = (promises: readonly Promise<string>[]) =>
  Promise.all(
    promises.map((promise) =>
      promise.then(
        (answer) => answer,
        (error: Error) => error.message,
      ),
    ),
  );

describe('coalesce', () => {
  it('shares one flush among the callers of a tick, and the next among those who came meanwhile', async () => {
    const { flush, runs, run } = gated();
    const call = coalesce(flush);
    const first = ['a', 'b'].map(call);
    (await run(0)).letGo();
    const meanwhile = [...(await settled(first)), ...['c', 'd', 'e'].map(call)];
    (await run(1)).letGo();
    expect(await Promise.all(meanwhile)).toEqual(['a!', 'b!', 'c!', 'd!', 'e!']);
    expect(runs.map(({ items }) => items)).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
  });

  it('sends a lone item at once, and items that come during a flush with the next one', async () => {
    const { flush, runs, run } = gated();
    const call = coalesce(flush);
    const a = call('a');
    const running = await run(0);
    const others = [call('b'), call('c')];
    expect(runs).toHaveLength(1);
    running.letGo();
    expect(await a).toBe('a!');
    (await run(1)).letGo();
    expect(await Promise.all(others)).toEqual(['b!', 'c!']);
  });

  it('keeps the order of items and gives each its own answer, whatever comes when', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        async (calls, limit) => {
          const seen: number[] = [];
          const call = coalesce(
            async (items: readonly number[]) => {
              expect(items.length).toBeLessThanOrEqual(limit);
              seen.push(...items);
              await Promise.resolve();
              return items.map((item) => item * 2);
            },
            { limit },
          );
          const answers: Promise<number>[] = [];
          for (const [item, rest] of calls) {
            answers.push(call(item));
            if (rest) await Promise.resolve();
          }
          expect(await Promise.all(answers)).toEqual(calls.map(([item]) => item * 2));
          expect(seen).toEqual(calls.map(([item]) => item));
        },
      ),
    );
  });

  it('flushes at most `limit` items together', async () => {
    const { flush, runs, run } = gated();
    const call = coalesce(flush, { limit: 2 });
    const calls = ['a', 'b', 'c', 'd', 'e'].map(call);
    for (const index of [0, 1, 2]) (await run(index)).letGo();
    await Promise.all(calls);
    expect(runs.map(({ items }) => items.join(''))).toEqual(['ab', 'cd', 'e']);
  });

  it('runs as many flushes side by side as it has lanes', async () => {
    const { flush, runs, run } = gated();
    const call = coalesce(flush, { limit: 1, lanes: 2 });
    const calls = [call('a')];
    await run(0);
    calls.push(call('b'));
    await run(1);
    calls.push(call('c'));
    for (let tick = 0; tick < 10; tick += 1) await Promise.resolve();
    expect(runs).toHaveLength(2);
    runs[1]?.letGo();
    await run(2);
    for (const { letGo } of runs) letGo();
    expect(await Promise.all(calls)).toEqual(['a!', 'b!', 'c!']);
  });

  describe('when a flush fails', () => {
    /** Refuses every batch with a bad item in it, and counts the batches. */
    const picky = () => {
      const batches: string[] = [];
      const flush = async (items: readonly string[]) => {
        batches.push(items.join(''));
        if (items.includes('bad')) throw new Error('bad item');
        return items.map((item) => `${item}!`);
      };
      return { flush, batches };
    };

    it('repeats its items one by one, in order: only the one to blame is refused', async () => {
      const { flush, batches } = picky();
      expect(await settled(['a', 'bad', 'c'].map(coalesce(flush)))).toEqual(['a!', 'bad item', 'c!']);
      expect(batches).toEqual(['abadc', 'a', 'bad', 'c']);
    });

    it('refuses all of them when no item is to blame', async () => {
      const { flush, batches } = picky();
      const call = coalesce(flush, { blames: () => false });
      expect(await settled(['a', 'bad'].map(call))).toEqual(['bad item', 'bad item']);
      expect(batches).toEqual(['abad']);
    });

    it('does not repeat a lone item', async () => {
      const { flush, batches } = picky();
      expect(await settled([coalesce(flush)('bad')])).toEqual(['bad item']);
      expect(batches).toEqual(['bad']);
    });

    it('asks what to blame with the very error', async () => {
      const down = new Error('down');
      const asked: unknown[] = [];
      const blames = (error: unknown) => {
        asked.push(error);
        return false;
      };
      const call = coalesce(async (): Promise<string[]> => Promise.reject(down), { blames });
      expect(await settled([call('a'), call('b')])).toEqual(['down', 'down']);
      expect(asked).toEqual([down]);
    });

    it('goes on with what came meanwhile, and with what comes later', async () => {
      const { flush, run } = gated();
      const call = coalesce(flush, { blames: () => false });
      const failed = settled([call('a')]);
      const running = await run(0);
      const next = call('b');
      running.letGo(new Error('once'));
      (await run(1)).letGo();
      expect([await failed, await next]).toEqual([['once'], 'b!']);
      const later = call('c');
      (await run(2)).letGo();
      expect(await later).toBe('c!');
    });

    it('takes a flush that throws instead of rejecting the same way', async () => {
      let broken = true;
      const call = coalesce((items: readonly string[]): Promise<readonly string[]> => {
        if (broken) throw new Error('thrown');
        return Promise.resolve(items);
      });
      expect(await settled([call('a')])).toEqual(['thrown']);
      broken = false;
      expect(await call('b')).toBe('b');
    });
  });
});
