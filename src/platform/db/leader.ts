import { pause } from '#kernel/time.ts';
import type { Log } from '#platform/log/log.ts';
import type { Connection } from './connection.ts';
import { openSession, type Session } from './session.ts';

const RETRY_MS = 2_000;
/** A leader cut off from the database knows it after 7 s at most, … */
const PULSE_MS = 4_000;
const TIMEOUT_MS = 3_000;
/** … and the server gives its lock away only after 15 s, so that two never lead at once. */
const SERVER_KEEPALIVE =
  'set tcp_keepalives_idle = 9; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3; ' +
  // Keepalive is not sent while an answer waits to be acknowledged.
  'set tcp_user_timeout = 15000';

/**
 * Runs `work` on exactly one replica per `key` until the signal aborts: whoever holds the advisory lock
 * of the key. The signal given to `work` aborts when the lock is lost or the outer signal aborts; work
 * must then end soon, and only afterwards the lock is sought again. Work that ends by itself is run again.
 */
export const lead = async (options: {
  connection: Connection;
  key: string;
  log: Log;
  signal: AbortSignal;
  work: (signal: AbortSignal) => Promise<void>;
}): Promise<void> => {
  const { connection, key, log, signal, work } = options;

  const leadOnce = async (): Promise<void> => {
    const session = await openSession({ connection, name: 'lead', queryTimeoutMs: TIMEOUT_MS });
    try {
      if (!(await seekLock(session, key, signal))) return;
      session.keepPulse(PULSE_MS);
      log.info({ key }, 'this process leads');
      await work(AbortSignal.any([session.lost, signal]));
      session.lost.throwIfAborted();
    } finally {
      await session.close();
    }
  };

  while (!signal.aborted) {
    try {
      await leadOnce();
    } catch (error) {
      if (!signal.aborted) log.warn({ key, err: error }, 'leading was interrupted');
    }
    await pause(RETRY_MS, signal);
  }
};

/** Waits for the lock: true when it is ours, false when the signal aborted first. */
const seekLock = async ({ client, lost }: Session, key: string, signal: AbortSignal): Promise<boolean> => {
  await client.query(SERVER_KEEPALIVE);
  const interruption = AbortSignal.any([lost, signal]);
  for (; !interruption.aborted; await pause(RETRY_MS, interruption)) {
    const { rows } = await client.query<{ locked: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
      [key],
    );
    if (rows[0]?.locked) return true;
  }
  lost.throwIfAborted();
  return false;
};
