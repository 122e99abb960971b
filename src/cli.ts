import { createWriteStream } from 'node:fs';
import { userInfo } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { AppError, messageOf } from '#kernel/errors.ts';
import { systemClock } from '#kernel/time.ts';
import type { Actor } from '#modules/access/index.ts';
import { type Credentials, createAccounts } from '#modules/accounts/index.ts';
import {
  type AuditRow,
  createAudit,
  createAuditTrail,
  exportLines,
  type Head,
  readExport,
  verify,
} from '#modules/audit/index.ts';
import type { Database } from '#platform/db/database.ts';
import { createLog, type Log } from '#platform/log/log.ts';
import { addImportCommand } from './cli-import.ts';
import { addReindexCommand } from './cli-reindex.ts';
import { type Config, ConfigError, loadConfig, readEnvironment } from './config.ts';
import { openOfficeDatabase } from './database.ts';
import { secretKeyOf } from './secret-key.ts';
import { VERSION } from './version.ts';

const program = new Command('kontora').description('The office from the shell').version(VERSION);

program
  .command('serve')
  .description('start the office (as npm start does)')
  .action(async () => {
    await import('./main.ts');
  });

program
  .command('migrate')
  .description('bring the database to this version')
  .action(() =>
    withDatabase(async ({ applied }) => {
      console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'The database is up to date.');
    }),
  );

program
  .command('doctor')
  .description('check the configuration and the database')
  .action(() =>
    withDatabase(async ({ embedded, pool }) => {
      const { rows } = await pool.query<{ version: string }>(
        "select current_setting('server_version') as version",
      );
      console.log('Configuration: good.');
      console.log(`Database: PostgreSQL ${rows[0]?.version}, ${embedded ? 'embedded' : 'external'}, good.`);
    }),
  );

program
  .command('create-admin')
  .description('make an account of an administrator and print its password')
  .option('--login <login>', 'what to log in with', 'admin')
  .option('--name <name>', 'how the office calls this person')
  .action((wanted: { login: string; name?: string }) =>
    withDatabase(async ({ db }, { core, log }) => {
      const accounts = await accountsOf(db, core, log);
      const made = await accounts
        .openAccount(shell(), { ...wanted, roles: ['administrator'] })
        .catch((error: unknown) => {
          const isTaken = error instanceof AppError && error.code === 'conflict';
          throw isTaken ? new Error(`${error.message}. ${takenCure(wanted.login)}`, { cause: error }) : error;
        });
      print(made);
    }),
  );

program
  .command('set-password')
  .description('give an account a new password, print it, and log the account out everywhere')
  .requiredOption('--login <login>', 'whose')
  .option('--without-totp', 'also switch the second factor off, for somebody who lost it')
  .action((wanted: { login: string; withoutTotp?: boolean }) =>
    withDatabase(async ({ db }, { core, log }) => {
      const accounts = await accountsOf(db, core, log);
      print(await accounts.resetPassword(shell(), wanted));
    }),
  );

const audit = program.command('audit').description('who did what');

audit
  .command('verify')
  .description('check that no entry was changed, removed or put in, in the database or in an export')
  .option('--file <export.jsonl>', 'check an export instead of the database')
  .option('--head <seq:hash>', 'a head noted earlier, or the beginning of its hash: it must still be there')
  .action(async ({ file, head }: { file?: string; head?: string }) => {
    const noted = head === undefined ? undefined : headOf(head);
    if (file !== undefined) return checkChain(readExport(file), noted);
    await withDatabase(({ db }) => checkChain(createAuditTrail({ db }).chain(shell()), noted));
  });

audit
  .command('export')
  .description('every entry as a line of JSON: what verify --file checks')
  .option('--file <export.jsonl>', 'write it there instead of printing it')
  .action(({ file }: { file?: string }) =>
    withDatabase(({ db }) =>
      pipeline(
        exportLines(createAuditTrail({ db }).chain(shell())),
        file === undefined ? process.stdout : createWriteStream(file),
        { end: file !== undefined },
      ),
    ),
  );

addImportCommand(program, { withDatabase, shell });
addReindexCommand(program, { withDatabase, shell });

await program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : messageOf(error));
  process.exitCode = 1;
});

/** Says how the chain is, and ends with 1 when it is broken or lacks the entry noted. */
async function checkChain(rows: AsyncIterable<AuditRow | null>, noted: Head | undefined): Promise<void> {
  let found: string | undefined;
  const state = await verify(rows, ({ seq, hash }) => {
    if (seq === noted?.seq) found = hash;
  });
  if ('brokenAt' in state) throw new Error(`The chain is broken at entry ${state.brokenAt}: ${state.why}.`);
  console.log(`Entries: ${state.entries}, unbroken.`);
  console.log(`Head:    ${state.head.seq}:${state.head.hash}`);
  if (!noted) return;
  if (found === undefined)
    throw new Error(`Entry ${noted.seq}, which was noted, is missing: the chain ends at ${state.head.seq}.`);
  if (!found.startsWith(noted.hash)) throw new Error(`Entry ${noted.seq} is not the one that was noted.`);
  console.log(`Entry ${noted.seq} is the one that was noted.`);
}

function headOf(text: string): Head {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{16,64})$/i.exec(text.trim()) ?? [];
  if (seq === undefined || hash === undefined)
    throw new Error('--head is a number, a colon and a hash of at least 16 hex digits');
  return { seq: Number(seq), hash: hash.toLowerCase() };
}

async function accountsOf(db: Database, core: Config['core'], log: Log) {
  return createAccounts({
    db,
    audit: createAudit({ clock: systemClock, log }),
    secretKey: await secretKeyOf(core),
    publicUrl: core.publicUrl,
    panelUrl: () => core.publicUrl ?? '',
    say: async () => false,
    clock: systemClock,
    log,
  });
}

/** Whoever may run this has the database in their hands already. */
function shell(): Actor {
  return { personId: null, roles: ['administrator'], channel: 'shell', address: account(), traceId: null };
}

/** A container may run us under an id that has no name. */
function account(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}

function takenCure(login: string): string {
  return `Choose another --login, or give it a new password: kontora set-password --login ${login}`;
}

function print({ login, password }: Credentials): void {
  console.log(`Login:    ${login}`);
  console.log(`Password: ${password}`);
  console.log('It is shown this once; the panel asks for a new one.');
}

/** Over the database of a running office, too. */
async function withDatabase(
  work: (
    database: Awaited<ReturnType<typeof openOfficeDatabase>>,
    by: { readonly core: Config['core']; readonly log: Log },
  ) => Promise<void>,
): Promise<void> {
  const { core } = loadConfig(readEnvironment());
  const { log } = createLog({ level: 'warn', format: 'line', out: process.stderr });
  const database = await openOfficeDatabase(core, log, { errand: true });
  try {
    await work(database, { core, log });
  } finally {
    await database.close();
  }
}
