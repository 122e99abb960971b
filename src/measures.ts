import type { Observe, OfficeState } from '#modules/conversations/index.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';

/** Gauges of what waits and what failed, read from the database when they are scraped. */
export const measureOffice = (metrics: Metrics, read: () => Promise<OfficeState>): void => {
  let state: { readonly at: number; readonly value: Promise<OfficeState> } | undefined;
  // One scrape collects several gauges: they share one reading.
  const fresh = (): Promise<OfficeState> => {
    if (!state || performance.now() - state.at > 1_000) state = { at: performance.now(), value: read() };
    return state.value;
  };
  const gauge = (name: string, help: string, figure: (state: OfficeState) => number): void => {
    metrics.gauge({
      name,
      help,
      async collect() {
        this.set(await fresh().then(figure, () => Number.NaN));
      },
    });
  };
  gauge('kontora_waiting_turns', 'Turns heard and not worked yet', ({ waitingTurns }) => waitingTurns);
  gauge(
    'kontora_oldest_wait_seconds',
    'Age of the oldest waiting turn',
    ({ oldestWaitSeconds }) => oldestWaitSeconds,
  );
  gauge('kontora_unsent_messages', 'Messages queued or being sent', ({ unsent }) => unsent);
  gauge(
    'kontora_undelivered_messages',
    'Failed or unknown messages of 24 hours',
    ({ undelivered }) => undelivered,
  );
  gauge('kontora_dead_letters', 'Turns that failed for good', ({ deadLetters }) => deadLetters);
};

/** Histograms of turns and of attempts to send, by inbox and outcome. */
export const observeWork = (metrics: Metrics): Observe => {
  const labelNames = ['inbox', 'outcome'] as const;
  const turns = metrics.histogram({
    name: 'kontora_turn_duration_seconds',
    help: 'Turns by inbox and outcome',
    labelNames,
  });
  const deliveries = metrics.histogram({
    name: 'kontora_delivery_duration_seconds',
    help: 'Attempts to send a message by inbox and outcome',
    labelNames,
  });
  return {
    turn: ({ seconds, ...labels }) => turns.observe(labels, seconds),
    delivery: ({ seconds, ...labels }) => deliveries.observe(labels, seconds),
  };
};
