import { chmodSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { telegramActor } from '#test/actors/telegram.ts';
import { webchatActor } from '#test/actors/webchat.ts';
import { createTelegramControl } from '#test/fakes/telegram/control.ts';
import { type FakeTelegram, startFakeTelegram } from '#test/fakes/telegram/server.ts';
import { ExitedEarly, type OfficeProcess, removeFolder, startOffice } from './office-process.ts';

let folder: string;
let fake: FakeTelegram;
const running = new Set<OfficeProcess>();
const start = async (env: Readonly<Record<string, string>> = {}): Promise<OfficeProcess> => {
  const office = await startOffice(folder, env);
  running.add(office);
  return office;
};

/** Open to the account of the embedded database, as an ordinary working folder is. */
const newFolder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'kontora-process-'));
  chmodSync(path, 0o755);
  return path;
};

beforeEach(async () => {
  folder = newFolder();
  fake = await startFakeTelegram({ limits: false });
});
afterEach(async () => {
  for (const office of running) await office.end('SIGTERM');
  running.clear();
  await fake.stop();
  await removeFolder(folder);
});

it('a kill -9 in the middle of a dialogue is survived: the next start goes on from the same step', async () => {
  const control = createTelegramControl(fake.url);
  const { token } = await control.bots();
  const env = { BOT_TOKEN: token, TELEGRAM_API_ROOT: fake.url };
  let office = await start(env);
  const anna = await telegramActor(control, { name: 'Анна', phone: '+79991112233', language: 'ru' });
  const boris = await webchatActor(() => office.base, { phone: '+79991112234', language: 'ru' });
  for (const who of [anna, boris]) {
    await who.says('/profile');
    await who.hears(/Ваш аккаунт/);
    await who.presses('Изменить имя');
    await who.hears(/Как вас зовут/);
  }
  await anna.says('Анна Бессмертная');
  await office.end('SIGKILL');
  office = await start(env);
  await anna.hears(/Имя: Анна Бессмертная/);
  await boris.says('Борис Бессмертный');
  await boris.hears(/Имя: Борис Бессмертный/);
  boris.leaves();
  expect(await office.end('SIGTERM')).toBe(0);
  expect(office.output()).toMatch(/stopped/);
});

it('S4-78: a fresh start makes backend/logs/main.log and prints the same lines; links name every door', async () => {
  const office = await start();
  for (const link of ['/chat', '/docs', '/health']) expect(office.output()).toContain(link);
  expect(office.output()).toMatch(/Telegram +off: set BOT_TOKEN/);
  await office.end('SIGINT');
  const log = readFileSync(join(folder, 'backend/logs/main.log'), 'utf8').trim().split('\n');
  for (const line of log)
    expect(line).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - [a-z_]+ - (DEBUG|INFO|WARNING|ERROR|CRITICAL) - .+$/,
    );
  expect(office.output()).toContain(log[0]);
  expect(existsSync(join(folder, 'data', 'secret.key'))).toBe(true);
});

it('where the log is JSON, the links are one line of it', async () => {
  const office = await start({ LOG_FORMAT: 'json' });
  const lines = office
    .output()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(JSON.stringify(lines.at(-1))).toMatch(/\/chat.*\/docs.*\/health/);
});

it('a call that hangs does not hold up the end', async () => {
  const control = createTelegramControl(fake.url);
  const { token } = await control.bots();
  const office = await start({ BOT_TOKEN: token, TELEGRAM_API_ROOT: fake.url });
  const anna = await telegramActor(control, { name: 'Анна', phone: '+79991112233', language: 'ru' });
  await control.faults({ method: 'sendMessage', mode: 'hang' });
  await anna.says('/start');
  await expect
    .poll(async () => (await control.state()).faults.filter(({ left }) => left > 0), { timeout: 8_000 })
    .toEqual([]);
  expect(await office.end('SIGTERM')).toBe(0);
  expect(office.output()).toMatch(/does not end/);
});

it('a second office over the same folder is refused in words', async () => {
  const first = await start();
  const refused = await start().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ExitedEarly);
  expect(String(refused)).toMatch(/in use|another/i);
  expect(String(refused)).toContain(String(first.pid));
});

it.each([
  ['S0-02', { BOT_TOKEN: 'nonsense' }, /BOT_TOKEN must be a token/],
  [
    'S4-74',
    { KONTORA_ROLES: 'bot', DATABASE_URL: 'postgresql://x/y' },
    /BOT_TOKEN \(or TELEGRAM_BOT_TOKEN\) must be set/,
  ],
  ['S0-20', { NODE_ENV: 'production', SECRET_KEY: 'changeme' }, /SECRET_KEY must be set/],
])('%s: a wrong setting is refused at start with the name of its key', async (_, env, words) => {
  const refused = (await start(env).catch((error: unknown) => error)) as ExitedEarly;
  expect(refused.code).toBe(78);
  expect(refused.output).toMatch(words);
});

it('a taken port is told in words', async () => {
  const first = await start();
  const other = newFolder();
  const refused = await startOffice(other, { PORT: new URL(first.base).port }).catch(
    (error: unknown) => error,
  );
  expect(String(refused)).toMatch(/Port \d+ is taken/);
  await removeFolder(other);
});
