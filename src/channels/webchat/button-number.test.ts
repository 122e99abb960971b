import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buttonNumber, buttonOf, MAX_BUTTON_NUMBER } from './button-number.ts';

const ids = fc.integer({ min: 1, max: 1_000_000_000_000 });

it('the number of a button tells its place and the version of its message', () => {
  fc.assert(
    fc.property(ids, fc.nat(999), ids, (messageId, button, version) => {
      const number = buttonNumber({ messageId, button, version });
      expect(number).toBeLessThanOrEqual(MAX_BUTTON_NUMBER);
      expect(buttonOf(messageId, number)).toEqual({ messageId, button, version });
    }),
  );
});

it('a message that was never rewritten numbers its buttons from 0', () => {
  expect(buttonNumber({ messageId: 7, button: 2, version: 7 })).toBe(2);
  expect(buttonNumber({ messageId: 7, button: 2 })).toBe(2);
  expect(buttonNumber({ messageId: 7, button: 2, version: 9 })).not.toBe(2);
});
