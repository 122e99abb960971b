import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Notifications } from '#platform/db/notifications.ts';
import type { EventStream } from '#platform/http/sse.ts';
import type { OrderEvent } from '../contract.ts';
import { ORDERS_CHANNEL } from '../status/tell.ts';

/** Streams of one person at the same time, in each process. */
const MOST_OF_ONE = 8;
/** Milliseconds within which changes of the same order are told as one. */
const MERGE_MS = 250;

export type LiveOrders = ReturnType<typeof createLiveOrders>;

/** What happens to orders right now, for the panels that this process serves. Make it before notifications run. */
export const createLiveOrders = ({ notifications }: { notifications: Pick<Notifications, 'on'> }) => {
  const watchers = new Set<{ readonly stream: EventStream; readonly personId: string }>();
  const resting = new Map<string, OrderEvent['type'] | undefined>();

  const tellAll = (id: string, type: string): void => {
    for (const { stream } of watchers) stream.send({ event: 'changed', data: { id, type } });
  };

  /** At once for the first change of an order, and once more for all that come soon after. */
  const heard = (payload: string): void => {
    if (watchers.size === 0) return;
    const [type = '', id = ''] = payload.split(' ');
    if (resting.has(id)) return void resting.set(id, type as OrderEvent['type']);
    resting.set(id, undefined);
    tellAll(id, type);
    setTimeout(() => {
      const again = resting.get(id);
      resting.delete(id);
      if (again !== undefined) heard(`${again} ${id}`);
    }, MERGE_MS).unref();
  };

  notifications.on(ORDERS_CHANNEL, {
    heard,
    // Whoever watches has missed something: the panel reads everything anew when it connects again.
    missed: () => {
      for (const { stream } of watchers) stream.close();
    },
  });

  return {
    /** Shows every change on a stream; of too many of one person the oldest ends. */
    watch: ({ personId, ...by }: Actor & { readonly personId: string }, stream: EventStream): void => {
      assertMay({ personId, ...by }, 'orders.read');
      const watcher = { stream, personId };
      watchers.add(watcher);
      const own = [...watchers].filter((other) => other.personId === personId);
      for (const old of own.slice(0, -MOST_OF_ONE)) {
        watchers.delete(old);
        old.stream.close();
      }
      stream.closed.addEventListener('abort', () => watchers.delete(watcher));
    },
    watching: () => watchers.size,
  };
};
