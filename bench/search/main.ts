/**
 * How well and how fast Kontora's search finds, beside ILIKE, pg_trgm, PostgreSQL full text and MiniSearch in the same
 * run; prints Markdown. `--catalogue file.csv --queries file.jsonl --real file.jsonl`: other goods than the synthetic
 * ones, other queries than generated ones, phrases with many right answers. `--sizes own,100000`: grown to so many
 * products (own: as it is); `--rounds` of asking, `--budget` seconds of asking for each contender and size,
 * `--per-class` generated queries, `--contenders engine,minisearch`, `--seed`.
 */
import { fork } from 'node:child_process';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { startTemporaryPostgres } from '#platform/db/embedded/temporary.ts';
import { createLog } from '#platform/log/log.ts';
import { quantile } from '../turns/report.ts';
import { CONTENDERS, type ContenderName, TITLES } from './contender.ts';
import { report } from './report.ts';
import type { SubjectOptions } from './subject.ts';
import type { Outcome, Trial } from './trial.ts';

/** A million products in a library that keeps strings need as much. */
const HEAP_MB = 12_000;

const { values: options } = parseArgs({
  options: {
    catalogue: { type: 'string' },
    queries: { type: 'string' },
    real: { type: 'string' },
    sizes: { type: 'string', default: 'own,10000,100000,1000000' },
    rounds: { type: 'string', default: '3' },
    budget: { type: 'string', default: '60' },
    'per-class': { type: 'string', default: '20' },
    contenders: { type: 'string', default: CONTENDERS.join(',') },
    seed: { type: 'string', default: '1' },
  },
});
const list = (text: string): string[] => text.split(',').filter(Boolean);
const path = (file: string | undefined) => (file === undefined ? undefined : resolve(file));
const names = list(options.contenders).map(known);
const subject: SubjectOptions = {
  catalogue: path(options.catalogue),
  queries: path(options.queries),
  real: path(options.real),
  seed: Number(options.seed),
  perClass: Number(options['per-class']),
};

const { log } = createLog({ level: 'warn', format: 'line' });
const postgres = await startTemporaryPostgres({ log });
try {
  const outcomes: Outcome[] = [];
  const failures: string[] = [];
  for (const size of list(options.sizes).map((text) => (text === 'own' ? null : Number(text))))
    for (const name of names) {
      const outcome = await tried({
        name,
        subject,
        size,
        rounds: Number(options.rounds),
        budgetMs: Number(options.budget) * 1_000,
        server: postgres.connection as pg.ClientConfig,
      });
      if (outcome instanceof Error) {
        // The figures of the others are worth having.
        failures.push(outcome.message);
        process.stderr.write(`${outcome.message}\n`);
        process.exitCode = 1;
        continue;
      }
      note(outcome);
      outcomes.push(outcome);
    }
  console.log(
    report(outcomes, {
      goods: options.catalogue
        ? basename(options.catalogue)
        : `the synthetic catalogue of seed ${options.seed}`,
      queries: options.queries ? basename(options.queries) : 'generated',
      rounds: Number(options.rounds),
      budget: Number(options.budget),
      failures,
    }),
  );
} finally {
  await postgres.stop();
}

function known(name: string): ContenderName {
  const found = CONTENDERS.find((one) => one === name);
  if (!found) throw new Error(`there is no contender "${name}", only ${CONTENDERS.join(', ')}`);
  return found;
}

/** An error where its process ended without an outcome, as one that runs out of memory does. */
function tried(trial: Trial): Promise<Outcome | Error> {
  const child = fork(new URL('./trial-process.ts', import.meta.url), [JSON.stringify(trial)], {
    execArgv: ['--expose-gc', `--max-old-space-size=${HEAP_MB}`],
    serialization: 'advanced',
  });
  const size = trial.size === null ? 'the catalogue' : `${trial.size} products`;
  let outcome: Outcome | undefined;
  child.on('message', (told) => {
    outcome = told as Outcome;
  });
  return new Promise((settle) => {
    child.on('error', settle);
    // Only then its memory is free for the next one.
    child.on('exit', (code, signal) =>
      settle(
        outcome ?? new Error(`${TITLES[trial.name]} failed with ${size}: it ended with ${signal ?? code}`),
      ),
    );
  });
}

function note({ name, products, buildSeconds, megabytes, latencies, timeouts }: Outcome): void {
  const times = [0.5, 0.95, 0.99].map((share) => quantile(latencies, share).toFixed(1)).join(' ');
  process.stderr.write(
    `${products} products, ${TITLES[name]}: built in ${buildSeconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB; ` +
      `${latencies.length} queries, p50 p95 p99 ${times} ms, ${timeouts} timed out\n`,
  );
}
