import { sql } from 'kysely';
import type { Connection } from '#platform/db/connection.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { openSession } from '#platform/db/session.ts';
import type { Log } from '#platform/log/log.ts';
import { inSnapshot, type Position, readChangedIds } from '../replica/feed.ts';
import { SEARCH_CHANNEL } from '../replica/message.ts';
import { LONGEST_SILENCE_MS, takeYourTime } from './patience.ts';
import { recountFrequencies } from './recount.ts';
import { indexProducts } from './writer.ts';

/** Held by whoever rebuilds the index; who keeps it right meanwhile goes on doing so. */
const REINDEX_KEY = 'search reindex';
const LOCK_TIMEOUT_MS = 5_000;
const PULSE_MS = 10_000;
/** Products of one transaction. */
const BATCH = 1_000;

/** How far a rebuild is, 0 to 1. */
export type ReindexProgress = (share: number) => void;

/** `busy`: somebody rebuilds it already. `stopped`: what was not reached is as it was, and right as it was. */
export type ReindexEnd =
  | { readonly kind: 'done'; readonly products: number }
  | { readonly kind: 'busy' | 'stopped' };

/**
 * Cuts every product anew, counts all frequencies, and tells the replicas to build anew. Everything stays searchable
 * meanwhile, and each step leaves a right index. Opens connections of its own; throws what the database throws.
 */
export const reindex = async ({
  connection,
  log,
  signal,
  onProgress,
}: {
  connection: Connection;
  log: Log;
  signal: AbortSignal;
  onProgress: ReindexProgress;
}): Promise<ReindexEnd> => {
  const session = await openSession({ connection, name: 'reindex', queryTimeoutMs: LOCK_TIMEOUT_MS });
  const pool = { name: 'reindex', poolSize: 1, silenceMs: LONGEST_SILENCE_MS };
  const { db, close } = openDatabase({ connection, log, ...pool });
  try {
    const { rows } = await session.client.query<{ locked: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
      [REINDEX_KEY],
    );
    if (!rows[0]?.locked) return { kind: 'busy' };
    session.keepPulse(PULSE_MS);
    const end = await rebuild({ db, onProgress, signal: AbortSignal.any([signal, session.lost]) });
    if (!signal.aborted) session.lost.throwIfAborted();
    return end;
  } finally {
    await close();
    await session.close();
  }
};

const rebuild = async ({
  db,
  signal,
  onProgress,
}: {
  db: Database;
  signal: AbortSignal;
  onProgress: ReindexProgress;
}): Promise<ReindexEnd> => {
  const { position, products, ids } = await readAllIds(db);
  const cut = async (some: readonly number[], share: (done: number) => number): Promise<void> => {
    for (let at = 0; at < some.length && !signal.aborted; at += BATCH) {
      await indexProducts(db, some.slice(at, at + BATCH));
      onProgress(share(Math.min(1, (at + BATCH) / some.length)));
    }
  };
  await cut(ids, (done) => done * CUT);
  if (signal.aborted) return { kind: 'stopped' };
  await recountFrequencies(db);
  await db.transaction().execute(async (tx) => {
    await takeYourTime(tx);
    await sql`analyze search_documents, search_terms, search_words`.execute(tx);
  });
  // Nobody else may be following the catalogue.
  const later = await readChangedIds(db, position);
  if (later !== 'lost') await cut(later.ids, () => 1);
  await sql`select pg_notify(${SEARCH_CHANNEL}, 'reindex')`.execute(db);
  onProgress(1);
  return { kind: 'done', products };
};

/** The part of the work that cutting is; the rest is counting. */
const CUT = 0.9;

/** Those that are there, and those that the index may have left over. */
const readAllIds = (db: Database) =>
  inSnapshot(db, async (tx) => {
    await takeYourTime(tx);
    const { rows } = await sql<{ position: Position; products: number; ids: readonly number[] }>`
      select pg_current_snapshot()::text as position, (select count(*) from products) as products,
        array(select id from products union select product_id from search_documents order by 1) as ids
    `.execute(tx);
    const [row] = rows;
    if (!row) throw new Error('the database told no snapshot');
    return row;
  });
