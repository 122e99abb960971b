import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';

/** The operating system account that runs PostgreSQL when it is not ours. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Who runs the server: undefined for "whoever runs Node". PostgreSQL refuses to be root, so root gives
 * way to the owner of an existing data folder, else to `postgres`, `node` or `nobody`.
 */
export const serverAccount = async (data: string): Promise<Account | undefined> => {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(data).catch(() => undefined);
  if (owner && owner.uid !== 0) return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  const accounts = readAccounts();
  const account = ['postgres', 'node', 'nobody'].flatMap((name) => accounts.get(name) ?? [])[0];
  if (account) return account;
  throw new Error(
    'PostgreSQL does not run as root, and this system has none of the accounts postgres, node, nobody. ' +
      'Start Kontora as an ordinary user, or set DATABASE_URL.',
  );
};

const readAccounts = (): Map<string, Account> =>
  new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .filter((line) => /^[a-z]/.test(line))
      .map((line) => {
        const [name = '', , uid, gid] = line.split(':');
        // macOS writes nobody as -2; the system call wants it unsigned.
        return [name, { name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }];
      }),
  );
