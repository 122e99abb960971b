import { describe, expect, it } from 'vitest';
import { type BreakerState, createBreaker } from './breaker.ts';

const MINUTE = 60_000;

const start = () => {
  let now = 1_000_000;
  const told: BreakerState[] = [];
  const breaker = createBreaker({ clock: { now: () => now }, changed: (state) => told.push(state) });
  const pass = (ms: number) => {
    now += ms;
  };
  const call = (outcome: Parameters<typeof breaker.noted>[0]): boolean => {
    const admitted = breaker.admits();
    if (admitted) breaker.noted(outcome);
    return admitted;
  };
  return { breaker, told, pass, call };
};

describe('a breaker', () => {
  it('opens after three failures in a row, for a minute', () => {
    const { breaker, call, pass, told } = start();
    for (const outcome of ['failed', 'timeout', 'read', 'failed', 'limited', 'rejected'] as const)
      expect(call(outcome)).toBe(true);
    expect(breaker.read()).toMatchObject({ state: 'open', why: 'rejected' });
    expect(call('read')).toBe(false);
    pass(MINUTE - 1);
    expect(call('read')).toBe(false);
    pass(1);
    expect(call('read')).toBe(true);
    expect(breaker.read()).toEqual({ state: 'ready' });
    expect(told.map(({ state }) => state)).toEqual(['open', 'ready']);
  });

  it('after its rest lets one call try, and opens again at its first failure', () => {
    const { breaker, call, pass } = start();
    for (const _ of [1, 2, 3]) call('failed');
    pass(MINUTE);
    expect(breaker.admits()).toBe(true);
    expect(breaker.admits()).toBe(false);
    breaker.noted(null);
    expect(breaker.admits()).toBe(true);
    breaker.noted('timeout');
    expect(breaker.admits()).toBe(false);
    pass(MINUTE);
    expect(call('read')).toBe(true);
    expect(call('failed')).toBe(true);
    expect(call('failed')).toBe(true);
    expect(call('read')).toBe(true);
  });

  it('is not shut by topics that a model refuses', () => {
    const { call } = start();
    for (let time = 0; time < 9; time += 1) expect(call('no_answer')).toBe(true);
  });

  it('a quota that is used up shuts it for hours, a refused key for good', () => {
    const { breaker, call, pass } = start();
    call('quota');
    pass(5 * 60 * MINUTE);
    expect(call('read')).toBe(false);
    pass(60 * MINUTE);
    expect(call('unauthorized')).toBe(true);
    pass(1_000 * 60 * MINUTE);
    expect(call('read')).toBe(false);
    // A call that began before ends now.
    breaker.noted('failed');
    expect(breaker.read()).toEqual({ state: 'off', why: 'unauthorized' });
    breaker.reset();
    expect(call('read')).toBe(true);
  });

  it('takes over what another process found, and does not tell it on', () => {
    const { breaker, call, told } = start();
    breaker.adopt({ state: 'off', why: 'unauthorized' });
    expect(call('read')).toBe(false);
    breaker.adopt({ state: 'ready' });
    expect(call('read')).toBe(true);
    expect(told).toEqual([]);
  });
});
