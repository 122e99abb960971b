import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#test/any-text.ts';
import { buttonToken, readButtonToken } from './token.ts';

describe('the token of a button', () => {
  it('comes back as the message, the version and the button it was made of, and fits Telegram', () => {
    const version = fc.option(fc.maxSafeNat(), { nil: undefined });
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.nat(999), version, (messageId, button, shown) => {
        const token = buttonToken(messageId, button, shown);
        const read = { messageId, button, ...(shown === undefined ? {} : { version: shown }) };
        expect(readButtonToken(token)).toStrictEqual(read);
        expect(Buffer.byteLength(token)).toBeLessThanOrEqual(64);
      }),
    );
  });

  it('is not what was made by others, and never an error', () => {
    const digits = [...'0123456789abcdefghijklmnopqrstuvwxyz'];
    const base36 = fc.string({ unit: fc.constantFrom(...digits), maxLength: 14 });
    const forged = fc.oneof(
      anyText(100),
      fc.tuple(base36, fc.nat(99_999)).map(([id, button]) => `k1:${id}:${button}`),
      fc.string().map((text) => `k1:${text}`),
    );
    fc.assert(
      fc.property(forged, (token) => {
        const read = readButtonToken(token);
        if (!read) return;
        expect(Number.isSafeInteger(read.messageId)).toBe(true);
        expect(read.button).toBeLessThan(1_000);
        expect(Number.isSafeInteger(read.version ?? 0)).toBe(true);
        expect(token).toMatch(/^k1:[0-9a-z]+(\.[0-9a-z]+)?:\d+$/);
      }),
    );
  });

  it.each([
    '',
    'k1',
    'k1:',
    'k1::',
    'k1:a:',
    'k1::1',
    'k1:a:1:2',
    'k1:a.:1',
    'k1:.a:1',
    'k1:a.b.c:1',
    'k1:a.zzzzzzzzzzz:1',
    'k1:A:1',
    'k1:-1:1',
    'k1:a:-1',
    'k1:a:1.5',
    'k1:a:1000',
    'k1:zzzzzzzzzzz:1',
    'k1:zzzzzzzzzzzzzzzz:1',
    'k2:a:1',
    ' k1:a:1',
    'k1:a:1\n',
    'k1:a:1\u0000',
    'start:menu',
    'k1:a:1'.repeat(1_000),
  ])('%j is none', (token) => {
    expect(readButtonToken(token)).toBeUndefined();
  });
});
