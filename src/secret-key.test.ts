import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from './config.ts';
import { secretKeyOf } from './secret-key.ts';

const temporary = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'kontora-key-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
};
const keyIn = (folder: string, env: Record<string, string> = {}) =>
  secretKeyOf(loadConfig({ DATA_DIR: folder, ...env }).core);

describe('the secret key', () => {
  it('is SECRET_KEY where that is set, and then nothing is written', async () => {
    const folder = await temporary();
    expect(await keyIn(folder, { SECRET_KEY: 'given' })).toBe('given');
    await expect(stat(join(folder, 'secret.key'))).rejects.toThrow('ENOENT');
  });

  it('is made at the first start, in a folder that need not be there, and kept for its owner only', async () => {
    const folder = join(await temporary(), 'data', 'deeper');
    const key = await keyIn(folder);
    expect(Buffer.from(key, 'base64url')).toHaveLength(32);
    expect(await keyIn(folder)).toBe(key);
    const path = join(folder, 'secret.key');
    expect(await readFile(path, 'utf8')).toBe(key);
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('that others may read is closed to them', async () => {
    const folder = await temporary();
    const path = join(folder, 'secret.key');
    await writeFile(path, `${'k'.repeat(40)}\n`, { mode: 0o644 });
    expect(await keyIn(folder)).toBe('k'.repeat(40));
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it.each(['', '\n', 'half'])(
    'of which only %j was written is refused, with the cure and without the key',
    async (left) => {
      const folder = await temporary();
      await writeFile(join(folder, 'secret.key'), left);
      await expect(keyIn(folder)).rejects.toThrow(/secret\.key is damaged: remove it/);
    },
  );

  it('is another one in every folder', async () => {
    expect(await keyIn(await temporary())).not.toBe(await keyIn(await temporary()));
  });
});
