import { expect, it } from 'vitest';
import { lossOf } from './loss.ts';

const person = { id: 'p', name: 'Анна', blocked: false } as NonNullable<
  Parameters<typeof lossOf>[0]['person']
>;
const at = '2026-11-21T09:00:00.000Z';

it.each([
  ['bot', { queued_at: null, person, reachable: true }],
  ['bot', { queued_at: null, person: null, reachable: true }],
  ['queue', { queued_at: at, person, reachable: true }],
  ['unreachable', { queued_at: null, person, reachable: false }],
  ['unreachable', { queued_at: at, person, reachable: false }],
  ['blocked', { queued_at: null, person: { ...person, blocked: true }, reachable: false }],
] as const)('a conversation is lost to: %s', (loss, conversation) => {
  expect(lossOf(conversation)).toBe(loss);
});
