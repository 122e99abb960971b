import { sql } from 'kysely';
import { messageOf } from '#kernel/errors.ts';
import { type Clock, pause } from '#kernel/time.ts';
import type { Sealing } from '#platform/cache/sealing.ts';
import type { Database } from '#platform/db/database.ts';
import type { Notifications } from '#platform/db/notifications.ts';
import type { Log } from '#platform/log/log.ts';
import type { Resolve } from '#platform/outgoing/address.ts';
import { WEBHOOKS_CHANNEL } from './emit.ts';
import type { WebhookEvent } from './event.ts';
import { sendOnce } from './send.ts';
import { bodyOf, signed } from './signature.ts';

/** Seconds before the second attempt and each further one; after the last it is given up: about a day in all. */
export const RETRIES = [5, 30, 120, 600, 3_600, 21_600, 57_600] as const;
/** Whoever claimed a delivery and died leaves it to others after this long. */
const CLAIM_SECONDS = 60;
const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 5_000;
/** Sent at once, and to one endpoint of them: one that does not answer must not hold up the others. */
const AT_ONCE = 20;
const AT_ONCE_TO_ONE = 2;
/** An endpoint that answers so wants nothing any more (RFC 9110). */
const GONE = 410;

interface Due extends WebhookEvent {
  readonly delivery: number;
  readonly endpoint: string;
  readonly url: string;
  readonly secret: Buffer;
  /** This one included. */
  readonly attempts: number;
}

/** Sends what waits, at least once each, with the same id every time; any number of replicas may run it. */
export const createDeliver = ({
  db,
  notifications,
  sealing,
  allowHosts,
  resolve,
  clock,
  log,
  lookEveryMs = LOOK_EVERY_MS,
}: {
  db: Database;
  notifications: Pick<Notifications, 'on'>;
  sealing: Sealing;
  /** Hosts of our own networks that may be told. */
  allowHosts: readonly string[];
  resolve: Resolve;
  clock: Clock;
  log: Log;
  lookEveryMs?: number;
}) => {
  let wake = () => {};
  const heard = () => wake();
  notifications.on(WEBHOOKS_CHANNEL, { heard, missed: heard });

  /** Sends until the signal aborts. */
  const run = async (signal: AbortSignal): Promise<void> => {
    const sending = new Map<Promise<void>, string>();
    while (!signal.aborted) {
      const woken = new AbortController();
      wake = () => woken.abort();
      const due = sending.size < AT_ONCE ? await claim(busyIn([...sending.values()])).catch(warn) : undefined;
      if (due) {
        const one = send(due, signal)
          .catch(warn)
          .then(() => {
            sending.delete(one);
            wake();
          });
        sending.set(one, due.endpoint);
      } else await pause(lookEveryMs, AbortSignal.any([signal, woken.signal]));
    }
    await Promise.all(sending.keys());
  };

  const warn = (error: unknown): undefined =>
    void log.warn({ reason: messageOf(error) }, 'webhooks were not sent');

  /** Makes one attempt that is due; false when there was none. */
  const sendNext = async (signal: AbortSignal): Promise<boolean> => {
    const due = await claim([]);
    if (due) await send(due, signal);
    return due !== undefined;
  };

  const send = async (due: Due, signal: AbortSignal): Promise<void> => {
    const secret = sealing.open(due.secret, due.endpoint);
    if (secret === undefined) {
      await end(due, { error: 'secret_lost' });
      return;
    }
    const body = bodyOf(due);
    const headers = signed({ id: due.id, body, now: clock.now() }, secret);
    const started = performance.now();
    const attempt = await sendOnce(
      { url: due.url, body, headers },
      { allowHosts, resolve, signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]) },
    );
    // Stopping is no failure of the endpoint: the claim lapses, and another tries.
    if (signal.aborted && 'error' in attempt) return;
    log.info(
      {
        event: due.id,
        type: due.type,
        attempt: due.attempts,
        ...attempt,
        ms: Math.round(performance.now() - started),
      },
      'webhook',
    );
    await end(due, attempt);
  };

  /** The delivery that is due for the longest time, to none of the `busy` endpoints. */
  const claim = async (busy: readonly string[]): Promise<Due | undefined> => {
    const now = new Date(clock.now());
    const { rows } = await sql<Due>`
      update webhook_deliveries d
      set attempts = d.attempts + 1, next_attempt_at = ${new Date(clock.now() + CLAIM_SECONDS * 1_000)}
      from webhook_events v, webhook_endpoints e
      where d.id = (
          select d.id from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id
          where d.next_attempt_at <= ${now} and e.paused_at is null and not e.id = any(${busy}::uuid[])
          order by d.next_attempt_at, d.id limit 1 for update of d skip locked
        ) and v.id = d.event_id and e.id = d.endpoint_id
      returning d.id as delivery, d.attempts, e.id as endpoint, e.url, e.secret, v.id, v.type, v.payload, v.at
    `.execute(db);
    return rows[0];
  };

  const end = async ({ delivery, endpoint, attempts }: Due, attempt: { status?: number; error?: string }) => {
    const { status = null, error = null } = attempt;
    const delivered = status !== null && status >= 200 && status < 300;
    const wait = delivered || status === GONE || error === 'secret_lost' ? undefined : RETRIES[attempts - 1];
    const now = new Date(clock.now());
    await sql`
      update webhook_deliveries
      set status = ${status}, error = ${error}, delivered_at = ${delivered ? now : null},
          failed_at = ${!delivered && wait === undefined ? now : null},
          next_attempt_at = ${wait === undefined ? null : new Date(clock.now() + wait * 1_000)}
      where id = ${delivery}
    `.execute(db);
    if (status === GONE)
      await db.updateTable('webhook_endpoints').set({ paused_at: now }).where('id', '=', endpoint).execute();
  };

  return { run, sendNext };
};

/** Those that are told as much at once as one may be. */
const busyIn = (endpoints: readonly string[]): readonly string[] => [
  ...new Set(endpoints.filter((id) => endpoints.filter((other) => other === id).length >= AT_ONCE_TO_ONE)),
];
