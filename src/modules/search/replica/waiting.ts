import { AppError } from '#kernel/errors.ts';
import type { IndexAnswer, IndexQuery } from '../contract.ts';
import type { FromReplica, ToReplica } from './message.ts';

/** Queries that wait at a time; further ones are refused. */
const MOST_WAITING = 256;
/** Milliseconds a query waits for its answer. */
const ANSWER_MS = 3_000;
/** What just started, or just ended, will answer within so many milliseconds, and is worth waiting for; … */
const START_MS = 4_000;
/** … after that a query waits no longer than this. */
const LEAST_MS = 400;

type Query = Extract<ToReplica, { kind: 'query' }>;

interface Waiting {
  readonly query: Query;
  settle(outcome: IndexAnswer | Error): void;
}

/**
 * Queries on their way to the thread and back. None waits longer than a bounded time, whatever becomes of the
 * thread; `onLate` hears when one that was sent got no answer in its time.
 */
export const createWaiting = ({ onLate }: { onLate: () => void }) => {
  /** Not sent yet: nothing could answer. */
  const parked = new Map<number, Waiting>();
  /** Sent, and held until the thread has dealt with it, even if nobody waits any more: that is its load. */
  const sent = new Map<number, Waiting>();
  let send: ((query: Query) => void) | undefined;
  let closedAt = performance.now();
  let lastId = 0;

  /** Rejects with AppError `unavailable` when there is no answer in time, or too many wait already. */
  const ask = (query: IndexQuery): Promise<IndexAnswer> => {
    if (parked.size + sent.size >= MOST_WAITING)
      return Promise.reject(unavailable('too many searches at once'));
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      const patience = send ? ANSWER_MS : Math.max(LEAST_MS, closedAt + START_MS - performance.now());
      const timer = setTimeout(() => {
        parked.delete(id);
        if (sent.has(id)) onLate();
        reject(unavailable(send ? 'the search took too long' : 'the search index is not ready'));
      }, patience);
      const waiting: Waiting = {
        query: { kind: 'query', id, query, until: Date.now() + patience },
        settle: (outcome) => {
          clearTimeout(timer);
          if (outcome instanceof Error) reject(outcome);
          else resolve(outcome);
        },
      };
      if (send) dispatch(waiting, send);
      else parked.set(id, waiting);
    });
  };

  const dispatch = (waiting: Waiting, post: (query: Query) => void): void => {
    sent.set(waiting.query.id, waiting);
    post(waiting.query);
  };

  /** From now on queries go to the thread; those that wait go at once. */
  const open = (post: (query: Query) => void): void => {
    send = post;
    for (const waiting of parked.values()) dispatch(waiting, post);
    parked.clear();
  };

  /** Nothing can answer for now; the thread is still there. */
  const close = (): void => {
    if (send) closedAt = performance.now();
    send = undefined;
  };

  /** The thread is gone, and with it the answers. */
  const fail = (): void => {
    close();
    for (const { settle } of sent.values()) settle(unavailable('the search index broke off'));
    sent.clear();
  };

  /** Takes what the thread says of a query. */
  const settle = (message: Extract<FromReplica, { kind: 'answer' | 'failed' }>): void => {
    const waiting = sent.get(message.id);
    sent.delete(message.id);
    if (message.kind === 'answer') waiting?.settle(message.answer);
    else if (message.why === 'broken') waiting?.settle(new Error('the search index failed'));
    else waiting?.settle(unavailable('the search index is not ready'));
  };

  return { ask, open, close, fail, settle };
};

const unavailable = (message: string): AppError => new AppError('unavailable', message, { retryAfter: 2 });
