import { sql } from 'kysely';
import { pause } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import type { Doorbell } from '../replica/doorbell.ts';
import { inSnapshot, type Position, readChangedIds } from '../replica/feed.ts';
import type { Knock } from '../replica/message.ts';
import { NORMALISER_VERSION } from '../text/tokenize.ts';
import { takeYourTime } from './patience.ts';
import { indexProducts } from './writer.ts';

/** Milliseconds between looks when nobody knocks. */
const LOOK_EVERY_MS = 5_000;
/** Products of one transaction. */
const BATCH = 1_000;
/** So many changes at once are an import: they wait for their turn behind later ones of the office. */
const MANY = 5_000;

/**
 * Keeps the posting lists right until the signal aborts: first all that was missed while nobody did, then whatever
 * is committed. Throws what the database throws; whoever calls starts again from the beginning.
 */
export const followCatalogue = async ({
  db,
  bell,
  log,
  signal,
}: {
  db: Database;
  bell: Doorbell<Knock>;
  log: Log;
  signal: AbortSignal;
}): Promise<void> => {
  let { position, ids } = await readOutdated(db);
  const backlog = createBacklog();
  backlog.add(ids);
  if (ids.length > MANY)
    log.info({ products: ids.length }, 'the posting lists of the search are brought up to date');

  while (!signal.aborted) {
    bell.taken();
    const next = await readChangedIds(db, position);
    if (next === 'lost') throw new Error('the database was put back to an earlier state');
    ({ position, ids } = next);
    if (ids.length > MANY) backlog.add(ids);
    else for (let at = 0; at < ids.length; at += BATCH) await indexProducts(db, ids.slice(at, at + BATCH));
    const batch = backlog.take(BATCH);
    if (batch.length === 0) await bell.wait(LOOK_EVERY_MS, signal);
    else await gently(() => indexProducts(db, batch), signal);
  }
};

/** Ids to be indexed when there is time. */
const createBacklog = () => {
  let pieces: (readonly number[])[] = [];
  let at = 0;
  return {
    add: (ids: readonly number[]): void => {
      if (ids.length > 0) pieces.push(ids);
    },
    take: (most: number): readonly number[] => {
      const [first = []] = pieces;
      const taken = first.slice(at, at + most);
      at += most;
      if (at >= first.length) {
        pieces = pieces.slice(1);
        at = 0;
      }
      return taken;
    },
  };
};

/** Rests as long as it worked: the office has the database, too. */
const gently = async (work: () => Promise<void>, signal: AbortSignal): Promise<void> => {
  const began = performance.now();
  await work();
  await pause(performance.now() - began, signal);
};

/** Products whose posting lists are missing, of an earlier change or of an earlier normaliser, or left over. */
const readOutdated = (db: Database): Promise<{ position: Position; ids: readonly number[] }> =>
  inSnapshot(db, async (tx) => {
    await takeYourTime(tx);
    const { rows } = await sql<{ position: Position; ids: readonly number[] }>`
      select pg_current_snapshot()::text as position, array(
        select coalesce(p.id, d.product_id)
        from products p full join search_documents d on d.product_id = p.id
        where p.id is null or d.product_id is null or d.search_xid <> p.search_xid or d.version < ${NORMALISER_VERSION}
        order by 1
      ) as ids
    `.execute(tx);
    const [row] = rows;
    if (!row) throw new Error('the database told no snapshot');
    return row;
  });
