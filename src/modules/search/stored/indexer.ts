import type { Worker } from 'node:worker_threads';
import type { Connection } from '#platform/db/connection.ts';
import { lead } from '#platform/db/leader.ts';
import type { Notifications } from '#platform/db/notifications.ts';
import type { Log } from '#platform/log/log.ts';
import { knockOf, SEARCH_CHANNEL } from '../replica/message.ts';
import { liveThread } from '../replica/thread-life.ts';
import { relayTo } from '../replica/thread-log.ts';

const THREAD = new URL('./thread.ts', import.meta.url);
/** It holds a batch of products, and the ids of those that wait. */
const HEAP_MB = 512;

export type Indexer = ReturnType<typeof createIndexer>;

/** Keeps the posting lists of the database right, after imports and in the background, on one replica at a time. */
export const createIndexer = ({
  connection,
  notifications,
  log,
}: {
  connection: Connection;
  notifications: Pick<Notifications, 'on'>;
  log: Log;
}) => {
  let thread: Pick<Worker, 'postMessage'> | undefined;
  const knock = () => thread?.postMessage('products');
  notifications.on(SEARCH_CHANNEL, {
    heard: (payload) => {
      if (knockOf(payload) === 'products') knock();
    },
    missed: knock,
  });
  const relay = relayTo(log);

  /** Works until the signal aborts, whenever no other replica does. */
  const run = (signal: AbortSignal): Promise<void> =>
    lead({
      connection,
      key: 'search indexer',
      log,
      signal,
      work: async (leading) => {
        const plan = { entry: THREAD, order: connection, heapMb: HEAP_MB, onMessage: relay };
        const reason = await liveThread<string>({ ...plan, onStart: begin }, leading);
        thread = undefined;
        if (!leading.aborted) throw new Error(`the thread of the posting lists ended: ${reason}`);
      },
    });

  const begin = (started: Pick<Worker, 'postMessage'>) => {
    thread = started;
  };

  return { run };
};
