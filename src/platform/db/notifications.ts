import { sql } from 'kysely';
import { messageOf } from '#kernel/errors.ts';
import type { Log } from '#platform/log/log.ts';
import { coalesce } from '#platform/queue/coalesce.ts';
import type { Connection } from './connection.ts';
import type { Database } from './database.ts';
import { listen } from './listen.ts';

/** Hears one NOTIFY channel; `missed` runs whenever payloads may have been lost: after each (re)connection. */
export interface Listener {
  heard(payload: string): void;
  missed(): void;
}

/** Short messages between the processes of one office, over one listening connection each. */
export interface Notifications {
  /** Before `run` only. */
  on(channel: string, listener: Listener): void;
  /** Sends as soon as it can, outside any transaction; a lost message is only a slower look. */
  send(channel: string, payload: string): Promise<void>;
  /** Listens until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
}

export const createNotifications = ({
  db,
  connection,
  log,
}: {
  db: Database;
  connection: Connection;
  log: Log;
}): Notifications => {
  const listeners = new Map<string, Listener[]>();

  // NOTIFY takes one lock for the whole database at commit: it must not wait for a flush to disk.
  const notify = coalesce(
    async (sent: readonly { channel: string; payload: string }[]) => {
      await sql`
        with lazily as materialized (select set_config('synchronous_commit', 'off', true))
        select pg_notify(channel, payload)
        from lazily, unnest(${sent.map(({ channel }) => channel)}::text[],
                            ${sent.map(({ payload }) => payload)}::text[]) as n(channel, payload)
      `.execute(db);
      return sent.map(() => undefined);
    },
    { blames: () => false },
  );

  return {
    on: (channel, listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
    send: (channel, payload) =>
      notify({ channel, payload }).catch((error) =>
        log.debug({ channel, reason: messageOf(error) }, 'a notification was not sent'),
      ),
    run: (signal) =>
      listen({
        connection,
        channels: [...listeners.keys()],
        onNotify: (channel, payload) => {
          for (const { heard } of listeners.get(channel) ?? []) heard(payload);
        },
        onReconnect: () => {
          for (const { missed } of [...listeners.values()].flat()) missed();
        },
        log,
        signal,
      }),
  };
};
