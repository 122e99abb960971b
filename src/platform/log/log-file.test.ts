import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PATIENCE } from '#test/patience.ts';
import { createLogFile } from './log-file.ts';

let folder = '';
let path = '';
let reports: string[] = [];
const report = (message: string) => void reports.push(message);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontora-log-'));
  path = join(folder, 'main.log');
  reports = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('rotation', () => {
  it('keeps main.log and its backups, the newest first, and drops the oldest', async () => {
    const file = createLogFile({ path, maxBytes: 30, backups: 3, report });
    for (let count = 100; count < 120; count += 1) file.write(`line ${count}\n`);
    await file.close();
    // Python rolls over before a line that would bring the file to 30 bytes: two of 9 bytes, or three.
    expect(readdirSync(folder).sort()).toEqual(['main.log', 'main.log.1', 'main.log.2', 'main.log.3']);
    expect(read('main.log')).toBe('line 118\nline 119\n');
    expect(read('main.log.1')).toBe('line 115\nline 116\nline 117\n');
    expect(read('main.log.2')).toBe('line 112\nline 113\nline 114\n');
    expect(read('main.log.3')).toBe('line 109\nline 110\nline 111\n');
  });

  it('rolls over exactly where Python does: at maxBytes, not after it', async () => {
    const file = createLogFile({ path, maxBytes: 20, backups: 1, report });
    for (const line of ['123456789\n', '123456789\n', 'x\n']) file.write(line);
    await file.close();
    expect(read('main.log.1')).toBe('123456789\n');
    expect(read('main.log')).toBe('123456789\nx\n');
  });

  it('counts what an earlier process left in the file', async () => {
    writeFileSync(path, 'left by another\n');
    const file = createLogFile({ path, maxBytes: 20, backups: 1, report });
    file.write('next\n');
    await file.close();
    expect(read('main.log.1')).toBe('left by another\n');
    expect(read('main.log')).toBe('next\n');
  });

  it('gives a line longer than the file a file of its own, whole', async () => {
    const file = createLogFile({ path, maxBytes: 10, backups: 3, report });
    const long = `${'ж'.repeat(50)}\n`;
    for (const line of ['a\n', long, 'b\n']) file.write(line);
    await file.close();
    expect([read('main.log.2'), read('main.log.1'), read('main.log')]).toEqual(['a\n', long, 'b\n']);
  });

  it('never splits or loses a line', async () => {
    const file = createLogFile({ path, maxBytes: 997, backups: 50, report });
    const lines = Array.from({ length: 500 }, (_, at) => `${at} ${'строка'.repeat(at % 7)}\n`);
    for (const line of lines) file.write(line);
    await file.close();
    const names = readdirSync(folder).sort(
      (a, b) => Number(b.split('.')[2] ?? 0) - Number(a.split('.')[2] ?? 0),
    );
    for (const name of names) expect(statSync(join(folder, name)).size).toBeLessThan(997);
    expect(names.map(read).join('')).toBe(lines.join(''));
  });
});

describe('trouble', () => {
  const blocked = () => {
    const place = join(folder, 'a-folder');
    mkdirSync(place);
    return place;
  };
  it.each(['/dev/full', 'a folder'].filter((place) => place === 'a folder' || existsSync(place)))(
    'with %s is reported once and does no harm',
    async (place) => {
      const file = createLogFile({
        path: place === 'a folder' ? blocked() : place,
        maxBytes: 1_000,
        backups: 3,
        retryMs: 1,
        report,
      });
      file.write('one\n');
      await vi.waitFor(() => expect(reports).toHaveLength(1), PATIENCE);
      for (let count = 0; count < 50; count += 1) file.write('more\n');
      await file.close();
      expect(reports).toEqual(['the log file cannot be written, retrying']);
    },
  );

  it('that ends is followed by everything held meanwhile', async () => {
    mkdirSync(path);
    const file = createLogFile({ path, maxBytes: 1_000, backups: 3, retryMs: 5, report });
    file.write('one\n');
    await vi.waitFor(() => expect(reports).toHaveLength(1), PATIENCE);
    file.write('two\n');
    rmSync(path, { recursive: true });
    await vi.waitFor(() => expect(reports).toHaveLength(2), PATIENCE);
    await file.close();
    expect(reports[1]).toBe('the log file is written again');
    expect(read('main.log')).toBe('one\ntwo\n');
  });

  it('that lasts holds a bounded number of bytes and counts the rest', async () => {
    mkdirSync(path);
    const lost: unknown[] = [];
    const file = createLogFile({
      path,
      maxBytes: 1e9,
      backups: 3,
      retryMs: 5,
      report: (_, fields) => lost.push(fields.lost),
    });
    for (let count = 0; count < 1_500; count += 1) file.write(`${'x'.repeat(999)}\n`);
    await vi.waitFor(() => expect(lost).toHaveLength(1), PATIENCE);
    rmSync(path, { recursive: true });
    await vi.waitFor(() => expect(lost).toHaveLength(2), PATIENCE);
    await file.close();
    expect(lost[1]).toBe(500);
    expect(statSync(path).size).toBe(1_000_000);
  });

  it('of a removed folder is healed: the folder comes back', async () => {
    path = join(folder, 'logs', 'main.log');
    const file = createLogFile({ path, maxBytes: 1_000, backups: 3, report });
    file.write('one\n');
    await vi.waitFor(() => expect(existsSync(path) && statSync(path).size).toBe(4), PATIENCE);
    rmSync(join(folder, 'logs'), { recursive: true });
    file.write('two\n');
    await file.close();
    expect(readFileSync(path, 'utf8')).toBe('two\n');
    expect(reports).toEqual([]);
  });

  it('of a disk that fills up in the middle of a line leaves whole lines only', () => {
    const script = `
      const { createLogFile } = await import('#platform/log/log-file.ts');
      const file = createLogFile({ path: ${JSON.stringify(path)}, maxBytes: 1e6, backups: 1, report: console.log });
      for (let count = 0; count < 200; count += 1) {
        file.write('one whole line\\n');
        await new Promise((resolve) => setTimeout(resolve));
      }
      await file.close();
    `;
    // The operating system lets this process write at most a kilobyte to a file.
    const args = ['-c', 'ulimit -f 1; exec "$0" --input-type=module --eval "$1"', process.execPath, script];
    const { status, stdout } = spawnSync('sh', args, { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout.match(/cannot be written/g)).toHaveLength(1);
    expect(read('main.log')).toMatch(/^(?:one whole line\n){10,70}$/);
  });
});
