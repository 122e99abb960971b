import type { Hear } from '#modules/conversations/index.ts';
import type { Log } from '#platform/log/log.ts';
import type { Client } from './client.ts';
import { failureOf } from './errors.ts';
import type { Gate } from './gate.ts';
import { type Reading, readUpdate } from './hear.ts';
import type { Status } from './status.ts';

/** Takes in updates; resolves once everything in them that concerns us is stored, and throws if it could not be. */
export type Receive = (updates: readonly unknown[], hear: Hear) => Promise<void>;

/** The way of an update, however it came: read, let in or refused, stored, and only then answered. */
export const createReceiver = ({
  client,
  gate,
  status,
  log,
}: {
  client: Client;
  gate: Gate;
  status: Status;
  log: Log;
}): Receive => {
  /** Takes the waiting mark off a pressed button; too late is no harm. */
  const answer = async (callback: string): Promise<void> => {
    try {
      await client.api.answerCallbackQuery({ callback_query_id: callback });
    } catch (error) {
      log.debug({ reason: failureOf(error).reason }, 'a button press could not be answered');
    }
  };

  return async (updates, hear) => {
    if (updates.length === 0) return;
    status.updated();
    const me = await client.me();
    const readings: Reading[] = [];
    for (const update of updates) {
      const reading = readUpdate(update, me);
      if ('ignored' in reading) log.debug({ reason: reading.ignored }, 'ignored an update');
      else readings.push(reading);
    }
    const [admitted, refused] = [
      readings.filter(({ chat }) => gate.admits(chat)),
      readings.filter(({ chat }) => !gate.admits(chat)),
    ];
    const events = admitted.flatMap(({ event }) => event ?? []);
    for (const event of events)
      if (event.type === 'moved' && !gate.admits(event.to))
        log.warn({ chat_id: event.to }, 'a group got a new id: add it to TELEGRAM_ALLOWED_CHAT_IDS');
    if (events.length > 0) await hear(events);
    for (const { callback } of admitted) if (callback !== undefined) void answer(callback);
    for (const reading of refused) void gate.deny(reading);
  };
};
