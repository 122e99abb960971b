import { isIPv4, isIPv6 } from 'node:net';
import type { Pool, QueryConfig } from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { shorten } from '#kernel/text.ts';

/** So many requests in so many seconds. */
export interface Limit {
  readonly points: number;
  readonly seconds: number;
}

/** Counts requests over all replicas; while the database is down, over this one. */
export interface Limiter {
  /** Counts one request, or what it costs, exactly: seconds to wait, 0 when it is admitted. */
  take(bucket: string, key: string, limit: Limit, points?: number): Promise<number>;
  /** Judges by what is known so far and counts in the background: a busy key costs no write per request. */
  note(bucket: string, key: string, limit: Limit): number;
  /** Seconds for which the key is already known to be refused; counts nothing. */
  known(bucket: string, key: string): number;
}

/** A database that does not answer within this many milliseconds counts as down. */
const PATIENCE_MS = 1_000;
/** Background counts write over at most so many connections. */
const WRITERS = 2;
/** Keys kept in memory at most, of each kind. */
const MANY = 10_000;

/** A limiter on the table `rate_limits`, which a migration creates. */
export const createLimiter = (options: { pool: Pick<Pool, 'query'> }): Limiter => {
  const limiters = new Map<string, RateLimiterPostgres>();
  const refusedUntil = new Map<string, number>();
  const waiting = new Map<string, { bucket: string; key: string; limit: Limit; points: number }>();
  let writers = 0;

  const impatient = { query: (query: QueryConfig) => inTime(options.pool.query(query)) };

  const limiterFor = (bucket: string, { points, seconds }: Limit): RateLimiterPostgres => {
    const name = `${bucket} ${points}/${seconds}`;
    const known = limiters.get(name);
    if (known) return known;
    const limiter = new RateLimiterPostgres({
      storeClient: impatient,
      storeType: 'client',
      tableName: 'rate_limits',
      tableCreated: true,
      clearExpiredByTimeout: limiters.size === 0,
      keyPrefix: bucket,
      points,
      duration: seconds,
      insuranceLimiter: new RateLimiterMemory({ keyPrefix: bucket, points, duration: seconds }),
    });
    limiters.set(name, limiter);
    return limiter;
  };

  const consume = async (bucket: string, key: string, limit: Limit, points: number): Promise<number> => {
    try {
      await limiterFor(bucket, limit).consume(key, points);
      return 0;
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) return 0;
      forgetOld();
      refusedUntil.set(`${bucket} ${key}`, Date.now() + refused.msBeforeNext);
      return Math.ceil(refused.msBeforeNext / 1_000);
    }
  };

  const known = (bucket: string, key: string): number => {
    const left = (refusedUntil.get(`${bucket} ${key}`) ?? 0) - Date.now();
    return left > 0 ? Math.ceil(left / 1_000) : 0;
  };

  const forgetOld = (): void => {
    if (refusedUntil.size < MANY) return;
    for (const [name, until] of refusedUntil) if (until <= Date.now()) refusedUntil.delete(name);
  };

  const write = async (): Promise<void> => {
    if (writers >= WRITERS) return;
    writers += 1;
    for (const [name, { bucket, key, limit, points }] of waiting) {
      waiting.delete(name);
      await consume(bucket, key, limit, points);
    }
    writers -= 1;
  };

  return {
    known,

    take: async (bucket, key, limit, points = 1) =>
      known(bucket, key) || (await consume(bucket, key, limit, points)),

    note(bucket, key, limit) {
      const seconds = known(bucket, key);
      if (seconds > 0) return seconds;
      const name = `${bucket} ${key}`;
      if (waiting.size >= MANY) return 0;
      waiting.set(name, { bucket, key, limit, points: (waiting.get(name)?.points ?? 0) + 1 });
      void write();
      return 0;
    },
  };
};

/** What an address is counted under: IPv6 by its /64, which one customer has to himself. */
export const addressKey = (address: string): string => {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (isIPv4(mapped ?? address)) return mapped ?? address;
  const bare = address.split('%', 1)[0] ?? '';
  if (!isIPv6(bare)) return shorten(address, 64);
  const [left = '', right] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::');
  const head = left === '' ? [] : left.split(':');
  const tail = right === undefined || right === '' ? [] : right.split(':');
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  return `${groups.slice(0, 4).join(':')}::/64`;
};

const inTime = async <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the database is slow')), PATIENCE_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};
