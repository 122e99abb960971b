import type { Clock } from '#kernel/time.ts';
import type { Check } from '#modules/office/index.ts';
import type { PullConfig } from './config.ts';
import { ageOf } from './exchange.ts';
import type { PullStates } from './pull-state.ts';

/** Intervals without a success after which the goods count as old. */
const OLD = 3;

/** The pull as a part of the office: ill when the last one failed, or when none succeeded for three intervals. */
export const exchangeCheck = ({
  states,
  config: { intervalMinutes },
  clock,
}: {
  states: PullStates;
  config: PullConfig;
  clock: Clock;
}): Check => ({
  part: 'exchange',
  look: async () => {
    const state = await states.read();
    const age = ageOf(state, clock);
    const isOld = age !== null && age > OLD * intervalMinutes * 60;
    const failure = state.failure?.reason ?? null;
    // While another load is written a pull steps back: the next one comes soon enough.
    const ill = isOld || (failure !== null && failure !== 'busy');
    return [
      {
        part: 'exchange',
        name: 'onec',
        state: ill ? 'degraded' : 'ok',
        facts: { age_seconds: age, interval_minutes: intervalMinutes, failure },
        cure: ill ? 'see_exchange' : null,
      },
    ];
  },
});
