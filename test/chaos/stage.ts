import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '#kernel/errors.ts';
import { newSecret } from '#kernel/ids.ts';
import { removeFolder } from '#test/process/office-process.ts';
import { startBalancer } from './balancer.ts';
import { type ChaosDatabase, startDatabase } from './database.ts';
import { type ChaosPlan, REPLICAS } from './plan.ts';
import { type Progress, watchProgress } from './progress.ts';
import { type Replica, startReplica } from './replica.ts';
import { type ChaosTelegram, startTelegram } from './telegram.ts';

/** The processes of a run, and the eye on them. */
export interface Stage {
  readonly plan: ChaosPlan;
  readonly database: ChaosDatabase;
  readonly telegram: ChaosTelegram;
  readonly replicas: readonly Replica[];
  readonly progress: Progress;
  /** Hears of what happens as it happens. */
  readonly tell: (line: string) => void;
}

/** Builds a stage in a folder of its own, and takes all of it down after the performance. */
export const onStage = async <T>(
  plan: ChaosPlan,
  tell: (line: string) => void,
  perform: (stage: Stage) => Promise<T>,
): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'kontora-chaos-'));
  // When root starts it, the account of the database must be able to pass.
  await chmod(folder, 0o711);
  const ends: (() => unknown)[] = [() => removeFolder(folder)];
  try {
    const database = await startDatabase(folder);
    ends.push(database.stop);
    const telegram = await startTelegram();
    ends.push(telegram.stop);
    const replicas: Replica[] = [];
    const balancer = await startBalancer(() => replicas.flatMap(({ port }) => port() ?? []));
    ends.push(balancer.stop);
    const env = environment({ plan, folder, database, telegram, publicUrl: balancer.url });
    ends.push(() => Promise.all(replicas.map(({ stop }) => stop())));
    for (let number = 1; number <= REPLICAS; number += 1) {
      const logFile = join(folder, `${number}.log`);
      replicas.push(startReplica({ name: `replica ${number}`, folder, env: { ...env, LOG_FILE: logFile } }));
    }
    await Promise.all(replicas.map(({ open }) => open()));
    const progress = watchProgress(database.db);
    ends.push(progress.stop);
    return await perform({ plan, database, telegram, replicas, progress, tell });
  } finally {
    for (const end of ends.toReversed())
      await Promise.resolve()
        .then(end)
        .catch((error: unknown) => tell(`while clearing up: ${messageOf(error)}`));
  }
};

/** The settings of every replica; nothing else reaches it. */
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
});
