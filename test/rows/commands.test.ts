import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { webchatActor } from '#test/actors/webchat.ts';
import { ROOT } from '#test/house/source.ts';
import { type OfficeProcess, removeFolder, startOffice } from '#test/process/office-process.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontora-rows-'));
  chmodSync(folder, 0o755);
});
afterEach(() => removeFolder(folder));

/** The shell command, as `npm run kontora --` runs it, in a folder of its own. */
const kontora = (command: string, env: Readonly<Record<string, string>> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'src/cli.ts'), command], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...env },
  });
  return { status, output: `${stdout}${stderr}` };
};

/** Ends with the test at the latest. */
const start = async (): Promise<OfficeProcess> => {
  const office = await startOffice(folder);
  onTestFinished(async () => void (await office.end('SIGKILL')));
  return office;
};

it('S2-52: migrate fills an empty database, changes nothing the second time, and keeps the data', async () => {
  const files = readdirSync(join(ROOT, 'migrations')).filter((name) => name.endsWith('.sql'));
  expect(kontora('migrate')).toEqual({ status: 0, output: `Applied: ${files.sort().join(', ')}\n` });
  const first = await start();
  const anna = await webchatActor(() => first.base, { phone: '+79991112233', language: 'ru' });
  await anna.says('/help');
  await anna.hears(/Как начать/);
  anna.leaves();
  await first.end('SIGTERM');
  expect(kontora('migrate')).toEqual({ status: 0, output: 'The database is up to date.\n' });
  const second = await start();
  const authorization = `Bearer ${anna.token}`;
  const answer = await fetch(`${second.base}/api/v1/chat`, { headers: { authorization } });
  await second.end('SIGTERM');
  const { messages } = (await answer.json()) as { messages: { text: string }[] };
  expect(messages.map(({ text }) => text)).toEqual(['/help', expect.stringMatching(/Как начать/)]);
});

it('doctor finds a good office good, and names the setting that is wrong', () => {
  const good = kontora('doctor');
  expect(good).toMatchObject({
    status: 0,
    output: expect.stringMatching(/PostgreSQL \d+\S*, embedded, good/),
  });
  expect(kontora('doctor', { PORT: 'eighty' })).toMatchObject({
    status: 1,
    output: expect.stringContaining('- PORT must be'),
  });
});
