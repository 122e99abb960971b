import { sql } from 'kysely';
import { messageOf } from '#kernel/errors.ts';
import type { Clock } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import type { Sealing } from './sealing.ts';

/** Texts that all processes of the office may know and anybody may lose. No call ever fails. */
export interface Cache {
  /** What is kept under the key and has not expired. */
  get(key: string): Promise<string | undefined>;
  /** Keeps a text until `expiresAt`, in milliseconds since 1970. */
  set(key: string, value: string, expiresAt: number): Promise<void>;
  /** Forgets this very value: a newer one, which another process may have kept meanwhile, stays. */
  drop(key: string, value: string): Promise<void>;
  /** Removes what has expired. */
  sweep(signal: AbortSignal): Promise<void>;
}

interface Entry {
  readonly value: string;
  readonly expiresAt: number;
}

/** Keeps what it is given in memory and, sealed, in the database; while the database is away, in memory alone. */
export const createCache = ({
  db,
  sealing,
  clock,
  log,
}: {
  db: Database;
  sealing: Sealing;
  clock: Clock;
  log: Log;
}): Cache => {
  const near = new Map<string, Entry>();
  const isFresh = ({ expiresAt }: Entry): boolean => expiresAt > clock.now();

  const tolerated = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      log.warn({ reason: messageOf(error) }, 'the cache does without the database');
      return undefined;
    }
  };

  const readFar = async (key: string): Promise<(Entry & { readonly sealed: Buffer }) | undefined> => {
    const row = await db.selectFrom('cache_entries').selectAll().where('key', '=', key).executeTakeFirst();
    const value = row && sealing.open(row.value, key);
    return row && value !== undefined
      ? { value, expiresAt: row.expires_at.getTime(), sealed: row.value }
      : undefined;
  };

  const get: Cache['get'] = async (key) => {
    const known = near.get(key);
    if (known && isFresh(known)) return known.value;
    near.delete(key);
    const far = await tolerated(() => readFar(key));
    if (!far || !isFresh(far)) return undefined;
    near.set(key, far);
    return far.value;
  };

  const set: Cache['set'] = async (key, value, expiresAt) => {
    near.set(key, { value, expiresAt });
    await tolerated(() =>
      sql`
        insert into cache_entries (key, value, expires_at)
        values (${key}, ${sealing.seal(value, key)}, ${new Date(expiresAt)})
        on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at
      `.execute(db),
    );
  };

  const drop: Cache['drop'] = async (key, value) => {
    if (near.get(key)?.value === value) near.delete(key);
    await tolerated(async () => {
      const far = await readFar(key);
      if (far?.value !== value) return;
      await db.deleteFrom('cache_entries').where('key', '=', key).where('value', '=', far.sealed).execute();
    });
  };

  const sweep: Cache['sweep'] = async () => {
    for (const [key, entry] of near) if (!isFresh(entry)) near.delete(key);
    await db.deleteFrom('cache_entries').where('expires_at', '<=', new Date(clock.now())).execute();
  };

  return { get, set, drop, sweep };
};
