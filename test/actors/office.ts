import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { type Role, theOffice } from '#modules/access/index.ts';
import { openDatabase } from '#platform/db/database.ts';
import { createLog } from '#platform/log/log.ts';
import { silent, testDatabase } from '#test/database.ts';
import { createTelegramControl, type TelegramControl } from '#test/fakes/telegram/control.ts';
import { startFakeTelegram } from '#test/fakes/telegram/server.ts';
import { type App, createApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import type { Actor, ChannelName } from './actor.ts';
import { type Gate, gateTo } from './gate.ts';
import { type Employee, panelClient } from './panel.ts';
import { type TelegramActor, telegramActor } from './telegram.ts';
import { type WebchatActor, webchatActor } from './webchat.ts';

/** The whole office in this process, with a fake Telegram and a database of its own. */
export interface TestOffice {
  readonly telegram: TelegramControl;
  readonly token: string;
  readonly app: () => App;
  readonly base: () => string;
  readonly db: App['db'];
  /** Lines of the log, when the office was opened with `logged`. */
  readonly lines: readonly string[];
  /** When opened with `gated`: the way to the database, which can be shut. */
  readonly gate: Gate | undefined;
  person(channel: 'telegram', options?: PersonOptions): Promise<TelegramActor>;
  person(channel: 'webchat', options?: PersonOptions): Promise<WebchatActor>;
  person(channel: ChannelName, options?: PersonOptions): Promise<Actor>;
  /** A new account with these roles, logged in to the panel. */
  employee(options: { roles: readonly Role[]; name?: string }): Promise<Employee>;
  /** Ends the office and opens it again over the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

interface PersonOptions {
  readonly name?: string;
  readonly phone?: string;
  readonly language?: string;
  /** The Telegram user id. */
  readonly id?: number;
}

let phones = 0;
let employees = 0;

/** Opens an office; `env` goes over its settings, `gated` puts a gate before its database. */
export const openOffice = async ({
  env = {},
  logged = false,
  gated = false,
}: {
  env?: Readonly<Record<string, string>>;
  logged?: boolean;
  gated?: boolean;
} = {}): Promise<TestOffice> => {
  const database = await testDatabase();
  const gate = gated ? await gateTo(database.connection) : undefined;
  const fake = await startFakeTelegram({ limits: false });
  const telegram = createTelegramControl(fake.url);
  const { token } = await telegram.bots();
  const folder = await mkdtemp(join(tmpdir(), 'kontora-office-'));
  const lines: string[] = [];
  const config = loadConfig({
    PORT: '0',
    DATA_DIR: folder,
    DATABASE_URL: 'postgresql://given.by.the.test/office',
    BOT_TOKEN: token,
    TELEGRAM_API_ROOT: fake.url,
    TELEGRAM_RATE_TOTAL: '0',
    TELEGRAM_RATE_CHAT: '0',
    LOG_FILE: 'none',
    ...env,
  });
  const logOut = { write: (line: string) => lines.push(...line.trimEnd().split('\n')) };
  const log = logged
    ? createLog({
        level: 'debug',
        format: 'line',
        out: Object.assign(new PassThrough(), logOut),
      }).log
    : silent;

  const open = async () => {
    const own = gate ? openDatabase({ connection: gate.connection, log }) : undefined;
    const close = async () => own?.close();
    const office = { ...(own ?? database), close, embedded: false, fresh: false, applied: [] };
    const app = await createApp({ config, office, log });
    return { app, base: await app.start() };
  };
  let running = await open();
  const visitors: WebchatActor[] = [];

  const person = async (channel: ChannelName, options: PersonOptions = {}): Promise<Actor> => {
    phones += 1;
    const { name = 'Анна Каренина', language = 'ru' } = options;
    const phone = options.phone ?? `+7999${String(1_000_000 + phones)}`;
    if (channel === 'telegram')
      return telegramActor(telegram, {
        name,
        phone,
        language,
        ...(options.id === undefined ? {} : { id: options.id }),
      });
    const visitor = await webchatActor(() => running.base, { phone, language });
    visitors.push(visitor);
    return visitor;
  };

  const employee: TestOffice['employee'] = async ({ roles, name = 'Ольга Операторова' }) => {
    employees += 1;
    const wanted = { login: `employee${employees}`, name, roles };
    const { personId, login, password } = await running.app.accounts.openAccount(theOffice, wanted);
    // Not asked for a new password before anything else.
    await database.db
      .updateTable('accounts')
      .set({ must_change: false })
      .where('login', '=', login)
      .execute();
    const client = panelClient(() => running.base);
    await client.login({ login, password });
    return { ...client, personId, name, credentials: { login, password } };
  };

  return {
    telegram,
    token,
    app: () => running.app,
    base: () => running.base,
    db: database.db,
    lines,
    gate,
    person: person as TestOffice['person'],
    employee,
    restart: async () => {
      await running.app.stop();
      running = await open();
    },
    close: async () => {
      for (const { leaves } of visitors) leaves();
      await running.app.stop();
      await fake.stop();
      await gate?.remove();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
