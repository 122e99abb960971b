import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '#kernel/errors.ts';
import { backoff, pause } from '#kernel/time.ts';
import type { Connection } from '#platform/db/connection.ts';
import { openDatabase } from '#platform/db/database.ts';
import { createDoorbell } from '../replica/doorbell.ts';
import type { Knock } from '../replica/message.ts';
import { threadLog } from '../replica/thread-log.ts';
import { followCatalogue } from './follow.ts';
import { LONGEST_SILENCE_MS } from './patience.ts';

// The entry of the thread that keeps the posting lists of the whole office, off the event loop of its process.

const CONNECTIONS = 2;

const work = async (port: MessagePort, connection: Connection): Promise<never> => {
  const log = threadLog((line) => port.postMessage(line));
  const pool = { name: 'search-indexer', poolSize: CONNECTIONS, silenceMs: LONGEST_SILENCE_MS };
  const { db } = openDatabase({ connection, log, ...pool });
  const bell = createDoorbell<Knock>();
  port.on('message', bell.ring);
  // The thread ends when whoever started it ends it.
  const { signal } = new AbortController();
  for (let attempt = 1; ; attempt += 1) {
    const began = performance.now();
    try {
      await followCatalogue({ db, bell, log, signal });
    } catch (error) {
      if (performance.now() - began > LONG_MS) attempt = 1;
      log.warn({ reason: messageOf(error) }, 'the posting lists of the search wait for the database');
      await pause(backoff(attempt, 500, 30_000));
    }
  }
};

/** Work that lasted so long did not fail at once. */
const LONG_MS = 60_000;

if (parentPort) await work(parentPort, workerData as Connection);
