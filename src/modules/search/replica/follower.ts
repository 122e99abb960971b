import { messageOf } from '#kernel/errors.ts';
import { backoff, pause } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import type { IndexAnswer, IndexQuery, SynonymGroup } from '../contract.ts';
import type { StoredSearch } from '../stored/search.ts';
import { createDoorbell } from './doorbell.ts';
import { createMemoryJudge, MEGABYTE } from './memory.ts';
import { buildMemoryIndex, type MemoryIndex } from './memory-index.ts';
import type { Knock, ThreadState } from './message.ts';
import { createStandstill } from './standstill.ts';
import { readSynonyms } from './synonyms.ts';

/** Milliseconds between looks into the database when nobody knocks. */
const LOOK_EVERY_MS = 5_000;
/** A catalogue that did not fit into the memory is counted again after this time. */
const COUNT_EVERY_MS = 60_000;
/** What has not come nearer to an answer for so long is not on its way. */
const STANDSTILL_MS = 60_000;

/** Keeps an index of the catalogue in memory, or the posting lists of the database at hand, and answers from them. */
export const createFollower = ({
  db,
  log,
  memoryMb,
  stored,
  tell,
  now = () => performance.now(),
}: {
  db: Database;
  log: Log;
  memoryMb: number;
  stored: StoredSearch;
  /** Hears the state whenever it is another one. */
  tell: (state: ThreadState) => void;
  /** Milliseconds that never go back. */
  now?: () => number;
}) => {
  const bell = createDoorbell<Knock>();
  const judge = createMemoryJudge(memoryMb);
  const standstill = createStandstill(STANDSTILL_MS, now);
  let memory: MemoryIndex | undefined;
  let synonyms: readonly SynonymGroup[] = [];
  let building: Promise<void> | undefined;
  let progress: number | null = null;
  let fits: boolean | undefined;
  /** The last look into the database succeeded. */
  let reachable = true;
  let countedAt = Number.NEGATIVE_INFINITY;
  /** The log says already that nobody fills the posting lists. */
  let isMissed = false;

  /** Undefined: nothing can answer now. */
  const search = (query: IndexQuery): IndexAnswer | Promise<IndexAnswer> | undefined =>
    memory ? memory.search(query) : stored.usable() ? stored.search(query) : undefined;

  /** Follows the catalogue until the signal aborts, over every outage of the database. */
  const run = async (signal: AbortSignal): Promise<void> => {
    let attempt = 0;
    const unheard = new Set<Knock>(['synonyms']);
    while (!signal.aborted) {
      for (const knock of bell.taken()) unheard.add(knock);
      try {
        await step(unheard, signal);
        attempt = 0;
        reachable = true;
      } catch (error) {
        attempt += 1;
        reachable = false;
        if (!signal.aborted)
          log.warn({ reason: messageOf(error) }, 'the search index waits for the database');
      }
      report();
      if (attempt > 0) await pause(backoff(attempt, 200, 5_000), signal);
      else await bell.wait(LOOK_EVERY_MS, signal);
    }
    await building;
  };

  /** One look into the database; a knock is forgotten when what it asked for is done. */
  const step = async (unheard: Set<Knock>, signal: AbortSignal): Promise<void> => {
    if (unheard.has('synonyms')) {
      synonyms = await readSynonyms(db);
      memory?.setSynonyms(synonyms);
      stored.setSynonyms(synonyms);
      unheard.delete('synonyms');
    }
    const caught = memory ? await memory.catchUp(signal) : 'current';
    if (caught === 'lost' && !building)
      log.warn('the search index has lost track of the database and is built anew');
    if (caught !== 'current' && !building) unheard.add('reindex');
    giveUpWhatIsTooLarge();
    if ((!memory || unheard.has('reindex')) && !building && (await mayBuild())) {
      unheard.delete('reindex');
      await makeRoom(signal);
      building = build(signal).finally(() => {
        building = undefined;
        progress = null;
        report();
        bell.ring('products');
      });
    }
    // What cannot follow any more and has no successor must not answer for ever.
    if (caught !== 'current' && !building && fits === false) memory = undefined;
    if (!memory) await stored.refresh(signal);
  };

  const mayBuild = async (): Promise<boolean> => {
    if (fits === false && now() - countedAt < COUNT_EVERY_MS) return false;
    const { products } = await db
      .selectFrom('products')
      .select((eb) => eb.fn.countAll<number>().as('products'))
      .executeTakeFirstOrThrow();
    const fitted = fits;
    fits = judge.fits(products, memory?.size());
    countedAt = now();
    if (!fits && fitted !== false)
      log.info(
        { products, memoryMb },
        `the catalogue is searched in the database${memoryMb > 0 ? ': SEARCH_MEMORY_MB is too small' : ''}`,
      );
    return fits;
  };

  const giveUpWhatIsTooLarge = (): void => {
    if (!memory || !judge.isOutgrown(memory.size())) return;
    memory = undefined;
    log.info({ memoryMb }, 'the search index has outgrown its memory');
  };

  /** Two indexes at once may be too much: the database answers while the second one is built, if it can. */
  const makeRoom = async (signal: AbortSignal): Promise<void> => {
    if (!memory || judge.fitsTwice(memory.size())) return;
    await stored.refresh(signal);
    if (stored.usable()) memory = undefined;
  };

  /** Beside the index that answers, which goes on following meanwhile. */
  const build = async (signal: AbortSignal): Promise<void> => {
    const began = now();
    try {
      const next = await buildMemoryIndex({
        db,
        log,
        signal,
        onProgress: (share) => {
          progress = share;
          report();
        },
      });
      await next.catchUp(signal);
      next.setSynonyms(synonyms);
      memory = next;
      stored.rest();
      const ms = Math.round(now() - began);
      log.info({ documents: next.size().documents, ms }, 'the search index is in memory');
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ reason: messageOf(error) }, 'the search index could not be built');
      if (memory) bell.ring('reindex');
      await pause(1_000, signal);
    }
  };

  const state = (): ThreadState => {
    if (memory) {
      const { documents, terms, bytes } = memory.size();
      const megabytes = Math.ceil(bytes / MEGABYTE);
      return { state: 'ready', documents, terms, megabytes, progress, answers: true };
    }
    const { documents, terms, share } = stored.size();
    const answers = stored.usable();
    const isComing = building !== undefined || (share !== null && !answers);
    const name = isComing ? 'building' : answers && reachable ? 'stored' : 'down';
    return {
      state: name,
      documents,
      terms,
      megabytes: 0,
      // Of the posting lists it is told only where they are what is being built.
      progress: progress ?? (isComing && fits === false ? share : null),
      answers,
    };
  };

  /** What stands still is not on its way; the log says once why. */
  const stateByNow = (): ThreadState => {
    const current = state();
    const stands = standstill.at(current);
    const misses = stands && reachable && fits === false;
    if (misses && !isMissed)
      log.warn(
        { memoryMb, documents: current.documents },
        'nothing answers searches: the memory does not hold the catalogue, and nobody fills the posting lists, as a process with the role worker does',
      );
    isMissed = misses;
    return stands && current.state === 'building' ? { ...current, state: 'down', progress: null } : current;
  };

  let told = '';
  const report = (): void => {
    const { progress, ...current } = stateByNow();
    const rounded = { ...current, progress: progress === null ? null : Math.floor(progress * 100) / 100 };
    const text = JSON.stringify(rounded);
    if (text === told) return;
    told = text;
    tell(rounded);
  };

  const knock = (knocked: Knock): void => {
    if (knocked === 'reindex') stored.recounted();
    if (knocked !== 'stored' || !memory) bell.ring(knocked);
  };

  return { search, run, knock };
};
