import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { ROOT } from '#test/house/source.ts';

let folder = '';
let database: OpenDatabase;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kontora-shell-'));
  database = await testDatabase();
});
afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => database.pool.query('truncate products, categories, import_batches cascade'));

const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return name;
};

/** Where the database of the test is, for a process of its own. */
const address = (): string => {
  const {
    connectionString,
    host,
    port,
    user,
    password,
    database: name,
  } = database.connection as Readonly<Record<string, string | number | undefined>>;
  if (typeof connectionString === 'string') return connectionString;
  const server = String(host).startsWith('/') ? '' : `${host}:${port}`;
  const socket = server === '' ? `?host=${encodeURIComponent(String(host))}&port=${port}` : '';
  return `postgresql://${user}:${encodeURIComponent(String(password ?? ''))}@${server || 'localhost'}/${name}${socket}`;
};

const begin = (...args: string[]) => {
  const child = spawn(process.execPath, [join(ROOT, 'src/cli.ts'), 'import', ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, DATABASE_URL: address(), DATA_DIR: join(folder, 'data') },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const output = Promise.all([text(child.stdout), text(child.stderr)]).then((parts) => parts.join(''));
  return { child, end: async () => ({ status: await ended, output: await output }) };
};
const kontoraImport = (...args: string[]) => begin(...args).end();

const skus = async (): Promise<string[]> => {
  const { rows } = await database.pool.query('select sku from products where not hidden order by sku');
  return rows.map(({ sku }: { sku: string }) => sku);
};

const LIST = 'Артикул;Наименование;Цена\nТР-1;Труба;10,50\nКР-1;Кран;990\n;Без артикула;5\n';

describe('kontora import', () => {
  it('shows what it detected, loads the good rows, and tells the bad ones by line', async () => {
    const { status, output } = await kontoraImport(file('price.csv', LIST), '--problems', 'problems.csv');
    expect(output).toContain('price.csv: CSV, utf-8, ";", names in line 1, about 3 rows.');
    expect(output).toContain('  sku = Артикул\n  title = Наименование\n  price = Цена\n');
    expect(output).toContain('Rows: 3. New: 2, changed: 0, as before: 0, skipped: 1.');
    expect(output).toMatch(/Line 4 .*There is no SKU/);
    expect(status).toBe(0);
    expect(await skus()).toEqual(['КР-1', 'ТР-1']);
    expect(readFileSync(join(folder, 'problems.csv'), 'utf8')).toContain('4,error,,sku,,sku_missing');

    const again = await kontoraImport('price.csv');
    expect(again).toMatchObject({ status: 0, output: expect.stringContaining('nothing to do') });
  });

  it('JSON goes the same way', async () => {
    const body = JSON.stringify({ items: [{ sku: 'J-1', title: 'Труба', price: 5 }] });
    expect(await kontoraImport(file('goods.json', body))).toMatchObject({ status: 0 });
    expect(await skus()).toEqual(['J-1']);
  });

  it('--dry-run shows the difference and changes nothing', async () => {
    await kontoraImport(file('price.csv', LIST));
    const dearer = LIST.replace('10,50', '12').replace('КР-1', 'КР-2');
    const { status, output } = await kontoraImport(file('new.csv', dearer), '--dry-run');
    expect(output).toContain('Would be new: 1, changed: 1, as before: 0');
    expect(output).toContain('+ КР-2  Кран');
    expect(output).toMatch(/~ ТР-1 {2}Труба {2}price: 10\.50 → 12\.00/);
    expect(status).toBe(0);
    expect(await skus()).toEqual(['КР-1', 'ТР-1']);
    const { rows } = await database.pool.query("select status from import_batches where task = 'preview'");
    expect(rows).toEqual([{ status: 'cancelled' }]);
  });

  it('--all-or-nothing refuses the file for one bad row', async () => {
    const refused = await kontoraImport(file('price.csv', LIST), '--all-or-nothing');
    expect(refused).toMatchObject({ status: 1, output: expect.stringContaining('nothing was changed') });
    expect(await skus()).toEqual([]);
  });

  it('--full is held when it hides much, and --yes goes on', async () => {
    await kontoraImport(file('price.csv', LIST));
    const one = file('one.csv', 'Артикул;Наименование;Цена\nТР-1;Труба;10,50\n');
    const held = await kontoraImport(one, '--full');
    expect(held).toMatchObject({ status: 1, output: expect.stringContaining('It would hide 1 of 2.') });
    expect(await skus()).toEqual(['КР-1', 'ТР-1']);
    const done = await kontoraImport(one, '--full', '--yes');
    expect(done).toMatchObject({ status: 0, output: expect.stringContaining('Hidden: 1.') });
    expect(await skus()).toEqual(['ТР-1']);
  });

  it('--map names columns by name and by number', async () => {
    const path = file('odd.csv', 'x;y;z\nA-1;Труба;10\n');
    expect(await kontoraImport(path)).toMatchObject({
      status: 1,
      output: expect.stringContaining('no column for sku, title'),
    });
    const mapped = await kontoraImport(path, '--map', 'sku=x', '--map', 'title=2', '--map', 'prices.Опт=z');
    expect(mapped.status).toBe(0);
    expect(await skus()).toEqual(['A-1']);
  });

  it('an interrupt leaves the catalogue as it was', async () => {
    await kontoraImport(file('price.csv', LIST));
    const rows = Array.from({ length: 30_000 }, (_, at) => `Н-${at};Товар ${at};${at}`);
    const path = file('large.csv', `Артикул;Наименование;Цена\n${rows.join('\n')}\n`);
    const locker = await database.pool.connect();
    try {
      // Whoever loads waits here, in the middle of its transaction.
      await locker.query('begin; lock table products in exclusive mode');
      const { child, end } = begin(path);
      await vi.waitFor(
        async () => {
          const { rows: waiting } = await database.pool.query(
            "select from pg_locks where not granted and relation = 'products'::regclass",
          );
          expect(waiting).toHaveLength(1);
        },
        { timeout: 20_000, interval: 50 },
      );
      child.kill('SIGINT');
      expect(await end()).toMatchObject({ status: 1, output: expect.stringContaining('as it was') });
    } finally {
      await locker.query('rollback');
      locker.release();
    }
    expect(await skus()).toEqual(['КР-1', 'ТР-1']);
  });

  it.each([
    ['no file', []],
    ['--full with two files', ['a.csv', 'b.csv', '--full']],
    ['an unknown separator', ['a.csv', '--separator', 'x']],
    ['an unknown encoding', ['a.csv', '--charset', 'utf-9']],
    ['an unknown field', ['a.csv', '--map', 'colour=1']],
    ['an unknown option', ['a.csv', '--quickly']],
  ])('ends with 2 for wrong use: %s', async (_, args) => {
    expect((await kontoraImport(...args)).status).toBe(2);
  });

  it('ends with 1 for what is not there or cannot be read', async () => {
    expect((await kontoraImport('nowhere.csv')).status).toBe(1);
    const old = await kontoraImport(file('old.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')));
    expect(old).toMatchObject({ status: 1, output: expect.stringContaining('xls') });
  });
});
