import type { OuterErrorKind } from '#kernel/errors.ts';
import type { Clock } from '#kernel/time.ts';
import type { Log } from '#platform/log/log.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import type { Observe } from './client.ts';
import type { Failure } from './errors.ts';

/** What this process saw of the channel; times are milliseconds since 1970, absent when it never happened here. */
export interface Sightings {
  /** False after Telegram refused the token, until a call succeeds again. */
  readonly authorized: boolean;
  readonly lastUpdateAt?: number;
  /** The last 429. */
  readonly lastLimitedAt?: number;
  /** The last 409: somebody else gets our updates. */
  readonly lastConflictAt?: number;
}

/** Watches every call for what people and alarms must know, as a snapshot and as metrics. */
export const createStatus = ({ metrics, log, clock }: { metrics: Metrics; log: Log; clock: Clock }) => {
  let seen: Sightings = { authorized: true };
  const stamp = (name: string, help: string) =>
    metrics.gauge({ name: `telegram_last_${name}_seconds`, help });
  const gauges = {
    authorized: metrics.gauge({ name: 'telegram_authorized', help: '0 while Telegram refuses the token' }),
    update: stamp('update', 'When the last update came, in Unix time'),
    limited: stamp('limited', 'When Telegram last said 429, in Unix time'),
    conflict: stamp('conflict', 'When Telegram last said 409, in Unix time'),
  };
  gauges.authorized.set(1);

  const authorize = (authorized: boolean, reason: string): void => {
    if (seen.authorized === authorized) return;
    seen = { ...seen, authorized };
    gauges.authorized.set(authorized ? 1 : 0);
    if (authorized) log.info('Telegram takes the token again');
    else
      log.error({ reason }, 'Telegram refuses the token: the channel stands still until BOT_TOKEN is right');
  };

  const observe: Observe = (method, seconds, failure) => {
    if (method !== 'getUpdates')
      metrics.outerCall({ system: 'telegram', operation: method, outcome: outcomeOf(failure), seconds });
    const now = clock.now();
    switch (failure?.kind) {
      case 'limited':
        seen = { ...seen, lastLimitedAt: now };
        gauges.limited.set(now / 1_000);
        break;
      case 'conflict':
        seen = { ...seen, lastConflictAt: now };
        gauges.conflict.set(now / 1_000);
        break;
      case 'unauthorized':
        authorize(false, failure.reason);
        return;
      case 'down':
      case 'doubtful':
        return;
    }
    authorize(true, '');
  };

  return {
    observe,
    updated: (): void => {
      const now = clock.now();
      seen = { ...seen, lastUpdateAt: now };
      gauges.update.set(now / 1_000);
    },
    current: (): Sightings => seen,
  };
};

export type Status = ReturnType<typeof createStatus>;

const outcomeOf = (failure: Failure | undefined): 'ok' | OuterErrorKind => {
  if (!failure || failure.kind === 'unchanged') return 'ok';
  return failure.kind === 'limited' || failure.kind === 'down' || failure.kind === 'doubtful'
    ? failure.kind
    : 'refused';
};
