import { chmodSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { telegramActor } from '#test/actors/telegram.ts';
import { createTelegramControl } from '#test/fakes/telegram/control.ts';
import { startFakeTelegram } from '#test/fakes/telegram/server.ts';
import { type OfficeProcess, removeFolder, startOffice } from '#test/process/office-process.ts';

const LINE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - [a-z_]+ - (DEBUG|INFO|WARNING|ERROR|CRITICAL) - .+$/;
const MAX_BYTES = 4_000;

let folder: string;
let office: OfficeProcess | undefined;
const logs = () => join(folder, 'backend', 'logs');
const printed = () => office?.output() ?? '';
const linesIn = (name: string) => readFileSync(join(logs(), name), 'utf8').trimEnd().split('\n');

/** An office with a small log file that has been talked to and has ended. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kontora-rows-'));
  chmodSync(folder, 0o755);
  const fake = await startFakeTelegram({ limits: false });
  const control = createTelegramControl(fake.url);
  const { token } = await control.bots();
  const started = await startOffice(folder, {
    BOT_TOKEN: token,
    TELEGRAM_API_ROOT: fake.url,
    LOG_FILE_BYTES: String(MAX_BYTES),
  });
  office = started;
  const anna = await telegramActor(control, { name: 'Анна', phone: '+79991112233', language: 'ru' });
  await anna.says('/start');
  await anna.hears(/Здравствуйте/);
  for (let count = 0; count < 150; count += 1) await fetch(`${started.base}/nothing-${count}`);
  await started.end('SIGTERM');
  await fake.stop();
});
afterAll(async () => {
  await office?.end('SIGKILL');
  await removeFolder(folder);
});

it('S4-79: a small limit leaves main.log and its backups .1 to .3 only, none above the limit', () => {
  const files = readdirSync(logs()).sort();
  expect(files).toEqual(['main.log', 'main.log.1', 'main.log.2', 'main.log.3']);
  for (const name of files) expect(readFileSync(join(logs(), name)).length).toBeLessThan(MAX_BYTES);
});

it('S4-80: every line has the time, the component, the level and a message; the bot is telegram_bot', () => {
  for (const name of readdirSync(logs())) for (const line of linesIn(name)) expect(line).toMatch(LINE);
  expect(printed()).toMatch(/^\S+ \S+ - telegram_bot - INFO - Telegram knows the bot/m);
});

it('S4-81: the console has the same lines', () => {
  const console = new Set(printed().split('\n'));
  for (const name of readdirSync(logs())) for (const line of linesIn(name)) expect(console).toContain(line);
});
