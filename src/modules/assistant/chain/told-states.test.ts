import { expect, it } from 'vitest';
import type { Listener } from '#platform/db/notifications.ts';
import type { BreakerState } from './breaker.ts';
import { createToldStates } from './told-states.ts';

/** What is sent reaches every listener, the sender's own too, as NOTIFY does. */
const processes = (count: number) => {
  const listeners: Listener[] = [];
  const say = (payload: string) => {
    for (const listener of listeners) listener.heard(payload);
  };
  const notifications = {
    on: (_: string, listener: Listener) => void listeners.push(listener),
    send: async (_: string, payload: string) => say(payload),
  };
  const all = Array.from({ length: count }, () => {
    const heard: [string, BreakerState][] = [];
    const states = createToldStates(notifications);
    states.hear((name, state) => heard.push([name, state]));
    return { heard, tell: states.tell };
  });
  return { all, say };
};

it('every process hears what another found, and none what it told itself', () => {
  const { all } = processes(3);
  const [first, second, third] = all;
  first?.tell('gigachat', { state: 'open', until: 5, why: 'quota' });
  second?.tell('openai', { state: 'ready' });
  expect(first?.heard).toEqual([['openai', { state: 'ready' }]]);
  expect(second?.heard).toEqual([['gigachat', { state: 'open', until: 5, why: 'quota' }]]);
  expect(third?.heard).toHaveLength(2);
});

it.each([
  'nonsense',
  '{}',
  '{"from":"x","name":"gigachat","state":"open"}',
  '{"from":"x","name":"other","state":"ready"}',
])('passes over %s', (payload) => {
  const { all, say } = processes(1);
  say(payload);
  expect(all[0]?.heard).toEqual([]);
});
