import { describe, expect, expectTypeOf, it } from 'vitest';
import { APP_ERRORS, AppError, type AppErrorCode, messageOf, OuterError } from './errors.ts';
import { ok, type Result, refuse } from './result.ts';

describe('the message of anything thrown', () => {
  it.each([
    [new Error('plain'), 'plain'],
    [new Error('two\n   lines\r\nof it'), 'two lines of it'],
    [new TypeError(''), 'TypeError'],
    ['a string', 'a string'],
    [undefined, 'undefined'],
    [null, 'null'],
    [42, '42'],
    [{ code: 1 }, '[object Object]'],
  ])('%o', (thrown, message) => {
    expect(messageOf(thrown)).toBe(message);
  });
});

describe('errors with a meaning', () => {
  it('AppError says which fields, when to try again, and why', () => {
    const cause = new Error('deeper');
    const fields = [{ path: 'order.lines.0', issue: 'empty' }];
    const error = new AppError('invalid', 'no lines', { fields, retryAfter: 3, cause });
    expect(error).toMatchObject({ name: 'AppError', code: 'invalid', fields, retryAfter: 3, cause });
    expect(new AppError('missing', 'gone')).toMatchObject({ fields: [], retryAfter: undefined });
  });

  it('every code has a client or a server status of its own', () => {
    const statuses = Object.values(APP_ERRORS).map(({ status }) => status);
    expect(new Set(statuses).size).toBe(statuses.length);
    expect(statuses.every((status) => status >= 400 && status < 600)).toBe(true);
    expectTypeOf<AppErrorCode>().toEqualTypeOf<keyof typeof APP_ERRORS>();
  });

  it('OuterError names the system and how it failed', () => {
    const error = new OuterError('telegram', 'limited', 'too many', { afterMs: 7_000 });
    expect(error).toMatchObject({ name: 'OuterError', system: 'telegram', kind: 'limited', afterMs: 7_000 });
    expect(new OuterError('crm', 'down', 'away').afterMs).toBeUndefined();
  });
});

it('a Result gives its value only to those who asked whether there is one', () => {
  const half = (n: number): Result<number, 'odd'> => (n % 2 === 0 ? ok(n / 2) : refuse('odd'));
  expect(half(4)).toEqual({ ok: true, value: 2 });
  expect(half(3)).toEqual({ ok: false, reason: 'odd' });
  const result = half(4);
  // @ts-expect-error nobody knows yet whether it went well
  expectTypeOf(result.value).toBeNumber();
  if (result.ok) expectTypeOf(result.value).toEqualTypeOf<number>();
  else expectTypeOf(result.reason).toEqualTypeOf<'odd'>();
});
