import { setImmediate as breathe } from 'node:timers/promises';
import type { Clock } from '#kernel/time.ts';
import { freshFor } from './fresh.ts';
import { type Span, spansOf } from './period.ts';
import type { Quarter, Quarters } from './quarters.ts';
import type { Figures, Traffic, TrafficQuery } from './schema.ts';

const FRESH_MS = 15_000;

/** Reads the traffic of a period by hours or days of a time zone; an answer is good for 15 seconds. */
export const createTraffic = ({ quarters, clock }: { quarters: Quarters; clock: Clock }) =>
  freshFor({ ms: FRESH_MS, clock }, async ({ period, tz }: TrafficQuery): Promise<Traffic> => {
    const { current, previous } = spansOf(period, tz, clock.now());
    const [from = current.to] = current.starts;
    const now = await quarters.between(from, current.to);
    const before = await quarters.between(previous.starts[0] ?? from, previous.to);
    const series: Traffic['series'] = [];
    for (const { at, within } of slicesOf(current, now)) {
      series.push({ at: isoOf(at), ...figuresOf(within) });
      // A million messages take a tenth of a second: turns of the same process must not wait for all of it.
      await breathe();
    }
    return {
      period,
      tz,
      unit: current.unit,
      from: isoOf(from),
      to: isoOf(current.to),
      series,
      inboxes: inboxesOf(now),
      totals: figuresOf(now),
      previous: figuresOf(before),
    };
  });

/** The quarters of each hour or day of a span. */
const slicesOf = (
  { starts, to }: Span,
  quarters: readonly Quarter[],
): readonly { readonly at: number; readonly within: readonly Quarter[] }[] => {
  let next = 0;
  return starts.map((at, index) => {
    const end = starts[index + 1] ?? to;
    const first = next;
    while ((quarters[next]?.at ?? Number.POSITIVE_INFINITY) < end) next += 1;
    return { at, within: quarters.slice(first, next) };
  });
};

const figuresOf = (quarters: readonly Quarter[]): Figures => {
  const people = new Set<number>();
  for (const quarter of quarters) for (const person of quarter.people) people.add(person);
  const answers = sorted(quarters.map((quarter) => quarter.answers));
  const waits = sorted(quarters.map((quarter) => quarter.waits));
  const inboxes = quarters.flatMap((quarter) => quarter.inboxes);
  return {
    messages_in: sum(inboxes.map((inbox) => inbox.in)),
    messages_out: sum(inboxes.map((inbox) => inbox.out)),
    people: people.size,
    turns: sum(quarters.map(({ turns }) => turns)),
    dead_letters: sum(quarters.map(({ dead_letters }) => dead_letters)),
    answers: answers.length,
    answer_p50_ms: quantile(answers, 0.5),
    answer_p95_ms: quantile(answers, 0.95),
    operator_answers: waits.length,
    operator_wait_p50_ms: quantile(waits, 0.5),
  };
};

/** The busiest first, equally busy ones by their names. */
const inboxesOf = (quarters: readonly Quarter[]): Traffic['inboxes'] => {
  const counts = new Map<string, { messages_in: number; messages_out: number }>();
  for (const one of quarters.flatMap(({ inboxes }) => inboxes)) {
    const { messages_in, messages_out } = counts.get(one.inbox) ?? { messages_in: 0, messages_out: 0 };
    counts.set(one.inbox, { messages_in: messages_in + one.in, messages_out: messages_out + one.out });
  }
  return [...counts]
    .map(([inbox, count]) => ({ inbox, ...count }))
    .sort(
      (a, b) =>
        b.messages_in + b.messages_out - (a.messages_in + a.messages_out) || (a.inbox < b.inbox ? -1 : 1),
    );
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const sorted = (parts: readonly (readonly number[])[]): Float64Array => {
  const all = new Float64Array(sum(parts.map(({ length }) => length)));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.sort();
};

/** Between the two nearest of ascending values, as PostgreSQL's percentile_cont; null of none. */
const quantile = (ascending: Float64Array, share: number): number | null => {
  const place = (ascending.length - 1) * share;
  const below = ascending[Math.floor(place)];
  const above = ascending[Math.ceil(place)];
  if (below === undefined || above === undefined) return null;
  return Math.round(below + (above - below) * (place - Math.floor(place)));
};

const isoOf = (at: number): string => new Date(at).toISOString();
