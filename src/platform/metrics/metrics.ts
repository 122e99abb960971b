import {
  Counter,
  type CounterConfiguration,
  collectDefaultMetrics,
  Gauge,
  type GaugeConfiguration,
  Histogram,
  type HistogramConfiguration,
  Registry,
} from 'prom-client';
import type { OuterErrorKind } from '#kernel/errors.ts';

/** Upper bounds in seconds, from a cached read to a call that nearly timed out. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What a module says of a metric of its own; the registry is ours. */
type Own<Configuration> = Omit<Configuration, 'registers'>;

export interface Metrics {
  /** One answered HTTP request; `route` is the template such as `/orders/:id`, never the address. */
  httpRequest(request: { method: string; route: string; status: number; seconds: number }): void;
  /** One call to an outer system: `outerCall({ system: 'telegram', operation: 'sendMessage', … })`. */
  outerCall(call: {
    system: string;
    operation: string;
    outcome: 'ok' | OuterErrorKind;
    seconds: number;
  }): void;
  /** Registers a metric of a module, once per name; a second one of the name throws. */
  counter<Label extends string = never>(options: Own<CounterConfiguration<Label>>): Counter<Label>;
  gauge<Label extends string = never>(options: Own<GaugeConfiguration<Label>>): Gauge<Label>;
  histogram<Label extends string = never>(options: Own<HistogramConfiguration<Label>>): Histogram<Label>;
  /** Everything in Prometheus text format, of the type `contentType`. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** The counts of this process, with those of the process itself (CPU, memory, event loop). */
export const createMetrics = (): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];

  const httpRequests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'HTTP requests by method, route template and status',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers,
  });
  const outerCalls = new Histogram({
    name: 'outer_call_duration_seconds',
    help: 'Calls to outer systems by system, operation and outcome',
    labelNames: ['system', 'operation', 'outcome'],
    buckets: SECONDS,
    registers,
  });

  return {
    httpRequest: ({ seconds, ...labels }) => httpRequests.observe(labels, seconds),
    outerCall: ({ seconds, ...labels }) => outerCalls.observe(labels, seconds),
    counter: (options) => new Counter({ ...options, registers }),
    gauge: (options) => new Gauge({ ...options, registers }),
    histogram: (options) => new Histogram({ buckets: SECONDS, ...options, registers }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
};
