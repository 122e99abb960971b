import { expect, it } from 'vitest';
import { createPasswords } from './password.ts';

const CHEAP = { memory: 64, passes: 1, parallelism: 1 };

it('verifies what it hashed, and nothing else', async () => {
  const { hash, verify } = createPasswords({ cost: CHEAP });
  const [first, second] = [await hash('correct horse'), await hash('correct horse')];
  expect(first).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(second).not.toBe(first);
  expect(await verify('correct horse', first)).toEqual({ right: true, stale: false });
  expect(await verify('correct horsf', first)).toEqual({ right: false, stale: false });
  expect(await verify('', first)).toEqual({ right: false, stale: false });
  expect(await verify('correct horse', null)).toEqual({ right: false, stale: false });
});

it('knows the hash of another program, and that it should be renewed', async () => {
  // The reference program: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32
  const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  const { verify } = createPasswords({ cost: CHEAP });
  expect(await verify('password', reference)).toEqual({ right: true, stale: true });
  expect(await verify('passwore', reference)).toEqual({ right: false, stale: false });
});

it('works off the main thread, and refuses what nobody would wait for', async () => {
  const { hash } = createPasswords();
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 1);
  await Promise.all([hash('one of two'), hash('two of two')]);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(0);

  const { hash: cheaply } = createPasswords({ cost: CHEAP });
  const results = await Promise.allSettled(Array.from({ length: 300 }, () => cheaply('many at once')));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(202);
  for (const result of results)
    if (result.status === 'rejected')
      expect(result.reason).toMatchObject({ code: 'unavailable', retryAfter: 5 });
  expect(await cheaply('later')).toMatch(/^\$argon2id/);
});

it('a stored hash of no known form is a mistake of ours, not a wrong password', async () => {
  const { verify } = createPasswords({ cost: CHEAP });
  await expect(verify('x', '$2b$10$abcdefghijklmnopqrstuv')).rejects.toThrow(/unknown form/);
});
