import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../turns/report.ts';
import { CASES, type Case } from './cases.ts';
import type { Office } from './office.ts';

/** How long the answers of one list took, in milliseconds, beside what it is measured against. */
export interface Latency extends Pick<Case, 'name' | 'budget'> {
  readonly p50: number;
  readonly p95: number;
  /** Medians: a round trip that only asks the database for 1, and the same rows by plain SQL. */
  readonly health: number;
  readonly sql: number;
  /** Why there are no figures: the route answered otherwise than it should. */
  readonly failure?: string;
}

const WARM_UP = 3;
/** The office takes 1 200 requests of a person in a minute; a fast one needs a rest between its lists. */
const REST_MS = 1_000;

/** Asks every list so many times, one after the other; health and SQL in turn with it. */
export const measureLists = async (
  { base, client, database }: Office,
  { samples, note }: { samples: number; note: (text: string) => void },
): Promise<readonly Latency[]> => {
  const latencies: Latency[] = [];
  for (const cases of Object.values(CASES)) {
    const total = await totalOf(client, cases[0]?.path(0) ?? '');
    for (const one of cases) {
      const path = one.path(total);
      const times = { list: [] as number[], health: [] as number[], sql: [] as number[] };
      let failure: string | undefined;
      for (let round = -WARM_UP; round < samples && failure === undefined; round += 1) {
        const list = await timed(async () => {
          const { status } = await client.get(path);
          if (status !== 200) failure = `answered ${status}`;
        });
        const health = await timed(async () => void (await (await fetch(`${base}/health`)).text()));
        const sql = await timed(() => database.query(one.sql(total)));
        if (round < 0) continue;
        times.list.push(list);
        times.health.push(health);
        times.sql.push(sql);
      }
      const at = (part: keyof typeof times, share: number) =>
        quantile(
          times[part].toSorted((a, b) => a - b),
          share,
        );
      latencies.push({
        name: one.name,
        budget: one.budget,
        p50: at('list', 0.5),
        p95: at('list', 0.95),
        health: at('health', 0.5),
        sql: at('sql', 0.5),
        ...(failure === undefined ? {} : { failure }),
      });
      note(
        `${one.name}: ${failure ?? `p50 ${at('list', 0.5).toFixed(1)} p95 ${at('list', 0.95).toFixed(1)} ms`}`,
      );
      await sleep(REST_MS);
    }
  }
  return latencies;
};

const totalOf = async (client: Office['client'], path: string): Promise<number> => {
  const { status, body } = await client.get<{ total?: number }>(path.replace(/&?page=\d+$/, ''));
  return status === 200 && typeof body.total === 'number' ? body.total : 0;
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};
