import { createHash, randomBytes } from 'node:crypto';
import { chown, lstat, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../connection.ts';
import type { Home } from './home.ts';

/** Where the server of a home listens, the same at every start. */
export interface Address {
  /** Everything but the database. */
  readonly connection: Connection;
  /** Undefined where there are no Unix sockets. */
  readonly socketFolder: string | undefined;
  readonly serverFlags: string[];
  readonly initdbFlags: string[];
}

export const SUPERUSER = 'kontora';
const PORT = 5432;
/** The kernel keeps 108 bytes for a socket path, 104 on macOS. */
const SOCKET_PATH_BYTES = 100;

/** A Unix socket that only the server's account and root can open; on Windows, which has none, the loopback with a password. */
export const addressOf = async (home: Home): Promise<Address> => {
  if (process.platform === 'win32') return loopback(home);
  const folder = await socketFolder(home);
  return {
    connection: { host: folder, port: PORT, user: SUPERUSER },
    socketFolder: folder,
    serverFlags: [
      '-k',
      folder,
      '-p',
      String(PORT),
      '-c',
      'listen_addresses=',
      '-c',
      'unix_socket_permissions=0700',
    ],
    initdbFlags: ['--auth=trust'],
  };
};

const socketFolder = async ({ path, account }: Home): Promise<string> => {
  if (Buffer.byteLength(join(path, `.s.PGSQL.${PORT}`)) <= SOCKET_PATH_BYTES) return path;
  const short = join(tmpdir(), `kontora-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`);
  const owner = account?.uid ?? process.getuid?.();
  try {
    await mkdir(short, { mode: 0o700 });
    if (account) await chown(short, account.uid, account.gid);
  } catch {
    // Somebody else's folder of this name in /tmp could lead us to somebody else's server.
    const found = await lstat(short);
    if (!found.isDirectory() || found.uid !== owner || (found.mode & 0o077) !== 0)
      throw new Error(`The socket folder ${short} is not ours: remove it, or set a shorter DATA_DIR.`);
  }
  return short;
};

const loopback = async ({ path }: Home): Promise<Address> => {
  const passwordFile = join(path, 'password');
  const password = await keep(passwordFile, async () => randomBytes(24).toString('base64url'));
  const port = Number(await keep(join(path, 'port'), freePort));
  return {
    connection: { host: '127.0.0.1', port, user: SUPERUSER, password },
    socketFolder: undefined,
    serverFlags: ['-p', String(port), '-c', 'listen_addresses=127.0.0.1'],
    initdbFlags: ['--auth=scram-sha-256', `--pwfile=${passwordFile}`],
  };
};

/** The text of the file, made on first use. */
const keep = async (file: string, make: () => Promise<string>): Promise<string> => {
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return kept;
  const made = await make();
  await writeFile(file, made, { mode: 0o600 });
  return made;
};

const freePort = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : PORT;
      probe.close(() => resolve(String(port)));
    });
  });
