import { expect, it } from 'vitest';
import { keyOf, wordOf } from './key.ts';

const KEY = { conversation_id: '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f', turn: 12 };

it('a key goes into an address and comes back', () => {
  expect(wordOf(KEY)).toBe('0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f.12');
  expect(keyOf(wordOf(KEY))).toEqual(KEY);
});

it.each([
  undefined,
  '',
  'x',
  KEY.conversation_id,
  `${KEY.conversation_id}.0`,
  `${KEY.conversation_id}.1e3`,
  '1.1',
])('the word %j means no letter', (word) => expect(keyOf(word)).toBeUndefined());
