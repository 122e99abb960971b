import { machine, quantile } from '../turns/report.ts';
import type { Measure } from './loads.ts';
import { GOODS, type Meanwhile } from './meanwhile.ts';

/** The measurements as Markdown. */
export const report = (measures: readonly Measure[], talks: readonly Meanwhile[]): string =>
  [machine(), '', ...loads(measures), '', ...chats(talks)].join('\n');

const loads = (measures: readonly Measure[]): string[] => {
  const keys = [...new Set(measures.map(({ count, step }) => `${count}|${step}`))];
  const rows = keys.map((key) => {
    const some = measures.filter(({ count, step }) => `${count}|${step}` === key);
    const [count, step] = key.split('|');
    const seconds = some.map((one) => one.seconds);
    const psql = some.map((one) => one.psqlSeconds);
    const ratio = median(some.map((one) => one.seconds / one.psqlSeconds));
    const rate = Math.round(Number(count) / median(seconds));
    const peak = Math.max(...some.map((one) => one.peak));
    return `| ${count} | ${step} | ${some.length} | ${spread(seconds)} | ${rate} | ${spread(psql)} | ${ratio.toFixed(2)} | ${peak.toFixed(0)} |`;
  });
  return [
    '| goods | load | rounds | push, s | rows/s | psql, s | push ÷ psql | peak memory, MB |',
    '| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
  ];
};

const chats = (talks: readonly Meanwhile[]): string[] => [
  `| turns/s | p50 alone, ms | p95 alone, ms | p50 beside imports of ${GOODS}, ms | p95, ms | imports |`,
  '| ---: | ---: | ---: | ---: | ---: | ---: |',
  ...talks.map(({ rate, idle, busy, imports }) => {
    const times = [quantile(idle, 0.5), quantile(idle, 0.95), quantile(busy, 0.5), quantile(busy, 0.95)];
    return `| ${rate} | ${times.map((time) => time.toFixed(1)).join(' | ')} | ${imports} |`;
  }),
];

const median = (values: readonly number[]): number => quantile(sorted(values), 0.5);
const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);

const spread = (values: readonly number[]): string => {
  const [least = 0] = sorted(values);
  const most = Math.max(...values);
  return values.length === 1
    ? least.toFixed(2)
    : `${median(values).toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
};
