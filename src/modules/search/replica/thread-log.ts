import { Writable } from 'node:stream';
import { createLog, type Log } from '#platform/log/log.ts';

/** The log of a thread: its lines go to whoever started it, who writes them with `relayTo`. */
export const threadLog = (send: (line: string) => void): Log => {
  const out = new Writable({
    decodeStrings: false,
    write: (line: string, _encoding, done) => {
      send(line);
      done();
    },
  });
  return createLog({ level: 'info', format: 'json', out }).log;
};

/** Writes a line of a thread's log into the log. */
export const relayTo =
  (log: Log) =>
  (line: string): void => {
    const {
      level,
      msg,
      time: _,
      component: __,
      pid: ___,
      hostname: ____,
      ...fields
    } = JSON.parse(line) as Line;
    log[level](fields, msg);
  };

interface Line {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly msg: string;
  readonly [field: string]: unknown;
}
