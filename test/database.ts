import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { inject } from 'vitest';
import { onDatabase } from '#platform/db/connection.ts';
import { type OpenDatabase, openDatabase } from '#platform/db/database.ts';
import { openSession } from '#platform/db/session.ts';

/** For code under test that wants a logger nobody reads. */
export const silent = pino({ level: 'silent' });

/** A fresh database with all migrations applied; `close()` drops it. */
export const testDatabase = (): Promise<OpenDatabase> =>
  freshDatabase(`template ${inject('postgres').template}`);

/** A fresh database without a table; `close()` drops it. `how` are the options of CREATE DATABASE. */
export const freshDatabase = async (how: string): Promise<OpenDatabase> => {
  const { server, template } = inject('postgres');
  const name = `${template}_${randomBytes(4).toString('hex')}`;
  await execute(`create database ${name} ${how}`);
  const database = openDatabase({ connection: onDatabase(server, name), log: silent, name: 'test' });
  return {
    ...database,
    close: async () => {
      await database.close();
      await execute(`drop database ${name} with (force)`);
    },
  };
};

const execute = async (sql: string): Promise<void> => {
  const session = await openSession({ connection: inject('postgres').server, name: 'test' });
  try {
    await session.client.query(sql);
  } finally {
    await session.close();
  }
};
