import type { Clock } from '#kernel/time.ts';
import type { Outcome } from '../contract.ts';

const MOST_FAILURES = 3;
const REST_MS = 60_000;
/** A quota that is used up does not come back within minutes. */
const QUOTA_REST_MS = 6 * 3_600_000;

/** `open`: it rests until `until`; `off`: out until the configuration changes. */
export type BreakerState =
  | { readonly state: 'ready' }
  | { readonly state: 'open'; readonly until: number; readonly why: Outcome }
  | { readonly state: 'off'; readonly why: Outcome };

/** Keeps a provider that fails from costing everybody time. */
export interface Breaker {
  read(): BreakerState;
  /** Whether it may be asked now; after a rest one call at a time tries whether it works again. */
  admits(): boolean;
  /** How a call ended that was admitted; null: it was broken off by us, and tells nothing. */
  noted(outcome: Outcome | null): void;
  /** It may be asked again: somebody mended it. */
  reset(): void;
  /** Takes over what another process found. */
  adopt(state: BreakerState): void;
}

const READY: BreakerState = { state: 'ready' };

/** `changed` hears every change that was found here; not those adopted. */
export const createBreaker = ({
  clock,
  changed = () => {},
}: {
  clock: Clock;
  changed?: (state: BreakerState) => void;
}): Breaker => {
  let state: BreakerState = READY;
  let failures = 0;
  let trying = false;

  const isResting = (): boolean => state.state === 'open' && clock.now() < state.until;

  const turn = (to: BreakerState): void => {
    const news = to.state !== 'ready' || state.state !== 'ready';
    state = to;
    if (to.state === 'ready') failures = 0;
    if (news) changed(to);
  };

  const fail = (why: Outcome, failed: number): void => {
    failures = failed;
    if (failures >= MOST_FAILURES) turn({ state: 'open', until: clock.now() + REST_MS, why });
  };

  return {
    read: () => (state.state === 'open' && !isResting() ? READY : state),
    admits: () => {
      if (state.state === 'off' || isResting()) return false;
      if (state.state === 'ready') return true;
      if (trying) return false;
      trying = true;
      return true;
    },
    noted: (outcome) => {
      const tried = trying;
      trying = false;
      if (outcome === null) return;
      if (outcome === 'unauthorized') return turn({ state: 'off', why: outcome });
      if (outcome === 'quota')
        return turn({ state: 'open', until: clock.now() + QUOTA_REST_MS, why: outcome });
      // A refused topic is an answer, too: what one customer writes must not shut a provider for all.
      if (outcome === 'read' || outcome === 'no_answer') return turn(READY);
      // Calls that began before it opened end now: they do not make the rest longer.
      if (!isResting() && state.state !== 'off') fail(outcome, tried ? MOST_FAILURES : failures + 1);
    },
    reset: () => {
      failures = 0;
      turn(READY);
    },
    adopt: (other) => {
      state = other;
      failures = other.state === 'ready' ? 0 : MOST_FAILURES;
    },
  };
};
