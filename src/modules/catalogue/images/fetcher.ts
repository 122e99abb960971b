import { sql } from 'kysely';
import { AppError, messageOf } from '#kernel/errors.ts';
import { backoff, type Clock, pause } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import { OutgoingRefusal, type Resolve, resolveHost } from '#platform/outgoing/address.ts';
import type { FileStorage } from '#platform/storage/storage.ts';
import { downloadImage } from './download.ts';
import { type FreeBytes, hasRoom, noLimit } from './room.ts';

const AT_ONCE = 4;
const MOST_ATTEMPTS = 5;
const FIRST_DELAY_MS = 60_000;
const LONGEST_DELAY_MS = 6 * 3_600_000;
/** Whoever claimed a picture and died leaves it to others after this long; longer than any download. */
const CLAIM_MS = 120_000;
const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 10_000;

interface DueImage {
  readonly id: string;
  readonly url: string;
  /** This one included. */
  readonly attempts: number;
}

/**
 * Brings in the pictures that imports name by address; any number of replicas may run it. `allowHosts` are hosts
 * (or host:port) of our own networks that may be asked.
 */
export const createImageFetcher = ({
  db,
  storage,
  clock,
  allowHosts,
  log,
  freeBytes = noLimit,
  resolve = resolveHost,
  patienceMs = PATIENCE_MS,
  lookEveryMs = LOOK_EVERY_MS,
}: {
  db: Database;
  storage: FileStorage;
  clock: Clock;
  allowHosts: readonly string[];
  log: Log;
  freeBytes?: FreeBytes;
  resolve?: Resolve;
  /** For one picture with all its redirects. */
  patienceMs?: number;
  lookEveryMs?: number;
}) => {
  /** Fetches what is due, several at once, and looks for more until the signal aborts. */
  const run = async (signal: AbortSignal): Promise<void> => {
    await reviveRefused().catch(warn);
    await Promise.all(Array.from({ length: AT_ONCE }, () => work(signal)));
  };

  const work = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      const wasDue = await fetchNext(signal).catch(warn);
      if (!wasDue) await pause(lookEveryMs, signal);
    }
  };

  const warn = (error: unknown): void => log.warn({ reason: messageOf(error) }, 'pictures were not fetched');

  /** Fetches one picture that is due; false when there was none, or there is no room for it. */
  const fetchNext = async (signal: AbortSignal): Promise<boolean> => {
    const image = (await hasRoom(freeBytes)) ? await claim() : undefined;
    if (!image) return false;
    try {
      const picture = await downloadImage(image.url, {
        allowHosts,
        resolve,
        signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
      });
      await keep(image, picture);
    } catch (error) {
      if (signal.aborted) await giveBack(image);
      else await fail(image, error);
    }
    return true;
  };

  /** A claim is the time of the next attempt: no transaction stays open while the world answers. */
  const claim = async (): Promise<DueImage | undefined> => {
    const now = clock.now();
    const { rows } = await sql<DueImage>`
      update product_images set attempts = attempts + 1, next_attempt_at = ${new Date(now + CLAIM_MS)}
      where id = (
        select id from product_images
        where stored_at is null and url is not null and next_attempt_at <= ${new Date(now)}
        order by next_attempt_at limit 1 for update skip locked
      )
      returning id, url, attempts
    `.execute(db);
    return rows[0];
  };

  const keep = async (
    { id }: DueImage,
    { content, mime }: { content: Buffer; mime: string },
  ): Promise<void> => {
    const { size } = await storage.put(id, content);
    const { numAffectedRows } = await sql`
      update product_images
      set mime = ${mime}, size = ${size}, stored_at = ${new Date(clock.now())}, next_attempt_at = null, error = null
      where id = ${id}
    `.execute(db);
    // An import took the picture away meanwhile.
    if (numAffectedRows === 0n) await storage.remove(id);
  };

  const fail = async ({ id, attempts }: DueImage, error: unknown): Promise<void> => {
    const { reason, retryable } = refusalOf(error);
    const again = retryable && attempts < MOST_ATTEMPTS;
    const next = again ? new Date(clock.now() + backoff(attempts, FIRST_DELAY_MS, LONGEST_DELAY_MS)) : null;
    await sql`
      update product_images set error = ${reason}, next_attempt_at = ${next} where id = ${id} and stored_at is null
    `.execute(db);
    log.info({ image: id, reason, attempts, again }, 'a picture was not fetched');
  };

  /** The office ends: this attempt does not count. */
  const giveBack = async ({ id }: DueImage): Promise<void> => {
    await sql`
      update product_images set attempts = greatest(attempts - 1, 0), next_attempt_at = ${new Date(clock.now())}
      where id = ${id} and stored_at is null
    `.execute(db);
  };

  /** Whoever allows another host in the settings wants the pictures of it, too. */
  const reviveRefused = async (): Promise<void> => {
    await sql`
      update product_images set attempts = 0, next_attempt_at = ${new Date(clock.now())}
      where stored_at is null and next_attempt_at is null and error = 'private_address'
    `.execute(db);
  };

  return { run, fetchNext };
};

const refusalOf = (error: unknown): Pick<OutgoingRefusal, 'reason' | 'retryable'> => {
  if (error instanceof OutgoingRefusal) return error;
  if (error instanceof AppError && error.code === 'unavailable')
    return { reason: 'no_room', retryable: true };
  return { reason: 'unexpected', retryable: true };
};
