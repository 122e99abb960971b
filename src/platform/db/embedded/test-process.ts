/**
 * What the supervisor's tests start and kill: runs the embedded server of the folder in the first
 * argument. Prints `ready <server pid> <connection>`, then, with `write` as the second argument, the number of
 * every row whose commit was acknowledged. SIGTERM stops it; a refusal goes to standard error.
 */
import { once } from 'node:events';
import pg from 'pg';
import { pino } from 'pino';
import { messageOf } from '#kernel/errors.ts';
import { startEmbeddedPostgres } from './supervisor.ts';

const [dir = '', mode] = process.argv.slice(2);
const print = (line: string) => process.stdout.write(`${line}\n`);

const writeRows = async (connection: pg.ClientConfig): Promise<void> => {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  await client.query('create table if not exists rows (number int primary key)');
  for (let number = 1; ; number += 1) {
    await client.query('insert into rows values ($1)', [number]);
    print(`row ${number}`);
  }
};

try {
  const log = pino({ level: 'info' }, pino.destination(2));
  const postgres = await startEmbeddedPostgres({ dir, log });
  print(`ready ${postgres.pid()} ${JSON.stringify(postgres.connection)}`);
  if (mode === 'write') writeRows(postgres.connection).catch(() => undefined);
  await once(process, 'SIGTERM');
  await postgres.stop();
} catch (error) {
  process.stderr.write(`refused: ${messageOf(error)}\n`);
  process.exitCode = 1;
}
