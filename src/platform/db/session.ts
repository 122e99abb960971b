import { once } from 'node:events';
import pg from 'pg';
import { pause } from '#kernel/time.ts';
import { type Connection, clientConfig } from './connection.ts';

/** One connection outside any pool: what holds advisory locks and listens to channels. */
export interface Session {
  readonly client: pg.Client;
  /** Aborts when the connection is gone, broken or closed; its reason is the error. */
  readonly lost: AbortSignal;
  /** From now on asks the server every `everyMs`: without an answer the session is lost. The client must be idle otherwise. */
  keepPulse(everyMs: number): void;
  /** Ends the connection; never throws. */
  close(): Promise<void>;
}

const GOODBYE_MS = 1_000;

/** Connects. With `queryTimeoutMs` a query that gets no answer in time fails. */
export const openSession = async (options: {
  connection: Connection;
  name?: string;
  queryTimeoutMs?: number;
}): Promise<Session> => {
  const { connection, name, queryTimeoutMs } = options;
  const client = new pg.Client({ ...clientConfig(connection, name), query_timeout: queryTimeoutMs });
  const lost = new AbortController();
  // Closes the socket without a goodbye that a dead server would never answer.
  lost.signal.addEventListener('abort', () => client.connection.stream.destroy());
  client.on('error', (error) => lost.abort(error));
  client.on('end', () => lost.abort(new Error('the database connection was closed')));
  try {
    await client.connect();
    await client.query("set time zone 'UTC'");
  } catch (error) {
    lost.abort(error);
    throw error;
  }
  return {
    client,
    lost: lost.signal,
    keepPulse: (everyMs) => {
      const beat = () => client.query('select').catch((error: unknown) => lost.abort(error));
      const pulse = setInterval(beat, everyMs);
      lost.signal.addEventListener('abort', () => clearInterval(pulse));
    },
    close: async () => {
      if (lost.signal.aborted) return;
      client.end().catch((error: unknown) => lost.abort(error));
      await pause(GOODBYE_MS, lost.signal);
      lost.abort(new Error('the database did not let the connection go'));
    },
  };
};

/** Resolves when one of the signals aborts; at once when one has. */
export const untilAborted = async (...signals: AbortSignal[]): Promise<void> => {
  const signal = AbortSignal.any(signals);
  if (!signal.aborted) await once(signal, 'abort');
};
