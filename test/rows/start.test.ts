import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { telegramActor } from '#test/actors/telegram.ts';
import { createTelegramControl } from '#test/fakes/telegram/control.ts';
import { ROOT } from '#test/house/source.ts';
import { removeFolder, startOffice } from '#test/process/office-process.ts';
import { ConfigError, loadConfig, slices } from '../../src/config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontora-rows-'));
  chmodSync(folder, 0o755);
});
afterEach(() => removeFolder(folder));

it('S0-01: the lock file pins every package, and npm would install exactly it', () => {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string; integrity?: string }>;
  };
  const loose = Object.entries(lock.packages).filter(
    ([path, { version, integrity }]) => path !== '' && !(version && integrity),
  );
  expect(loose).toEqual([]);
  for (const name of ['package.json', 'package-lock.json'])
    copyFileSync(join(ROOT, name), join(folder, name));
  const flags = ['--dry-run', '--offline', '--ignore-scripts', '--no-audit', '--loglevel=error'];
  const npm = spawnSync('npm', ['ci', ...flags], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  expect(npm.stderr).not.toMatch(/in sync/);
  expect(npm.status).toBe(0);
});

it('S0-19: a start with too old a Node fails and says which one is needed', () => {
  const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.0' } })`;
  const started = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(older)}`, join(ROOT, 'scripts/run.mjs'), 'start'],
    { encoding: 'utf8' },
  );
  expect(started.status).toBe(1);
  expect(started.stderr).toMatch(/needs Node 20 or newer.*18\.20\.0/);
});

it('S0-20: .env.example holds every key that is read, and production refuses what is missing or a default', () => {
  const example = readFileSync(join(ROOT, '.env.example'), 'utf8');
  const keys = slices.flatMap(({ settings }) => Object.keys(settings));
  expect(keys.filter((key) => !new RegExp(`^#?${key}=`, 'm').test(example))).toEqual([]);
  const production = { NODE_ENV: 'production', ONE_C_WEBHOOK_TOKEN: 'wK3r-7hQzP0xT2mB9' };
  for (const SECRET_KEY of ['', 'short', 'changeme-changeme-changeme-changeme'])
    expect(() => loadConfig({ ...production, SECRET_KEY })).toThrow(/SECRET_KEY must be set/);
  const good = { ...production, SECRET_KEY: 'kL9'.repeat(16) };
  expect(() => loadConfig({ ...good, DATABASE_URL: 'postgresql://bot:password@db/bot' })).toThrow(
    ConfigError,
  );
  expect(loadConfig(good).core.stage).toBe('production');
});

it('S0-10, S3-01: the fake Telegram starts by hand, and .env.example with its token alone starts a bot that answers', async () => {
  const main = join(ROOT, 'test/fakes/telegram/main.ts');
  const fake = spawn(process.execPath, [main, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [printed] = (await once(fake.stdout, 'data')) as [Buffer];
    const line = /TELEGRAM_API_ROOT=(\S+) BOT_TOKEN=(\S+) ADMIN_IDS=\d+ npm start/.exec(printed.toString());
    const [, root = '', token = ''] = line ?? [];
    const example = readFileSync(join(ROOT, '.env.example'), 'utf8');
    writeFileSync(join(folder, '.env'), example.replace(/^BOT_TOKEN=$/m, `BOT_TOKEN=${token}`));
    const office = await startOffice(folder, { TELEGRAM_API_ROOT: root });
    onTestFinished(async () => void (await office.end('SIGKILL')));
    const control = createTelegramControl(root);
    const anna = await telegramActor(control, { name: 'Анна', phone: '+79991112233', language: 'ru' });
    await anna.says('/start');
    await anna.hears(/^Здравствуйте, Анна/);
    expect(await office.end('SIGTERM')).toBe(0);
  } finally {
    fake.kill();
    if (fake.exitCode === null && fake.signalCode === null) await once(fake, 'exit');
  }
});
