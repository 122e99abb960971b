import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Load, Outcome } from './load.ts';
import { CLIENTS } from './simple-update.ts';
import type { Work } from './statements.ts';

/** One contender in one case of one round. */
export interface Run extends Outcome {
  readonly at: string;
  readonly name: string;
  readonly load: Load;
  /** Milliseconds of processor time a turn took in the bot's process, and in its database server. */
  readonly cpuMs: number;
  readonly databaseCpuMs: number;
  /** Cores that other people's work kept busy meanwhile. */
  readonly others: number;
}

type Ratio = readonly [what: string, ratio: number];

/** The measurements as Markdown. */
export const report = ({
  runs,
  transactions,
  by,
  works,
  postgres,
  seconds,
}: {
  runs: readonly Run[];
  transactions: readonly number[];
  by: string;
  works: readonly Work[];
  postgres: string;
  seconds: number;
}): string => {
  const cases = [...new Set(runs.map(({ at }) => at))];
  const names = [...new Set(runs.map(({ name }) => name))];
  const rounds = transactions.length;
  const of = (at: string, name: string) => runs.filter((run) => run.at === at && run.name === name);

  const rows = cases.flatMap((at) => names.map((name) => rowOf(at, name, of(at, name))));
  const saturated = cases.filter((at) => runs.some((run) => run.at === at && run.load.kind === 'closed'));
  const speed = (at: string, name: string) => median(of(at, name).map((run) => run.turnsPerSecond));
  const p95 = (at: string, name: string) => median(of(at, name).map((run) => quantile(run.latencies, 0.95)));
  const [kontora = '', ...others] = names;
  const toDatabase = (at: string): Ratio => [
    `${at}: turns/s, ${kontora} ÷ simple-update transactions/s`,
    speed(at, kontora) / median(transactions),
  ];
  const toOther = (at: string, other: string): Ratio =>
    saturated.includes(at)
      ? [`${at}: turns/s, ${kontora} ÷ ${other}`, speed(at, kontora) / speed(at, other)]
      : [`${at}: p95, ${kontora} ÷ ${other}`, p95(at, kontora) / p95(at, other)];
  const ratios = [
    ...saturated.map(toDatabase),
    ...others.flatMap((other) => cases.map((at) => toOther(at, other))),
  ];

  return [
    `${machine()}; Node ${process.versions.node}; PostgreSQL ${postgres} (embedded, fsync and synchronous_commit on).`,
    `Medians (min–max) of ${rounds} rounds of ${seconds} s for each case, the contenders taking turns. Times in milliseconds, from the update entering Telegram's queue to the bot's sendMessage; "others" is how many cores other work on the machine kept busy.`,
    table(
      ['case', 'contender', 'turns/s', 'p50', 'p95', 'p99', 'CPU a turn', 'database CPU a turn', 'others'],
      rows,
    ),
    `Simple update by ${by}, ${CLIENTS} clients: ${spread(transactions, 0)} transactions/s.`,
    table(
      ['ratio', ''],
      ratios.map(([what, ratio]) => [what, ratio.toFixed(2)]),
    ),
    table(
      [`${kontora}, a turn`, 'statements', 'commits', 'log flushes'],
      works.map((work) => [
        work.at,
        ...[work.statements, work.commits, work.flushes].map((count) => count.toFixed(2)),
      ]),
    ),
  ].join('\n\n');
};

const rowOf = (at: string, name: string, runs: readonly Run[]): string[] => {
  const times = (share: number) =>
    spread(
      runs.map(({ latencies }) => quantile(latencies, share)),
      1,
    );
  return [
    at,
    name,
    spread(
      runs.map(({ turnsPerSecond }) => turnsPerSecond),
      0,
    ),
    times(0.5),
    times(0.95),
    times(0.99),
    shown(median(runs.map(({ cpuMs }) => cpuMs)), 2),
    shown(median(runs.map(({ databaseCpuMs }) => databaseCpuMs)), 2),
    shown(median(runs.map(({ others }) => others)), 1),
  ];
};

/** Not every system tells. */
const shown = (value: number, digits: number): string => (Number.isNaN(value) ? '–' : value.toFixed(digits));

const spread = (values: readonly number[], digits: number): string =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)})`;

const median = (values: readonly number[]): number =>
  quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );

/** Of ascending values. */
export const quantile = (values: readonly number[], share: number): number =>
  values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, index) => (index < 1 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

/** The machine in one line. */
export const machine = (): string =>
  `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}`;
