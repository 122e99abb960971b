import type { Database } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import type { IndexAnswer, IndexQuery, SynonymGroup } from '../contract.ts';
import { createEngine, type EngineSize } from '../engine/engine.ts';
import { readChanges, readEverything } from './feed.ts';
import type { FeedProduct } from './products.ts';
import { inSlices } from './slices.ts';

/** Deleted products are remembered a day: an index that heard nothing for longer is built anew. */
const LONGEST_SILENCE_MS = 12 * 3_600_000;
/**
 * What was replaced and removed is garbage. The engine sweeps it out when there is too much, and answers nobody
 * meanwhile: another index is built beside it before, and at `most` this one takes no more.
 */
const WORN = { least: 1_000, share: 0.25, most: 0.29 };

/** The whole catalogue in memory, as it was at some moment, and able to follow it. */
export interface MemoryIndex {
  search(query: IndexQuery): IndexAnswer;
  setSynonyms(groups: readonly SynonymGroup[]): void;
  /**
   * Takes over what was committed since. `worn`: build another one, soon. `lost`: what was committed cannot be
   * told any more, build another one.
   */
  catchUp(signal: AbortSignal): Promise<'current' | 'worn' | 'lost'>;
  /** Hidden products included; bytes are estimated. */
  size(): EngineSize;
}

/** Reads all products; queries of this thread are answered in between. `onProgress` hears 0 to 1. */
export const buildMemoryIndex = async ({
  db,
  log,
  signal,
  onProgress,
}: {
  db: Database;
  log: Log;
  signal: AbortSignal;
  onProgress: (share: number) => void;
}): Promise<MemoryIndex> => {
  const engine = createEngine();
  let [expected, taken, garbage] = [0, 0, 0];

  const put = (product: FeedProduct): void => {
    try {
      engine.put(product);
    } catch (error) {
      log.error({ err: error, product: product.id }, 'a product could not be indexed');
    }
  };

  let position = await readEverything(db, {
    expect: (products) => {
      expected = products;
    },
    changed: async (products) => {
      await inSlices(products, put, signal);
      taken += products.length;
      onProgress(taken / Math.max(expected, taken));
    },
  });
  let heardAt = Date.now();

  const wear = (): number => (garbage < WORN.least ? 0 : garbage / Math.max(1, engine.size.documents));

  /** Counts what the engine keeps of products that came again. */
  const replace = async (products: readonly FeedProduct[], stop: AbortSignal): Promise<void> => {
    const before = engine.size.documents;
    await inSlices(products, put, stop);
    garbage += products.length - (engine.size.documents - before);
  };

  const remove = async (ids: readonly number[], stop: AbortSignal): Promise<void> => {
    const before = engine.size.documents;
    await inSlices(ids, engine.remove, stop);
    garbage += before - engine.size.documents;
  };

  const catchUp = async (stop: AbortSignal): Promise<'current' | 'worn' | 'lost'> => {
    if (Date.now() - heardAt > LONGEST_SILENCE_MS) return 'lost';
    const next = await readChanges(db, position, {
      changed: (products) => replace(products, stop),
      gone: (ids) => remove(ids, stop),
      enough: () => wear() >= WORN.most,
    });
    if (next === 'lost') return next;
    if (next !== 'stopped') {
      position = next;
      heardAt = Date.now();
    }
    return wear() >= WORN.share ? 'worn' : 'current';
  };

  return { search: engine.search, setSynonyms: engine.setSynonyms, catchUp, size: () => engine.size };
};
