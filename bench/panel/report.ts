import { availableParallelism, cpus, totalmem } from 'node:os';
import { quantile } from '../turns/report.ts';
import type { Latency } from './latency.ts';
import type { Appearance } from './paint.ts';
import type { Weight } from './weight.ts';

const LCP_BUDGET_MS = 1_500;
const CLS_BUDGET = 0.05;

/** The measurements as Markdown, each beside its budget. */
export const report = ({
  people,
  samples,
  loads,
  weights,
  appearances,
  latencies,
}: {
  people: number;
  samples: number;
  loads: number;
  weights: readonly Weight[];
  appearances: readonly Appearance[];
  latencies: readonly Latency[];
}): string =>
  [
    `${machine()}; Node ${process.versions.node}; ${people} people and conversations, embedded PostgreSQL.`,
    'What the browser fetches, after gzip; a page counts what it needs beyond the shell.',
    table(
      ['', 'KB', 'files', 'budget', 'holds'],
      weights.map(({ name, bytes, files, budget }) => [
        name,
        (bytes / 1024).toFixed(1),
        String(files),
        budget === undefined ? '' : (budget / 1024).toFixed(0),
        verdict(bytes, budget),
      ]),
    ),
    `${loads} loads of each page in Chromium with an empty cache, on this machine: median and worst. The worst must hold.`,
    table(
      ['', 'LCP ms', 'worst', 'budget', 'holds', 'CLS', 'worst', 'budget', 'holds'],
      appearances.map(({ name, paints }) => {
        const lcp = paints.map((paint) => paint.lcp).toSorted((a, b) => a - b);
        const cls = paints.map((paint) => paint.cls).toSorted((a, b) => a - b);
        return [
          name,
          quantile(lcp, 0.5).toFixed(0),
          worst(lcp).toFixed(0),
          String(LCP_BUDGET_MS),
          verdict(worst(lcp), LCP_BUDGET_MS),
          quantile(cls, 0.5).toFixed(4),
          worst(cls).toFixed(4),
          String(CLS_BUDGET),
          verdict(worst(cls), CLS_BUDGET),
        ];
      }),
    ),
    `${samples} requests of each list over HTTP, one after the other. The ratios are of medians: to GET /health, which asks the database for 1, and to the same rows by plain SQL. p95 must hold.`,
    table(
      ['', 'p50 ms', 'p95 ms', 'budget', 'holds', '÷ health', '÷ SQL'],
      latencies.map(({ name, p50, p95, budget, health, sql, failure }) =>
        failure === undefined
          ? [
              name,
              p50.toFixed(1),
              p95.toFixed(1),
              String(budget),
              verdict(p95, budget),
              (p50 / health).toFixed(1),
              (p50 / sql).toFixed(1),
            ]
          : [name, failure, '', String(budget), 'no', '', ''],
      ),
    ),
  ].join('\n\n');

const worst = (ascending: readonly number[]): number => ascending.at(-1) ?? Number.NaN;

const verdict = (value: number, budget: number | undefined): string => {
  if (budget === undefined) return '';
  return value <= budget ? 'yes' : 'no';
};

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, index) => (index < 1 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

const machine = (): string =>
  `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}`;
