import { describe, expect, it } from 'vitest';
import { type ConfigProblem, readSlice, type Stage } from '#platform/config/slice.ts';
import { onecSlice, onecWarnings } from './config.ts';

const read = (env: Record<string, string>, stage: Stage = 'development') => {
  const problems: ConfigProblem[] = [];
  const config = readSlice(onecSlice, env, problems, stage);
  return { config, problems, keys: problems.map(({ key }) => key) };
};

describe('the pull', () => {
  const on = { ONE_C_ENABLED: 'true', ONE_C_BASE_URL: 'http://1c.local/base/hs/shop/' };

  it('is as it is set, without the slash at the end of its address', () => {
    expect(read({ ...on, ONE_C_USERNAME: 'обмен', ONE_C_PASSWORD: 'p' }).config.pull).toEqual({
      baseUrl: 'http://1c.local/base/hs/shop',
      username: 'обмен',
      password: 'p',
      intervalMinutes: 10,
      timeoutSeconds: 90,
      caFile: undefined,
    });
  });

  it('is absent unless it is switched on', () => {
    expect(read({ ...on, ONE_C_ENABLED: 'false' }).config.pull).toBeUndefined();
    expect(read({}).config.pull).toBeUndefined();
  });

  it.each([
    ['', 'must be set, because ONE_C_ENABLED is true'],
    ['1c.local/base', 'must be an address that starts with http'],
    ['http://user:hunter2@1c.local', 'must hold no user name and no password'],
    ['http://1c.local/base?a=1', 'must hold neither ? nor #'],
  ])('the address %j is refused', (ONE_C_BASE_URL, words) => {
    const { problems } = read({ ...on, ONE_C_BASE_URL });
    expect(problems).toEqual([{ key: 'ONE_C_BASE_URL', problem: expect.stringContaining(words) }]);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it('certificates that are not there are refused', () => {
    expect(read({ ...on, ONE_C_CA_FILE: '/nowhere/ca.pem' }).keys).toEqual(['ONE_C_CA_FILE']);
  });
});

describe('the token', () => {
  const key = ['ONE_C_WEBHOOK_TOKEN'];

  it('is asked for in production, or the word that it may be absent', () => {
    expect(read({}, 'production').keys).toEqual(key);
    expect(read({ ONE_C_WEBHOOK_TOKEN: 'changeme' }, 'production').keys).toEqual(key);
    expect(read({ ONE_C_WEBHOOK_TOKEN: 'wK3r-7hQzP0x' }, 'production').keys).toEqual([]);
    expect(read({ ONE_C_ALLOW_OPEN_PUSH: 'true' }, 'production').keys).toEqual([]);
    expect(read({}).keys).toEqual([]);
  });

  it('absent is said aloud, unless it was asked for in development', () => {
    const warnings = (env: Record<string, string>, stage: Stage) =>
      onecWarnings(read(env, stage).config, stage).join();
    expect(warnings({}, 'development')).toMatch(/^ONE_C_WEBHOOK_TOKEN is empty/);
    expect(warnings({ ONE_C_ALLOW_OPEN_PUSH: 'true' }, 'development')).toBe('');
    expect(warnings({ ONE_C_ALLOW_OPEN_PUSH: 'true' }, 'production')).toMatch(/^ONE_C_ALLOW_OPEN_PUSH is on/);
    expect(warnings({ ONE_C_WEBHOOK_TOKEN: 'x' }, 'production')).toBe('');
  });
});

it('the limit of bodies is told in megabytes', () => {
  expect(read({}).config.maxBodyBytes).toBe(512 * 1024 * 1024);
  expect(read({ ONE_C_MAX_BODY_MB: '1' }).config.maxBodyBytes).toBe(1_048_576);
  expect(read({ ONE_C_MAX_BODY_MB: '0' }).keys).toEqual(['ONE_C_MAX_BODY_MB']);
});
