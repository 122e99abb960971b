import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Hear, Heard, IncomingMessage } from '#modules/conversations/index.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { createTelegramControl } from '#test/fakes/telegram/control.ts';
import { startFakeTelegram } from '#test/fakes/telegram/server.ts';
import type { TelegramConfig } from './config.ts';
import { createTelegram } from './index.ts';
import type { OpenContent } from './pictures.ts';

/** For tests: long enough for work, short enough to wait for. */
const QUICK = {
  timeouts: { connect: 0.3, call: 1, upload: 1, poll: 20 },
  patience: { failure: [20, 200], conflict: 50, unauthorized: 600_000 },
} as const;

/** For tests: a fake Telegram with one bot, and channels for it. Everything ends with the test. */
export const openOffice = async (options: Parameters<typeof startFakeTelegram>[0] = {}) => {
  const fake = await startFakeTelegram(options);
  onTestFinished(fake.stop);
  const control = createTelegramControl(fake.url);
  const bot = await control.bots({ username: 'kontora_bot' });
  const out = new PassThrough();
  let text = '';
  out.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  // Without the redaction of the real log: nothing here may rely on it.
  const log = pino({ level: 'trace' }, out);

  const channel = (
    config: Partial<TelegramConfig> = {},
    {
      secretKey = 'secret key',
      publicUrl = '',
      openPicture,
      openFile,
    }: { secretKey?: string; publicUrl?: string; openPicture?: OpenContent; openFile?: OpenContent } = {},
  ) => {
    const metrics = createMetrics();
    const telegram = createTelegram({
      config: {
        token: bot.token,
        apiRoot: fake.url,
        mode: 'polling',
        modeExplicit: true,
        allowedChats: [],
        rateTotal: 0,
        rateChat: 0,
        ...config,
      },
      secretKey,
      publicUrl,
      ...(openPicture ? { openPicture } : {}),
      ...(openFile ? { openFile } : {}),
      log,
      metrics,
      ...QUICK,
    });
    /** Polls until the test ends or `stop` is called. */
    const poll = (hear: Hear) => {
      const stopping = new AbortController();
      const ended = telegram.listen?.(hear, stopping.signal) ?? Promise.resolve();
      const stop = async () => {
        stopping.abort();
        await ended;
      };
      onTestFinished(stop);
      return stop;
    };
    return { ...telegram, poll, metrics };
  };

  return {
    url: fake.url,
    bot,
    control,
    channel,
    /** A person who has pressed Start. */
    person: async (fields: Parameters<typeof control.users>[0] = {}) => {
      const { id } = await control.users({ started: true, ...fields });
      return { id, address: String(id) };
    },
    /** How often the bot called a method, refused calls included. */
    calls: async (method: string) => control.outbox({ method }),
    logText: () => text,
    logLines: () =>
      text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as { level: number; msg: string }),
  };
};

/** For tests: a place where things are heard; `failures` times it cannot store them. */
export const createEar = ({ failures = 0 } = {}) => {
  const events: Heard[] = [];
  const attempts: (readonly Heard[])[] = [];
  let left = failures;
  const hear: Hear = async (batch) => {
    attempts.push(batch);
    if (left > 0) {
      left -= 1;
      throw new Error('the database is gone');
    }
    events.push(...batch);
  };
  return {
    hear,
    events,
    attempts,
    messages: () => events.filter((event): event is IncomingMessage => event.type === 'message'),
    inputs: () => events.flatMap((event) => (event.type === 'message' ? [event.input] : [])),
  };
};
