import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { panelClient } from '#test/actors/panel.ts';
import { type OfficeProcess, removeFolder, startOffice } from './office-process.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

let folder: string;
let office: OfficeProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontora-cli-'));
  chmodSync(folder, 0o755);
});
afterEach(async () => {
  await office?.end('SIGTERM');
  office = undefined;
  await removeFolder(folder);
});

/** Runs `kontora` in the folder; answers how it ended and what it printed. */
const kontora = (...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const options = { cwd: folder, env: { PATH: process.env.PATH } };
    execFile(process.execPath, [CLI, ...args], options, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });

const credentialsIn = (printed: string) => ({
  login: /Login:? +(\S+)/.exec(printed)?.[1] ?? '',
  password: /Password:? +(\S+)/.exec(printed)?.[1] ?? '',
});

it('the first start prints an administrator once, and the log file never holds the password', async () => {
  office = await startOffice(folder, { LOG_FILE: join(folder, 'main.log'), LOG_LEVEL: 'debug' });
  const first = credentialsIn(office.output());
  expect(first.login).toBe('admin');
  const panel = panelClient(office.base);
  expect(await panel.login(first)).toMatchObject({ must_change: true, person: { roles: ['administrator'] } });
  await office.end('SIGTERM');
  expect(readFileSync(join(folder, 'main.log'), 'utf8')).not.toContain(first.password);

  office = await startOffice(folder);
  expect(office.output()).not.toMatch(/Password/);
  expect(await panelClient(office.base).login(first)).toMatchObject({ stage: 'open' });
});

it('a log in JSON stays JSON', async () => {
  office = await startOffice(folder, { LOG_FORMAT: 'json', LOG_FILE: 'none' });
  const lines = office.output().trim().split('\n');
  const first = lines.map((line) => JSON.parse(line)).find(({ password }) => password);
  expect(
    await panelClient(office.base).login({ login: first.login, password: first.password }),
  ).toMatchObject({
    stage: 'open',
  });
});

it('accounts are made and reset while the office runs over its own database', async () => {
  office = await startOffice(folder);
  const made = await kontora('create-admin', '--login', 'boss', '--name', 'Анна Главная');
  expect([made.code, made.err]).toEqual([0, '']);
  const boss = credentialsIn(made.out);
  const panel = panelClient(office.base);
  expect(await panel.login(boss)).toMatchObject({
    person: { name: 'Анна Главная', login: 'boss', roles: ['administrator'] },
  });

  const taken = await kontora('create-admin', '--login', 'Boss');
  expect([taken.code, taken.out]).toEqual([1, '']);
  expect(taken.err).toMatch(/the login boss is taken.*kontora set-password --login boss/is);
  const bad = await kontora('create-admin', '--login', '9');
  expect([bad.code, bad.err.split('\n').length]).toEqual([1, 2]);

  const reset = credentialsIn((await kontora('set-password', '--login', 'boss')).out);
  expect(reset.password).not.toBe(boss.password);
  expect((await panel.get('/session')).body).toEqual({ stage: 'none' });
  expect(await panelClient(office.base).login(reset)).toMatchObject({ must_change: true });
  const missing = await kontora('set-password', '--login', 'nobody');
  expect([missing.code, missing.err]).toEqual([1, 'nobody has the login nobody\n']);
});

it('accounts are made before the first start, too', async () => {
  const made = credentialsIn((await kontora('create-admin')).out);
  office = await startOffice(folder);
  expect(office.output()).not.toMatch(/Password/);
  expect(await panelClient(office.base).login(made)).toMatchObject({ person: { login: 'admin' } });
});
