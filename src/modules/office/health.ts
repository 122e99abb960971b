import type { Clock } from '#kernel/time.ts';
import { isOutage } from '#platform/db/outage.ts';
import type { Log } from '#platform/log/log.ts';
import { freshFor } from './fresh.ts';
import type { Cure, Health, Part } from './schema.ts';

/** Looks after one kind of part; answers each of that kind, or throws when none can be asked. */
export interface Check {
  readonly part: Part['part'];
  look(): Promise<readonly Part[]>;
}

/** Without these nobody is served. */
const VITAL: ReadonlySet<Part['part']> = new Set(['database', 'workers']);

const PATIENCE_MS = 2_000;
const FRESH_MS = 5_000;

/** Reads the health of all parts at once; every check has two seconds, an answer is good for five. */
export const createHealth = ({
  checks,
  version,
  startedAt,
  clock,
  log,
}: {
  checks: readonly Check[];
  version: string;
  startedAt: Date;
  clock: Clock;
  log: Log;
}): (() => Promise<Health>) => {
  const ask = async (check: Check): Promise<readonly Part[]> => {
    try {
      return await inTime(check.look());
    } catch (error) {
      log.warn({ part: check.part, err: error }, 'a part could not be asked how it fares');
      const cure: Cure = check.part === 'database' || isOutage(error) ? 'start_database' : 'see_log';
      return [{ part: check.part, name: null, state: 'down', facts: null, cure }];
    }
  };

  const read = freshFor({ ms: FRESH_MS, clock }, async () => {
    const parts = (await Promise.all(checks.map(ask))).flat();
    return { state: stateOf(parts), version, started_at: startedAt.toISOString(), parts };
  });
  return () => read(undefined);
};

const stateOf = (parts: readonly Part[]): Health['state'] => {
  if (parts.some(({ part, state }) => state === 'down' && VITAL.has(part))) return 'down';
  return parts.some(({ state }) => state === 'down' || state === 'degraded') ? 'degraded' : 'ok';
};

const inTime = async <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};
