import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '#kernel/errors.ts';
import { newSecret } from '#kernel/ids.ts';
import { pause } from '#kernel/time.ts';
import { startBalancer } from './balancer.ts';
import { createPeople, talk } from './crowd.ts';
import { type ChaosDatabase, startDatabase } from './database.ts';
import { type History, type Kill, readConversations } from './history.ts';
import { type ChaosPlan, planFaults, planKills, REPLICAS } from './plan.ts';
import { type Progress, watchProgress } from './progress.ts';
import { type Replica, startReplica } from './replica.ts';
import { type ChaosTelegram, startTelegram } from './telegram.ts';

/** A finished run: its history, and what the report tells of it. */
export interface ChaosRun {
  readonly history: History;
  /** Faults that Telegram was told to show, by kind. */
  readonly faults: Readonly<Record<string, number>>;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Why the run ended early; its history is judged all the same. */
  readonly failure: string | undefined;
}

/** Builds the stage, lets people talk while things are killed, waits for quiet and records what came of it. */
export const runChaos = async (plan: ChaosPlan, tell: (line: string) => void): Promise<ChaosRun> => {
  const folder = await mkdtemp(join(tmpdir(), 'kontora-chaos-'));
  await chmod(folder, 0o711);
  const ends: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const database = await startDatabase(folder);
    ends.push(database.stop);
    const telegram = await startTelegram();
    ends.push(telegram.stop);
    const replicas: Replica[] = [];
    const balancer = await startBalancer(() => replicas.map(({ port }) => port()));
    ends.push(balancer.stop);
    const env = environment({ plan, folder, database, telegram, publicUrl: balancer.url });
    for (let number = 0; number < REPLICAS; number += 1) {
      const name = `replica ${number + 1}`;
      const logFile = join(folder, `${number + 1}.log`);
      replicas.push(startReplica({ name, folder, env: { ...env, LOG_FILE: logFile } }));
    }
    ends.push(() => Promise.all(replicas.map(({ stop }) => stop())));
    await Promise.all(replicas.map(({ open }) => open()));
    const progress = watchProgress(database.db);
    ends.push(progress.stop);
    return await perform({ plan, database, telegram, replicas, progress, tell });
  } finally {
    for (const end of ends.toReversed()) await end();
  }
};

interface Stage {
  readonly plan: ChaosPlan;
  readonly database: ChaosDatabase;
  readonly telegram: ChaosTelegram;
  readonly replicas: readonly Replica[];
  readonly progress: Progress;
  readonly tell: (line: string) => void;
}

const perform = async (stage: Stage): Promise<ChaosRun> => {
  const { plan, database, telegram, replicas, progress } = stage;
  const { control } = telegram;
  const people = await createPeople(plan, control);
  const kills: Kill[] = [];
  const faults: Record<string, number> = {};
  const stopping = new AbortController();
  const startedAt = Date.now();
  let killing = true;
  let failure: string | undefined;
  const fail = (error: unknown): void => {
    failure ??= messageOf(error);
    stopping.abort();
  };

  const killed = killAll(stage, kills, stopping.signal).finally(() => {
    killing = false;
  });
  const spoiled = spoil(stage, faults, stopping.signal);
  await Promise.all([
    talk({ plan, people, control, progress, mayEnd: () => !killing, given: stopping.signal }).catch(fail),
    killed.catch(fail),
  ]);
  const endedAt = Date.now();
  stopping.abort();
  await spoiled;

  await control.clearFaults();
  await database.up();
  let pending = await telegram.pending();
  // The last batch is acknowledged by the poll after it.
  await progress.until(() => {
    void telegram.pending().then((count) => {
      pending = count;
    });
    return pending === 0;
  }, plan.patienceMs);
  await Promise.all(replicas.map(({ stop }) => stop()));
  const conversations = await readConversations(database.db, control, people);
  const breakdowns = replicas.flatMap((replica) => replica.breakdowns);
  return { history: { conversations, kills, pending, breakdowns }, faults, startedAt, endedAt, failure };
};

const killAll = async (
  { plan, database, replicas, progress, tell }: Stage,
  kills: Kill[],
  signal: AbortSignal,
): Promise<void> => {
  for (const { victim, atTurn, waitMs } of planKills(plan)) {
    const due = await progress.until(({ turns }) => signal.aborted || turns >= atTurn, FOREVER_MS);
    if (!due || signal.aborted) return;
    const target = victim === 'database' ? undefined : replicas[victim];
    await (target?.open() ?? database.up());
    await pause(waitMs, signal);
    await (target?.open() ?? database.up());
    const { turns } = progress.now();
    const at = await (target ?? database).kill();
    kills.push({ victim, at, turns });
    tell(`turn ${turns}: killed ${target?.name ?? 'the database'}`);
  }
};

/** Sets the faults of Telegram as the turns go by. */
const spoil = async (
  { plan, telegram, progress }: Stage,
  faults: Record<string, number>,
  signal: AbortSignal,
) => {
  for (const { atTurn, fault } of planFaults(plan)) {
    const due = await progress.until(({ turns }) => signal.aborted || turns >= atTurn, FOREVER_MS);
    if (!due || signal.aborted) return;
    await telegram.control.faults(fault);
    const kind = `${fault.method} ${fault.mode ?? fault.code}`;
    faults[kind] = (faults[kind] ?? 0) + (fault.times ?? 1);
  }
};

/** Longer than any run: whoever waits for a turn is ended by the run itself. */
const FOREVER_MS = 3_600_000;

/** The settings of every replica; nothing of ours but the search path. */
const environment = (stage: {
  plan: ChaosPlan;
  folder: string;
  database: ChaosDatabase;
  telegram: ChaosTelegram;
  publicUrl: string;
}): Record<string, string> => ({
  DATABASE_URL: stage.database.url,
  BOT_TOKEN: stage.telegram.token,
  TELEGRAM_API_ROOT: stage.telegram.url,
  TELEGRAM_MODE: stage.plan.mode,
  PUBLIC_URL: stage.publicUrl,
  TELEGRAM_RATE_TOTAL: String(stage.plan.rate),
  TELEGRAM_RATE_CHAT: '0',
  SECRET_KEY: newSecret(),
  DATA_DIR: join(stage.folder, 'data'),
  LOG_LEVEL: 'warn',
  PORT: '0',
});
