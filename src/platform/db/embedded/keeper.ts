import pg from 'pg';
import { messageOf } from '#kernel/errors.ts';
import { backoff, pause } from '#kernel/time.ts';
import type { Log } from '#platform/log/log.ts';
import { type Session, untilAborted } from '../session.ts';
import type { Address } from './address.ts';
import type { Binaries } from './binaries.ts';
import type { Home } from './home.ts';
import { InUse, takeOwnership } from './ownership.ts';
import { forgetRecycledPid, livingServer, readPid } from './pidfile.ts';
import { launch, type Server, tellToStop } from './server.ts';
import type { Settings } from './settings.ts';

/** Keeps one server running over one cluster. */
export interface Keeper {
  /** Makes the server run, answer and be ours, whatever state it is in. */
  raise(): Promise<void>;
  /** Raises it again whenever it dies, until the stopping signal. */
  watch(): Promise<void>;
  stop(): Promise<void>;
  /** The postmaster; undefined while there is none. */
  pid(): number | undefined;
}

const START_MS = 60_000;
const STABLE_MS = 60_000;
const EVICT_MS = 30_000;

export const createKeeper = (options: {
  home: Home;
  binaries: Binaries;
  address: Address;
  settings: Settings;
  log: Log;
  stopping: AbortSignal;
}): Keeper => {
  const { home, binaries, address, log, stopping } = options;
  const since = new Date();
  let server: Server | undefined;
  let session: Session | undefined;

  const raise = async (): Promise<void> => {
    const deadline = Date.now() + START_MS;
    while (!stopping.aborted) {
      try {
        if (server === undefined || server.exited.aborted) {
          await session?.close();
          await evictOrphan();
          server = await launch(options);
        }
        session = await own(server);
        return;
      } catch (error) {
        if (!(error instanceof Busy) || Date.now() > deadline) throw error;
        await pause(50, stopping);
      }
    }
  };

  /** Ends the server of a dead process; one that does not answer may be starting for a living process. */
  const evictOrphan = async (): Promise<void> => {
    const orphan = await takeOwnership(address, home.path, since).catch(unlessInUse);
    const pid = await livingServer(home.data);
    if (orphan === undefined && pid === undefined) return forgetRecycledPid(home.data, address.socketFolder);
    if (orphan === undefined)
      throw new Busy(`A PostgreSQL server (process ${pid}) holds ${home.path} and does not answer.`);
    if (pid === undefined) {
      await orphan.close();
      throw new Error(
        `The database in ${home.path} is served from where we cannot see it (another container?). Stop that server first.`,
      );
    }
    log.warn({ pid }, 'stopping the PostgreSQL server that a killed process left behind');
    await evict(pid);
    await orphan.close();
  };

  const evict = async (pid: number): Promise<void> => {
    await tellToStop(pid, 'fast', home, binaries);
    for (const deadline = Date.now() + EVICT_MS; (await livingServer(home.data)) === pid; await pause(20))
      if (Date.now() > deadline) await tellToStop(pid, 'immediate', home, binaries);
  };

  const own = async (running: Server): Promise<Session> => {
    let deadline = Date.now() + START_MS;
    const interruption = AbortSignal.any([running.exited, stopping]);
    for (; !interruption.aborted; await pause(20, interruption)) {
      if ((await readPid(home.data)) !== running.pid && Date.now() < deadline) continue;
      try {
        return await takeOwnership(address, home.path, since);
      } catch (error) {
        if (isRecovering(error)) deadline = Date.now() + START_MS;
        if (error instanceof InUse || Date.now() > deadline) throw error;
      }
    }
    throw failureOf(await running.lastWords(), running.exited.reason, home);
  };

  const watch = async (): Promise<void> => {
    let raisedAt = Date.now();
    for (let attempt = 1; ; attempt += 1) {
      await untilAborted(stopping, ...(server ? [server.exited] : []), ...(session ? [session.lost] : []));
      if (stopping.aborted) return;
      if (Date.now() - raisedAt > STABLE_MS) attempt = 1;
      log.error({ err: server?.exited.reason ?? session?.lost.reason }, 'the embedded PostgreSQL broke down');
      await pause(backoff(attempt, 100, 10_000), stopping);
      try {
        await raise();
        raisedAt = Date.now();
        log.info({ pid: server?.pid }, 'the embedded PostgreSQL runs again');
      } catch (error) {
        if (!stopping.aborted) log.error({ err: error }, 'the embedded PostgreSQL could not be restarted');
      }
    }
  };

  return {
    raise,
    watch,
    stop: async () => {
      await session?.close();
      if (server?.exited.aborted === false) await server.stop();
    },
    pid: () => (server?.exited.aborted === false ? server.pid : undefined),
  };
};

/** A state that passes by itself: worth another try soon. */
class Busy extends Error {
  override readonly name = 'Busy';
}

const unlessInUse = (error: unknown): undefined => {
  if (error instanceof InUse) throw error;
};

/** cannot_connect_now: starting up, recovering, shutting down. */
const isRecovering = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '57P03';

/** A server that is just ending, or backends that outlive their killed postmaster by a moment, pass. */
const failureOf = (lastWords: string, reason: unknown, home: Home): Error => {
  const message = `PostgreSQL did not start over ${home.path} (${messageOf(reason)}).\n${lastWords}`;
  return /still in use|already exists|being accessed/.test(lastWords)
    ? new Busy(message)
    : new Error(message);
};
