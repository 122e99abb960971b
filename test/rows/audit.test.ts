import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '#kernel/time.ts';
import { theOffice } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { silent, testDatabase } from '#test/database.ts';
import { ROOT } from '#test/house/source.ts';

let database: OpenDatabase;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kontora-audit-'));
  database = await testDatabase();
  const audit = createAudit({ clock: systemClock, log: silent });
  await database.db.transaction().execute(async (tx) => {
    for (let n = 1; n <= 3; n += 1)
      await audit.record(tx, { by: theOffice, action: 'test.done', after: { n } });
  });
});
afterAll(async () => {
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The address of the test's database, as DATABASE_URL has it. */
const url = (): string => {
  const { connectionString, host = '', port, user = '', database: name = '' } = database.connection;
  return connectionString ?? `postgresql://${user}@/${name}?host=${encodeURIComponent(host)}&port=${port}`;
};

const kontora = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'src/cli.ts'), 'audit', ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, DATABASE_URL: url(), LOG_FILE: 'none' },
    },
  );
  return { status, output: `${stdout}${stderr}` };
};

it('kontora audit exports the chain, verifies it in the database and away from it, and finds what was changed', () => {
  const path = join(folder, 'export.jsonl');
  expect(kontora('export', '--file', path)).toEqual({ status: 0, output: '' });
  const exported = readFileSync(path, 'utf8');
  expect(kontora('export')).toEqual({ status: 0, output: exported });
  expect(exported.trim().split('\n')).toHaveLength(3);

  const good = kontora('verify');
  const [, head = ''] = /^Entries: 3, unbroken\.\nHead: +(3:[0-9a-f]{64})\n$/.exec(good.output) ?? [];
  expect(head).not.toBe('');
  const noted = kontora('verify', '--file', path, '--head', head.slice(0, 18).toUpperCase());
  expect(noted).toEqual({ status: 0, output: `${good.output}Entry 3 is the one that was noted.\n` });
  const other = kontora('verify', '--file', path, '--head', `2:${head.slice(2)}`);
  expect(other).toEqual({ status: 1, output: `${good.output}Entry 2 is not the one that was noted.\n` });

  writeFileSync(path, exported.split('\n').slice(0, 2).join('\n'));
  const cut = kontora('verify', '--file', path, '--head', head);
  expect(cut).toMatchObject({
    status: 1,
    output: expect.stringMatching(
      /^Entries: 2, .*Entry 3, which was noted, is missing: the chain ends at 2\.\n$/s,
    ),
  });

  writeFileSync(path, exported.replace('"n":2', '"n":7'));
  const changed = kontora('verify', '--file', path);
  expect(changed).toEqual({ status: 1, output: 'The chain is broken at entry 2: changed.\n' });
}, 60_000);

it('kontora audit verify ends with 1 for a chain that lacks an entry, and for what it cannot read', async () => {
  await database.pool.query('alter table audit_entries disable trigger all');
  await database.pool.query('delete from audit_entries where seq = 2');
  expect(kontora('verify')).toEqual({ status: 1, output: 'The chain is broken at entry 2: missing.\n' });
  expect(kontora('verify', '--head', 'three')).toMatchObject({ status: 1 });
  const absent = kontora('verify', '--file', join(folder, 'nothing'));
  expect(absent).toMatchObject({ status: 1, output: expect.stringMatching(/ENOENT/) });
}, 60_000);
