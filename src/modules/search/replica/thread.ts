import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '#platform/db/database.ts';
import { isOutage } from '#platform/db/outage.ts';
import type { Log } from '#platform/log/log.ts';
import { createStoredSearch } from '../stored/search.ts';
import { createFollower } from './follower.ts';
import type { FromReplica, ReplicaOrder, ToReplica } from './message.ts';
import { threadLog } from './thread-log.ts';

// The entry of the thread that holds the index of a replica, off the event loop of the office.

/** One connection builds, one follows, the others ask for candidates. */
const CONNECTIONS = 4;

const serve = (port: MessagePort, { connection, memoryMb }: ReplicaOrder): void => {
  const say = (message: FromReplica) => port.postMessage(message);
  const log = threadLog((line) => say({ kind: 'log', line }));
  const { db } = openDatabase({ connection, log, name: 'search', poolSize: CONNECTIONS });
  const follower = createFollower({
    db,
    log,
    memoryMb,
    stored: createStoredSearch({ db }),
    tell: (state) => say({ kind: 'state', state }),
  });
  port.on('message', (message: ToReplica) => {
    if (message.kind === 'knock') follower.knock(message.knock);
    else void answer(message, { follower, log }).then(say);
  });
  // The thread ends when whoever started it ends it.
  void follower.run(new AbortController().signal);
};

const answer = async (
  { id, query, until }: Extract<ToReplica, { kind: 'query' }>,
  { follower, log }: { follower: ReturnType<typeof createFollower>; log: Log },
): Promise<FromReplica> => {
  if (Date.now() > until) return { kind: 'failed', id, why: 'late' };
  try {
    const found = await follower.search(query);
    return found ? { kind: 'answer', id, answer: found } : { kind: 'failed', id, why: 'unavailable' };
  } catch (error) {
    const why = isOutage(error) ? 'unavailable' : 'broken';
    log[why === 'broken' ? 'error' : 'warn']({ err: error }, 'a search failed');
    return { kind: 'failed', id, why };
  }
};

if (parentPort) serve(parentPort, workerData as ReplicaOrder);
