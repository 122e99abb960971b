import { expect, it } from 'vitest';
import { areStepsDue, hasTelegramIn } from './steps.ts';

it.each([
  [true, { isFresh: true, hasTelegram: true, operators: 2 }],
  [true, { isFresh: false, hasTelegram: false, operators: 0 }],
  [false, { isFresh: false, hasTelegram: true, operators: 0 }],
  [false, { isFresh: false, hasTelegram: false, operators: 1 }],
])('first steps are due: %s', (due, office) => {
  expect(areStepsDue(office)).toBe(due);
});

it('Telegram is looked for among the inboxes', () => {
  const part = { state: 'ok', facts: null, cure: null } as const;
  expect(hasTelegramIn({ parts: [{ ...part, part: 'inbox', name: 'telegram' }] })).toBe(true);
  expect(hasTelegramIn({ parts: [{ ...part, part: 'inbox', name: 'webchat' }] })).toBe(false);
  expect(hasTelegramIn({ parts: [{ ...part, part: 'module', name: 'telegram' }] })).toBe(false);
});
