import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { OnecConfig } from './config.ts';
import type { Loads } from './loads.ts';
import type { PullState, PullStates } from './pull-state.ts';
import { isPullTurnTaken } from './turn.ts';

/** The exchange with 1C at a glance. */
export interface Exchange {
  readonly pull: PullState & {
    readonly enabled: boolean;
    readonly host: string | null;
    readonly running: boolean;
    /** Since the last success. */
    readonly ageSeconds: number | null;
    readonly intervalMinutes: number;
  };
  readonly push: { readonly open: boolean; readonly last: { readonly id: number; readonly at: Date } | null };
}

/** Reads how the exchange with 1C fares. */
export const createExchange =
  ({
    db,
    config,
    states,
    loads,
    clock,
  }: {
    db: Database;
    config: OnecConfig;
    states: PullStates;
    loads: Loads;
    clock: Clock;
  }): ((by: Actor) => Promise<Exchange>) =>
  async (by) => {
    assertMay(by, 'catalogue.read');
    const [state, running, last] = await Promise.all([states.read(), isPullTurnTaken(db), loads.lastPush()]);
    const { pull, pushToken } = config;
    return {
      pull: {
        ...state,
        enabled: pull !== undefined,
        host: pull ? new URL(pull.baseUrl).host : null,
        running,
        ageSeconds: ageOf(state, clock),
        intervalMinutes: pull?.intervalMinutes ?? 0,
      },
      push: { open: pushToken === undefined, last: last ?? null },
    };
  };

/** Whole seconds since the last success. */
export const ageOf = ({ succeededAt }: PullState, clock: Clock): number | null =>
  succeededAt && Math.max(0, Math.round((clock.now() - succeededAt.getTime()) / 1_000));
