import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { ROOT } from '#test/house/source.ts';

let folder = '';
let database: OpenDatabase;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kontora-shell-'));
  database = await testDatabase();
  await database.pool.query(
    "insert into products (sku, sku_normal, title) select n, n, 'Труба ' || n from generate_series(1, 20000) n",
  );
});
afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Where the database of the test is, for a process of its own. */
const address = (): string => {
  const parts = database.connection as Readonly<Record<string, string | number | undefined>>;
  if (typeof parts.connectionString === 'string') return parts.connectionString;
  const { host, port, user, password = '', database: name } = parts;
  const place = String(host).startsWith('/')
    ? `localhost/${name}?host=${host}&port=${port}`
    : `${host}:${port}/${name}`;
  return `postgresql://${user}:${encodeURIComponent(password)}@${place}`;
};

/** Runs `kontora reindex`, and interrupts it as soon as it prints something where that is wished. */
const kontoraReindex = async ({ interrupted = false } = {}) => {
  const child = spawn(process.execPath, [join(ROOT, 'src/cli.ts'), 'reindex'], {
    cwd: folder,
    env: { PATH: process.env.PATH, DATABASE_URL: address(), DATA_DIR: join(folder, 'data') },
  });
  if (interrupted) child.stdout.once('data', () => child.kill('SIGINT'));
  const printed = Promise.all([text(child.stdout), text(child.stderr)]);
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, output: (await printed).join('') };
};

const indexed = async (): Promise<number> => {
  const { rows } = await database.pool.query<{ count: number }>('select count(*) from search_documents');
  return rows[0]?.count ?? 0;
};

it('stops at an interruption and leaves what it has done', async () => {
  const { status, output } = await kontoraReindex({ interrupted: true });
  expect(output).toContain('Stopped: the index is right');
  expect(status).toBe(1);
  expect(await indexed()).toBeGreaterThan(0);
});

it('rebuilds the index, shows how far it is, and says how many products it took', async () => {
  const { status, output } = await kontoraReindex();
  expect(output).toMatch(/^10 %\n/);
  expect(output).toMatch(/100 %\nProducts: 20000\. Seconds: \d+\.\n$/);
  expect(status).toBe(0);
  expect(await indexed()).toBe(20_000);
  const { rows } = await database.pool.query(
    "select action, after from audit_entries where action like 'search.%'",
  );
  expect(rows).toEqual([{ action: 'search.reindex', after: { products: 20_000 } }]);
});

it('refuses to run beside another one', async () => {
  const other = await database.pool.connect();
  await other.query("select pg_advisory_lock(hashtextextended('search reindex', 0))");
  const { status, output } = await kontoraReindex();
  await other.query('select pg_advisory_unlock_all()');
  other.release();
  expect(output).toContain('being rebuilt already');
  expect(status).toBe(1);
});
