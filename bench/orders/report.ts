import { type Figures, figuresOf, type Score } from '#test/orders/score.ts';
import { machine, quantile } from '../turns/report.ts';

/** How a parser did on a set. */
export interface Trial {
  readonly name: string;
  readonly scores: readonly Score[];
  /** Microseconds of every order of every round. */
  readonly micros: readonly number[];
}

/** The measurements as Markdown; the first trial is the parser, the others are what it is measured against. */
export const report = (
  trials: readonly Trial[],
  { set, rounds }: { set: string; rounds: number },
): string => {
  const [own] = trials;
  if (!own) return '';
  return [
    `${machine()}; Node ${process.versions.node}. Set: ${set}, ${own.scores.length} orders; each read ${rounds} times after a warm-up.`,
    'A line is right when its title (case, `ё`, signs and white space aside), its amount and, where one is expected, its unit are; missed: titles that were not read; too many: titles nobody expects; invented: words of titles that the text has not.',
    '### Lines right',
    table([COLUMNS, ...trials.flatMap(kinds)]),
    '### By class',
    table([COLUMNS, ...classes(own.scores)]),
    '### Speed',
    table([['parser', 'orders/s', 'µs per order, median', 'p95', 'p99'], ...trials.map(speed)]),
  ].join('\n\n');
};

const COLUMNS = ['', 'orders', 'lines', 'right', 'missed', 'too many', 'invented', 'orders wholly right'];

const kinds = ({ name, scores }: Trial): string[][] =>
  [
    [`${name}: all`, scores] as const,
    [`${name}: clean`, scores.filter(({ order }) => !order.hurried)] as const,
    [`${name}: hurried`, scores.filter(({ order }) => order.hurried)] as const,
    [`${name}: held out`, scores.filter(({ order }) => order.held)] as const,
  ].flatMap(([what, some]) => (some.length > 0 ? [row(what, figuresOf(some))] : []));

const classes = (scores: readonly Score[]): string[][] =>
  [...new Set(scores.map(({ order }) => order.class))].map((name) =>
    row(name, figuresOf(scores.filter(({ order }) => order.class === name))),
  );

const row = (what: string, { orders, lines, right, missed, tooMany, invented, whole }: Figures): string[] => [
  what,
  `${orders}`,
  `${lines}`,
  lines === 0 ? '–' : `${((right / lines) * 100).toFixed(1)} %`,
  `${missed}`,
  `${tooMany}`,
  `${invented}`,
  `${((whole / orders) * 100).toFixed(1)} %`,
];

const speed = ({ name, micros }: Trial): string[] => {
  const sorted = micros.toSorted((a, b) => a - b);
  const total = micros.reduce((sum, one) => sum + one, 0);
  return [
    name,
    ((micros.length / total) * 1e6).toFixed(0),
    ...[0.5, 0.95, 0.99].map((share) => quantile(sorted, share).toFixed(1)),
  ];
};

/** A Markdown table; the first row is its head. */
export const table = ([head = [], ...rows]: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
