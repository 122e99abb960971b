import { describe, expect, it } from 'vitest';
import { type ConfigProblem, readSlice } from '#platform/config/slice.ts';
import { gigachatSlice } from './config.ts';

const read = (env: Record<string, string>) => {
  const problems: ConfigProblem[] = [];
  const gigachat = readSlice(gigachatSlice, env, problems, 'production');
  return { gigachat, keys: problems.map(({ key }) => key), told: JSON.stringify(problems) };
};

describe('the settings of GigaChat', () => {
  it('have the documented values where nothing is set', () => {
    expect(read({}).gigachat).toEqual({
      oauthUrl: 'https://ngw.devices.sberbank.ru:9443/api/v2/oauth',
      key: undefined,
      scope: 'GIGACHAT_API_PERS',
      baseUrl: 'https://gigachat.devices.sberbank.ru/api/v1',
      model: 'GigaChat-2',
      timeoutMs: 20_000,
      cachePrefix: 'gigachat:token',
      caFile: undefined,
      streams: 1,
    });
  });

  it('take a key as it is copied from an example of a request', () => {
    expect(read({ GIGACHAT_BASIC_AUTH_KEY: 'Basic YWJj' }).gigachat.key).toBe('YWJj');
    expect(read({ GIGACHAT_API_BASE_URL: 'https://api.giga.chat/v1/' }).gigachat.baseUrl).toBe(
      'https://api.giga.chat/v1',
    );
  });

  it.each([
    ['GIGACHAT_OAUTH_URL', 'ngw.devices'],
    ['GIGACHAT_TIMEOUT_SECONDS', '0'],
    ['GIGACHAT_TIMEOUT_SECONDS', 'soon'],
    ['GIGACHAT_MAX_CONCURRENCY', '-1'],
    ['GIGACHAT_CA_FILE', '/no/such/file.pem'],
  ])('%s=%s is refused', (key, value) => {
    expect(read({ [key]: value, GIGACHAT_BASIC_AUTH_KEY: 'hunter2' }).keys).toEqual([key]);
    expect(read({ [key]: value, GIGACHAT_BASIC_AUTH_KEY: 'hunter2' }).told).not.toContain('hunter2');
  });
});
