import { type Figures, figuresByClass, figuresOf, type Judged } from '#test/search/figures.ts';
import { machine, quantile } from '../turns/report.ts';
import { TITLES } from './contender.ts';
import { STATEMENT_TIMEOUT_MS } from './goods-table.ts';
import type { Outcome } from './trial.ts';

/** Kontora's ways; the others are what they are measured against. */
const OWN: ReadonlySet<string> = new Set(['engine', 'stored']);

/** What a run was told. */
export interface Conditions {
  readonly goods: string;
  readonly queries: string;
  readonly rounds: number;
  /** Seconds. */
  readonly budget: number;
  /** In words. */
  readonly failures: readonly string[];
}

/** The measurements as Markdown. */
export const report = (
  outcomes: readonly Outcome[],
  { goods, queries, rounds, budget, failures }: Conditions,
): string => {
  const sizes = [...new Set(outcomes.map(({ size }) => size))];
  return [
    `${machine()}; Node ${process.versions.node}; PostgreSQL embedded. Goods: ${goods}; queries: ${queries}.`,
    `Every contender alone in a process of its own; all queries asked ${rounds} times over one index; times in milliseconds, load as the system averages it over a minute. Whoever took longer than ${budget} s for a size was asked fewer queries, as many of each class; a statement of more than ${STATEMENT_TIMEOUT_MS / 1_000} s counts as that long and as nothing found. Build and memory are those of the index: from goods that are there already; heap and array buffers, or indexes in the database.`,
    ...sizes.flatMap((size) => sized(outcomes.filter((outcome) => outcome.size === size))),
    ...failures,
  ].join('\n\n');
};

const sized = (outcomes: readonly Outcome[]): string[] => {
  const [first] = outcomes;
  if (!first) return [];
  const own = first.size === null ? ', the catalogue as it is' : '';
  return [
    `### ${first.products} products${own}`,
    summary(outcomes),
    'MRR@10 / recall@1 / recall@10 of every class:',
    classes(outcomes, ({ judged }) => judged),
    ...(first.real.length > 0 ? ['Real phrases:', classes(outcomes, ({ real }) => real)] : []),
    ...ratios(outcomes),
  ];
};

const summary = (outcomes: readonly Outcome[]): string =>
  table(
    [
      'contender',
      'MRR@10',
      'recall@1',
      'recall@10',
      'p50',
      'p95',
      'p99',
      'build, s',
      'memory, MB',
      'asked',
      'timed out',
      'load',
    ],
    outcomes.map(({ name, judged, latencies, buildSeconds, megabytes, timeouts, queries, load }) => {
      const { mrr, recall1, recall10 } = figuresOf(judged);
      return [
        TITLES[name],
        ...[mrr, recall1, recall10].map((value) => value.toFixed(3)),
        ...[0.5, 0.95, 0.99].map((share) => milliseconds(quantile(latencies, share))),
        buildSeconds.toFixed(1),
        megabytes.toFixed(megabytes < 10 ? 1 : 0),
        `${judged.length} of ${queries}`,
        String(timeouts),
        load.toFixed(1),
      ];
    }),
  );

const classes = (outcomes: readonly Outcome[], judgedOf: (outcome: Outcome) => readonly Judged[]): string => {
  const columns = outcomes.map((outcome) => figuresByClass(judgedOf(outcome)));
  const names = [...new Set(columns.flatMap((column) => [...column.keys()]))];
  return table(
    ['class', ...outcomes.map(({ name }) => TITLES[name])],
    names.map((name) => [name, ...columns.map((column) => cell(column.get(name)))]),
  );
};

const cell = (figures: Figures | undefined): string =>
  figures
    ? [figures.mrr, figures.recall1, figures.recall10].map((value) => value.toFixed(2)).join(' / ')
    : '–';

/** Baselines that find less than this part of what the best one finds are no rivals in speed. */
const RIVAL = 0.5;

/** Kontora beside the baseline that finds best and beside the fastest of those that find something. */
const ratios = (outcomes: readonly Outcome[]): string[] => {
  const others = outcomes.filter(({ name }) => !OWN.has(name));
  const mrr = ({ judged }: Outcome) => figuresOf(judged).mrr;
  const p99 = ({ latencies }: Outcome) => quantile(latencies, 0.99);
  const [best] = others.toSorted((a, b) => mrr(b) - mrr(a));
  const rivals = others.filter((other) => best && mrr(other) >= RIVAL * mrr(best));
  const [fastest] = rivals.toSorted((a, b) => p99(a) - p99(b));
  if (!best || !fastest) return [];
  const rows = outcomes
    .filter(({ name }) => OWN.has(name))
    .map((own) => [
      TITLES[own.name],
      (mrr(own) / mrr(best)).toFixed(2),
      (p99(own) / p99(best)).toFixed(3),
      (p99(own) / p99(fastest)).toFixed(3),
      (own.buildSeconds / best.buildSeconds).toFixed(2),
      (own.megabytes / best.megabytes).toFixed(2),
    ]);
  if (rows.length === 0) return [];
  const head = [
    'ratio',
    `MRR@10 ÷ the best baseline (${TITLES[best.name]})`,
    'p99 ÷ the best',
    `p99 ÷ the fastest (${TITLES[fastest.name]})`,
    'build ÷ the best',
    'memory ÷ the best',
  ];
  return [table(head, rows)];
};

const milliseconds = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, at) => (at < 1 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
