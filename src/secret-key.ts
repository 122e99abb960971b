import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newSecret } from '#kernel/ids.ts';
import type { Config } from './config.ts';

/** SECRET_KEY, or one made at the first start and kept in DATA_DIR for its owner only (development); a damaged one is refused. */
export const secretKeyOf = async ({ secretKey, dataDir }: Config['core']): Promise<string> => {
  if (secretKey) return secretKey;
  const path = join(dataDir, 'secret.key');
  await mkdir(dataDir, { recursive: true });
  try {
    await writeFile(path, newSecret(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await chmod(path, 0o600);
  }
  const kept = (await readFile(path, 'utf8')).trim();
  // A full disk or a kill while it was written leaves an empty file: an empty key would sign for anybody.
  if (kept.length < 32) throw new Error(`${path} is damaged: remove it, and a new key is made`);
  return kept;
};
