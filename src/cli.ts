import { Command } from 'commander';
import { messageOf } from '#kernel/errors.ts';
import { createLog } from '#platform/log/log.ts';
import { ConfigError, loadConfig, readEnvironment } from './config.ts';
import { openOfficeDatabase } from './database.ts';
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

await program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : messageOf(error));
  process.exitCode = 1;
});

async function withDatabase(
  work: (database: Awaited<ReturnType<typeof openOfficeDatabase>>) => Promise<void>,
): Promise<void> {
  const { core } = loadConfig(readEnvironment());
  const { log } = createLog({ level: 'warn', format: 'line', out: process.stderr });
  const database = await openOfficeDatabase(core, log);
  try {
    await work(database);
  } finally {
    await database.close();
  }
}
