import type { Worker } from 'node:worker_threads';
import { backoff, pause } from '#kernel/time.ts';
import type { Connection } from '#platform/db/connection.ts';
import type { Notifications } from '#platform/db/notifications.ts';
import type { Log } from '#platform/log/log.ts';
import type { SearchIndex } from '../contract.ts';
import {
  type FromReplica,
  type Knock,
  knockOf,
  type ReplicaOrder,
  type ReplicaState,
  SEARCH_CHANNEL,
  type ThreadState,
  type ToReplica,
} from './message.ts';
import { liveThread } from './thread-life.ts';
import { relayTo } from './thread-log.ts';
import { createWaiting } from './waiting.ts';

const THREAD = new URL('./thread.ts', import.meta.url);
/** A thread that lived this long before it failed is not failing at once. */
const LIVED_MS = 60_000;
/** A thread that lets queries wait and has said nothing for so long will not say anything any more. */
const STUCK_MS = 20_000;
/** Postings are outside the heap of the thread; its vocabulary and what is on the way are inside. */
const HEAP_MB = 1_024;

const DOWN: ThreadState = {
  state: 'down',
  documents: 0,
  terms: 0,
  megabytes: 0,
  progress: null,
  answers: false,
};

export type Replica = ReturnType<typeof createReplica>;

/** The index of this process, in a thread of its own that follows the catalogue. */
export const createReplica = ({
  connection,
  notifications,
  memoryMb,
  log,
}: {
  connection: Connection;
  notifications: Pick<Notifications, 'on'>;
  /** What the index may take; a larger catalogue is searched in the database. */
  memoryMb: number;
  log: Log;
}) => {
  const waiting = createWaiting({ onLate: () => endIfStuck() });
  let thread: Pick<Worker, 'postMessage' | 'terminate'> | undefined;
  let state: ThreadState = DOWN;
  let heardAt = 0;

  const post = (message: ToReplica) => thread?.postMessage(message);
  const knock = (of: Knock) => post({ kind: 'knock', knock: of });
  notifications.on(SEARCH_CHANNEL, {
    heard: (payload) => {
      const heard = knockOf(payload);
      if (heard) knock(heard);
    },
    missed: () => {
      knock('products');
      knock('synonyms');
    },
  });

  const index: SearchIndex = { search: waiting.ask };

  /** Keeps the thread alive until the signal aborts. */
  const run = async (signal: AbortSignal): Promise<void> => {
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      const began = performance.now();
      const reason = await live(signal);
      if (signal.aborted) break;
      if (performance.now() - began > LIVED_MS) attempt = 1;
      log.error({ reason, attempt }, 'the search thread ended and is started again');
      await pause(backoff(attempt, 200, 30_000), signal);
    }
  };

  const begin = (started: NonNullable<typeof thread>) => {
    thread = started;
    heardAt = performance.now();
  };

  const endIfStuck = (): void => {
    if (performance.now() - heardAt < STUCK_MS) return;
    log.error('the search thread says nothing any more and is ended');
    void thread?.terminate();
  };

  const live = async (signal: AbortSignal): Promise<string> => {
    const order: ReplicaOrder = { connection, memoryMb };
    const plan = { entry: THREAD, order, heapMb: HEAP_MB, onMessage: take };
    try {
      return await liveThread<FromReplica>({ ...plan, onStart: begin }, signal);
    } finally {
      thread = undefined;
      state = DOWN;
      waiting.fail();
    }
  };

  const relay = relayTo(log);
  const take = (message: FromReplica): void => {
    heardAt = performance.now();
    if (message.kind === 'log') relay(message.line);
    else if (message.kind === 'state') {
      state = message.state;
      if (state.answers) waiting.open(post);
      else waiting.close();
    } else waiting.settle(message);
  };

  return {
    index,
    run,
    /** Ends the thread at once; `run` starts another one. */
    renew: () => void thread?.terminate(),
    state: (): ReplicaState => {
      const { answers: _, ...told } = state;
      return told;
    },
  };
};
