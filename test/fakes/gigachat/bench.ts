import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { type GigachatConfig, gigachatSlice } from '#integrations/gigachat/config.ts';
import { type OpenaiConfig, openaiSlice } from '#integrations/openai/config.ts';
import { newId } from '#kernel/ids.ts';
import { type Actor, assertMay, PERMISSIONS, type Permission, ROLES } from '#modules/access/index.ts';
import type { Matcher, Reading, WantedLine } from '#modules/assistant/index.ts';
import { type ConfigProblem, readSlice } from '#platform/config/slice.ts';
import { createNotifications } from '#platform/db/notifications.ts';
import type { Guards } from '#platform/http/route-config.ts';
import { serve } from '#platform/http/testing.ts';
import { createLog } from '#platform/log/log.ts';
import { testDatabase } from '#test/database.ts';
import { createAssistantPart } from '../../../src/assistant.ts';
import type { Heard } from '../openai/json-server.ts';
import { itemsOf } from '../openai/order-items.ts';
import { type FakeOpenai, startFakeOpenai } from '../openai/server.ts';
import { type FakeGigachat, startFakeGigachat } from './server.ts';

type Env = Readonly<Record<string, string>>;

/** The settings of both providers as the environment has them; throws when one is wrong. */
export const settingsOf = (env: Env): { gigachat: GigachatConfig; openai: OpenaiConfig } => {
  const problems: ConfigProblem[] = [];
  const gigachat = readSlice(gigachatSlice, env, problems, 'development');
  const openai = readSlice(openaiSlice, env, problems, 'development');
  if (problems.length > 0)
    throw new Error(problems.map(({ key, problem }) => `${key} ${problem}`).join('\n'));
  return { gigachat, openai };
};

/** The variables with which the office asks the fakes. */
export const envOf = ({ gigachat, openai }: { gigachat?: FakeGigachat; openai?: FakeOpenai }): Env => ({
  ...(gigachat && {
    GIGACHAT_BASIC_AUTH_KEY: gigachat.key,
    GIGACHAT_OAUTH_URL: gigachat.oauthUrl,
    GIGACHAT_API_BASE_URL: gigachat.baseUrl,
  }),
  ...(openai && { OPENAI_API_KEY: openai.key, OPENAI_BASE_URL: openai.baseUrl }),
});

/** A local parser for tests of those who ask it; of lines with a hash it knows that they were ordered before. */
export const parseSimply = (text: string): Reading => ({
  lines: itemsOf(text).map(
    ({ title, qty, unit }): WantedLine => ({
      title,
      qty: qty === null ? null : String(qty),
      unit: unit as WantedLine['unit'],
      again: title.includes('#'),
      loose: false,
      said: title,
    }),
  ),
  left: 0,
  order: 'certain',
});

/** For tests: both fakes with one log, a database, the part of the office that reads orders, and its routes. */
export const assistantBench = async ({
  gigachat: gigachatOptions = {},
  openai: openaiOptions = {},
  env = {},
  only = ['gigachat', 'openai'],
  parse = parseSimply,
  match,
}: BenchOptions = {}) => {
  let passed = 0;
  const clock = { now: () => Date.now() + passed };
  const heard: Heard[] = [];
  const gigachat = await startFakeGigachat({ now: clock.now, log: heard, ...gigachatOptions });
  const openai = await startFakeOpenai({ log: heard, ...openaiOptions });
  const database = await testDatabase();
  const { db, connection } = database;
  let logged = '';
  const out = new PassThrough().on('data', (chunk) => {
    logged += String(chunk);
  });
  const { log } = createLog({ level: 'debug', format: 'json', out });
  const stopping = new AbortController();
  const running: Promise<void>[] = [];

  /** The part as another process, or a restarted one, would build it; it hears the others from the start. */
  const open = async (more: Env = {}) => {
    const notifications = createNotifications({ db, connection, log });
    const keys = {
      ...(only.includes('gigachat') ? { gigachat } : {}),
      ...(only.includes('openai') ? { openai } : {}),
    };
    const part = createAssistantPart({
      config: settingsOf({ ...envOf(keys), ...env, ...more }),
      secretKey: 'a secret of the tests, long enough for them',
      db,
      notifications,
      parse,
      ...(match ? { match } : {}),
      limiter: { take: async () => 0 },
      clock,
      log,
    });
    const { promise: listening, resolve: hears } = Promise.withResolvers<void>();
    notifications.on('kontora_test', { heard: () => {}, missed: hears });
    running.push(notifications.run(stopping.signal));
    await listening;
    return part;
  };

  const part = await open();
  const served = await serve((http) => part.addPanelRoutes(http), {
    guards: { ...GUARDS, metrics: async () => {} },
  });
  onTestFinished(async () => {
    stopping.abort();
    await Promise.all(running);
    await served.close();
    await Promise.all([gigachat.stop(), openai.stop()]);
    await database.close();
  });

  /** Sends a request as somebody with this role. */
  const call = async (path: string, { as = 'manager', body }: { as?: string; body?: unknown } = {}) => {
    const response = await fetch(`${served.url}/shop/assistant${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'x-role': as, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };

  return {
    gigachat,
    openai,
    heard,
    db,
    clock,
    reader: part.reader,
    part,
    open,
    call,
    /** Who was asked to read, in the order of asking. */
    asked: () => heard.filter(({ path }) => path.endsWith('/completions')).map(({ service }) => service),
    calls: () => db.selectFrom('assistant_calls').selectAll().orderBy('id').execute(),
    logged: () => logged,
    /** The time goes on. */
    pass: (ms: number): void => {
      passed += ms;
    },
  };
};

interface BenchOptions {
  readonly gigachat?: NonNullable<Parameters<typeof startFakeGigachat>[0]>;
  readonly openai?: NonNullable<Parameters<typeof startFakeOpenai>[0]>;
  readonly env?: Env;
  /** Who has a key. */
  readonly only?: readonly ('gigachat' | 'openai')[];
  readonly parse?: (text: string) => Reading;
  readonly match?: Matcher['match'];
}

/** In place of sessions: what somebody is, the request says itself. */
const GUARDS: Guards = Object.fromEntries(
  (Object.keys(PERMISSIONS) as Permission[]).map((permission) => [
    permission,
    async (request: { headers: Record<string, unknown>; actor?: Actor }) => {
      const roles = ROLES.filter((role) => role === request.headers['x-role']);
      request.actor = { personId: newId(), roles, channel: 'panel', address: null, traceId: null };
      assertMay(request.actor, permission);
    },
  ]),
);
