import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTypists, throttled } from './typing.ts';

const ANNA = { id: 'anna', name: 'Anna' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('who types', () => {
  it('is known for a while after each sign', () => {
    const typists = createTypists(6_000);
    const told = vi.fn();
    typists.subscribe(told);
    typists.heard('c1', ANNA);
    vi.advanceTimersByTime(5_000);
    typists.heard('c1', { ...ANNA });
    vi.advanceTimersByTime(5_000);
    expect(typists.in('c1')).toBe(ANNA);
    expect(typists.in('c2')).toBeNull();
    expect(told).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1_000);
    expect(typists.in('c1')).toBeNull();
    expect(told).toHaveBeenCalledTimes(2);
  });

  it('stops with the answer, and the next one is told', () => {
    const typists = createTypists();
    typists.heard('c1', ANNA);
    typists.ended('c1');
    expect(typists.in('c1')).toBeNull();
    typists.heard('c1', { id: 'boris', name: 'Boris' });
    expect(typists.in('c1')?.name).toBe('Boris');
    typists.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('a throttled sign is sent at once, and then once in a while', () => {
  const sent = vi.fn();
  const sign = throttled(sent, 3_000);
  for (let second = 0; second < 7; second += 1) {
    sign();
    sign();
    vi.advanceTimersByTime(1_000);
  }
  expect(sent).toHaveBeenCalledTimes(3);
});
