import { hostname } from 'node:os';
import { type Logger, pino } from 'pino';
import { pause } from '#kernel/time.ts';
import { type LogRecord, toJson, toLine } from './line.ts';
import { createLogFile } from './log-file.ts';
import { plain } from './plain.ts';
import { redact } from './redact.ts';
import { currentTraceId } from './trace.ts';

/** pino's logger; a part of the system takes `log.child({ component: 'telegram_bot' })`. */
export type Log = Logger;

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** `line`: the line of crm.md §6; `json`: one JSON object per line. */
  readonly format: 'line' | 'json';
  /** A file that gets the same lines and rotates at `maxBytes`, keeping `backups` older ones. */
  readonly file?: { readonly path: string; readonly maxBytes: number; readonly backups: number } | undefined;
  /** The console; standard output by default. */
  readonly out?: NodeJS.WritableStream;
}

/** Bytes a console that nobody reads may hold up before lines are dropped. */
const CONSOLE_BYTES = 8_000_000;

/**
 * The log of the process: every event is one line without secrets, on the console and in the file.
 * Logging never throws and never waits; `close` writes out what is held.
 */
export const createLog = (options: LogOptions): { log: Log; close(): Promise<void> } => {
  const { level, format, file, out = process.stdout } = options;
  const print = format === 'json' ? toJson : toLine;

  out.on('error', () => {});
  const say = (text: string): void => {
    if (!('writableLength' in out) || Number(out.writableLength) < CONSOLE_BYTES) out.write(text);
  };

  const logFile =
    file &&
    createLogFile({
      ...file,
      report: (msg, fields) =>
        say(print(read(JSON.stringify({ ...(plain(fields) as object), level: 'warn', msg })))),
    });

  const log = pino(
    {
      level,
      base: format === 'json' ? { pid: process.pid, hostname: hostname() } : null,
      timestamp: false,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => plain(error) },
      mixin: () => (currentTraceId() === undefined ? {} : { trace_id: currentTraceId() }),
      mixinMergeStrategy: (fields, trace) => ({ ...trace, ...fieldsOf(fields) }),
    },
    {
      write(raw: string) {
        const text = print(read(raw));
        say(text);
        logFile?.write(text);
      },
    },
  );

  return {
    log,
    async close() {
      await logFile?.close();
      const patience = new AbortController();
      const flushed = new Promise<void>((resolve) => out.write('', () => resolve()));
      await Promise.race([flushed, pause(1_000, patience.signal)]);
      patience.abort();
    },
  };
};

/** The fields of one event as plain data; a field cannot pose as the level or the time. */
const fieldsOf = (fields: object): Record<string, unknown> => {
  try {
    const { level, time, ...rest } = plain({ ...fields }) as Record<string, unknown>;
    return {
      ...rest,
      ...(level === undefined ? {} : { field_level: level }),
      ...(time === undefined ? {} : { field_time: time }),
    };
  } catch {
    return { fields: '[unreadable]' };
  }
};

/** What pino wrote, back as data and without secrets. */
const read = (raw: string): LogRecord => {
  const { level, component = 'kontora', msg = '', ...fields } = JSON.parse(raw) as Record<string, unknown>;
  const phones = level !== 'debug' && level !== 'trace';
  const clean = redact({ msg, fields }, phones) as { msg: unknown; fields: Record<string, unknown> };
  return {
    level: String(level),
    time: new Date(),
    component: String(component),
    msg: typeof clean.msg === 'string' ? clean.msg : JSON.stringify(clean.msg),
    fields: clean.fields,
  };
};
