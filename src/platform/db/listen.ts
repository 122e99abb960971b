import { backoff, pause } from '#kernel/time.ts';
import type { Log } from '#platform/log/log.ts';
import type { Connection } from './connection.ts';
import { openSession, untilAborted } from './session.ts';

const PULSE_MS = 10_000;
const TIMEOUT_MS = 5_000;

/**
 * Listens to NOTIFY until the signal aborts, over every loss of the connection. What was notified while
 * it was away is lost: `onReconnect` runs after each connect, the first included, so that the caller
 * looks for work once by itself.
 */
export const listen = async (options: {
  connection: Connection;
  channels: readonly string[];
  onNotify: (channel: string, payload: string) => void;
  onReconnect: () => void;
  log: Log;
  signal: AbortSignal;
}): Promise<void> => {
  const { connection, channels, onNotify, onReconnect, log, signal } = options;

  const listenOnce = async (onListening: () => void): Promise<void> => {
    const session = await openSession({ connection, name: 'listen', queryTimeoutMs: TIMEOUT_MS });
    const { client, lost } = session;
    try {
      client.on('notification', ({ channel, payload = '' }) => onNotify(channel, payload));
      for (const channel of channels) await client.query(`listen ${client.escapeIdentifier(channel)}`);
      session.keepPulse(PULSE_MS);
      onListening();
      await untilAborted(lost, signal);
      if (!signal.aborted) throw lost.reason;
    } finally {
      await session.close();
    }
  };

  for (let attempt = 1; !signal.aborted; attempt += 1) {
    try {
      await listenOnce(() => {
        attempt = 1;
        onReconnect();
      });
    } catch (error) {
      log.warn({ err: error }, 'listening to the database was interrupted');
      await pause(backoff(attempt, 100, 5_000), signal);
    }
  }
};
