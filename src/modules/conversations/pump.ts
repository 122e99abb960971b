import { messageOf } from '#kernel/errors.ts';
import { backoff, pause } from '#kernel/time.ts';
import type { Log } from '#platform/log/log.ts';
import { withTrace } from '#platform/log/trace.ts';
import type { Channel } from './channel.ts';
import type { Delivered } from './deliver.ts';
import type { HeardMessage, Held, UnsentMessage } from './held.ts';
import { type Leases, RENEW_EVERY_MS } from './lease.ts';
import type { Worked } from './work.ts';

/** Conversations that one worker holds at the same time. */
const CONCURRENCY = 64;
/** Milliseconds between looks for lapsed leases when nobody knocks. */
const LOOK_EVERY_MS = 1_000;

/**
 * The pump of one worker: claims conversations that are due, works their turns in order, sends what
 * they say in order, and gives them back. `stop` lets running turns end.
 */
export const createPump = ({
  leases,
  channels,
  work,
  deliver,
  offerMenu,
  onSaid,
  onDelivered,
  log,
}: {
  leases: Leases;
  channels: ReadonlyMap<string, Channel>;
  work: (held: Held, channel: Channel, message: HeardMessage, stop: AbortSignal) => Promise<Worked>;
  deliver: (held: Held, channel: Channel, message: UnsentMessage) => Promise<Delivered>;
  /** Brings the chat's commands menu up to date; never throws. */
  offerMenu: (held: Held, channel: Channel) => Promise<void>;
  /** A conversation has new messages to show. */
  onSaid: (conversationId: string) => void;
  /** A message of a conversation has reached an end. */
  onDelivered: (conversationId: string) => void;
  log: Log;
}) => {
  const running = new Set<Promise<void>>();
  /** The conversations that are worked right now, and what stops their turn; given back ones are not among them. */
  const working = new Map<string, AbortController>();
  const stopping = new AbortController();
  let knock: () => void = () => {};
  let knocked = false;
  let troubles = 0;

  /** Tells the pump that a conversation may be due. */
  const wake = (): void => {
    knocked = true;
    knock();
  };

  const start = async (): Promise<void> => {
    const renewing = setInterval(() => {
      if (working.size > 0)
        leases
          .renew([...working.keys()])
          .catch((error) => log.warn({ reason: messageOf(error) }, 'leases could not be renewed'));
    }, RENEW_EVERY_MS);
    while (!stopping.signal.aborted) {
      knocked = false;
      if (!(await claimSome()) || running.size >= CONCURRENCY) await knockOrPause();
    }
    clearInterval(renewing);
    await Promise.all(running);
  };

  /** Claims what is free to be worked; answers whether more may be waiting. */
  const claimSome = async (): Promise<boolean> => {
    const free = CONCURRENCY - running.size;
    if (free === 0) return false;
    try {
      const claimed = await leases.claim(free, [...working.keys()]);
      troubles = 0;
      for (const held of claimed) {
        const one = hold(held).finally(() => {
          running.delete(one);
          if (running.size === CONCURRENCY - 1) wake();
        });
        running.add(one);
      }
      return claimed.length === free;
    } catch (error) {
      troubles += 1;
      log.warn({ reason: messageOf(error) }, 'the database does not answer, the pump waits');
      await pause(backoff(troubles, 100, 2_000), stopping.signal);
      return false;
    }
  };

  /** Works a conversation until nothing is left to do or to wait for, then gives it back. */
  const hold = async (held: Held): Promise<void> => {
    working.set(held.id, new AbortController());
    try {
      const afterMs = await workAll(held);
      if (afterMs === 'lost') return await putDown(held);
      working.delete(held.id);
      const due = await leases.release({ id: held.id, afterMs, dueAt: held.dueAt });
      if (due) wake();
      else if (afterMs !== undefined) setTimeout(wake, afterMs + 1).unref();
    } catch (error) {
      // The database failed: the lease lapses by itself and the work is found again.
      working.delete(held.id);
      log.warn({ conversation: held.id, reason: messageOf(error) }, 'a conversation was put down');
      await leases.release({ id: held.id, afterMs: backoff(1, 500, 500) }).catch(() => {});
    }
  };

  /** What was decided too late is decided anew at once, by whoever claims it; a lease that is not ours stays. */
  const putDown = async ({ id, dueAt }: Held): Promise<void> => {
    await leases.release({ id, afterMs: undefined, dueAt });
    // Not before: a second lease of our own must not be given back with the first.
    working.delete(id);
    wake();
  };

  const workAll = async (held: Held): Promise<number | undefined | 'lost'> => {
    const channel = channels.get(held.inbox);
    if (!channel) throw new Error(`there is no channel for inbox ${held.inbox}`);
    let sendAt = 0;
    for (;;) {
      if (stopping.signal.aborted) return 0;
      const unsent = held.unsent[0];
      if (unsent && sendAt <= performance.now()) {
        const delivered = await traced(unsent, () => deliver(held, channel, unsent));
        if (delivered.outcome === 'lost') return 'lost';
        if (delivered.outcome === 'done') {
          held.unsent.shift();
          onDelivered(held.id);
        } else sendAt = performance.now() + delivered.ms;
        // What a doubtful or delayed attempt left behind is only in the database: read it again.
        if (delivered.outcome === 'wait' && held.heardMessages.length === 0) return delivered.ms;
        continue;
      }
      const message = held.heardMessages[0];
      if (!message) return unsent ? Math.max(0, sendAt - performance.now()) : undefined;
      const stop = new AbortController();
      working.set(held.id, stop);
      const worked = await traced(message, () => work(held, channel, message, stop.signal));
      if (worked.outcome === 'lost') return 'lost';
      if (worked.outcome === 'wait') return worked.ms;
      held.heardMessages.shift();
      onSaid(held.id);
      await offerMenu(held, channel);
    }
  };

  const knockOrPause = async (): Promise<void> => {
    if (knocked) return;
    const signal = new AbortController();
    knock = () => signal.abort();
    await pause(LOOK_EVERY_MS, AbortSignal.any([signal.signal, stopping.signal]));
    knock = () => {};
  };

  /** Ends the turn that is worked in a conversation, if any: it was decided too late and is decided anew. */
  const interrupt = (conversationId: string): void => working.get(conversationId)?.abort();

  const stop = async (): Promise<void> => {
    stopping.abort();
    await Promise.all(running);
  };

  return { start, stop, wake, interrupt, signal: stopping.signal, held: () => running.size };
};

/** Everything done for a message is logged under the trace that its hearing began. */
const traced = <T>({ traceId }: { readonly traceId: string | null }, work: () => T): T =>
  traceId === null ? work() : withTrace(traceId, work);

export type Pump = ReturnType<typeof createPump>;
