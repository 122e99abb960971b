import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newSecret } from '#kernel/ids.ts';
import type { Config } from './config.ts';

/** SECRET_KEY, or one made at the first start and kept in DATA_DIR for its owner only (development). */
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
  return (await readFile(path, 'utf8')).trim();
};
