import { expect, it } from 'vitest';
import { unreachable } from './unreachable.ts';

it.each([
  ['28P01', 'password authentication failed for user "x"', /\nCorrect the user and password/],
  ['28000', 'no pg_hba.conf entry for host', /\nCorrect the user and password/],
  ['53300', 'sorry, too many clients already', /\n.*DATABASE_POOL_SIZE/],
  ['', 'Connection terminated due to connection timeout', /\nNobody answers there/],
  ['', 'The server does not support SSL connections', /\nSet sslmode/],
  ['XX000', 'something else', /\nLook into the log/],
])('%s %s', (code, message, words) => {
  expect(unreachable(Object.assign(new Error(message), { code })).message).toMatch(words);
});

it('an address that is none is not repeated', () => {
  const error = unreachable(
    Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL', input: 'postgres://u:se/cret' }),
  );
  expect(error.message).toMatch(/DATABASE_URL is not an address/);
  expect(error.cause).toBeUndefined();
});
