import { pipeline } from 'node:stream/promises';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { pause } from '#kernel/time.ts';
import type { Connection } from './connection.ts';
import type { Tx } from './database.ts';
import type { DB } from './schema.generated.ts';
import { openSession, type Session } from './session.ts';

/** A long transaction of one's own: the same connection for Kysely and for COPY. */
export interface LongTransaction {
  readonly tx: Tx;
  /** `COPY … FROM STDIN`: rows in the format it names; takes the next piece when the server took the last. */
  copyIn(statement: string, pieces: AsyncIterable<Uint8Array>): Promise<void>;
}

/** What the work decided: its value, and whether the changes stay. */
export interface Settled<T> {
  readonly keep: boolean;
  readonly value: T;
}

/**
 * Before BEGIN. A statement of an import may take long, but a process that froze in the middle or went away
 * without a word must not keep its locks; sorts and hashes of a whole catalogue stay in memory.
 */
const MANNERS = `
  set statement_timeout = '1h'; set lock_timeout = '10s'; set idle_in_transaction_session_timeout = '2min';
  set client_connection_check_interval = '1s'; set work_mem = '64MB'; set temp_buffers = '64MB'; set jit = off`;

/** A server that does not answer within this time is left alone. */
const ROLLBACK_MS = 5_000;

/**
 * Runs `work` in one transaction on a connection of its own, free of the limits of the pool; rolls back when
 * it throws or settles without keeping. An abort breaks the connection, and with it whatever statement runs.
 */
export const inLongTransaction = async <T>(
  { connection, name, signal }: { connection: Connection; name: string; signal?: AbortSignal | undefined },
  work: (long: LongTransaction) => Promise<Settled<T>>,
): Promise<T> => {
  signal?.throwIfAborted();
  const session = await openSession({ connection, name });
  const abort = () => void session.close();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const { client } = session;
    await client.query(MANNERS);
    const tx = await overOne(client).startTransaction().execute();
    const settled = await work({
      tx: tx as unknown as Tx,
      copyIn: (statement, pieces) => pipeline(pieces, client.query(copyFrom(statement))),
    }).catch(async (error: unknown) => {
      await rollBack(session);
      throw error;
    });
    signal?.throwIfAborted();
    await (settled.keep ? tx.commit() : tx.rollback()).execute();
    return settled.value;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
    // An open transaction ends with its connection.
    await session.close();
  }
};

/** Waits for the end of the transaction: whoever tries again at once must not meet its locks. */
const rollBack = async ({ client, lost }: Session): Promise<void> => {
  const answered = new AbortController();
  void client
    .query('rollback')
    .catch(() => undefined)
    .then(() => answered.abort());
  await pause(ROLLBACK_MS, AbortSignal.any([lost, answered.signal]));
};

const overOne = (client: pg.Client): Kysely<DB> =>
  new Kysely<DB>({
    dialect: new PostgresDialect({
      pool: {
        connect: async () => Object.assign(client, { release: () => undefined }),
        end: async () => undefined,
      },
    }),
  });
