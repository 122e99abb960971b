import { describe, expect, it } from 'vitest';
import { type ConfigProblem, readSlice } from '#platform/config/slice.ts';
import { openaiSlice, openaiWarnings } from './config.ts';

const read = (env: Record<string, string>) => {
  const problems: ConfigProblem[] = [];
  const config = readSlice(openaiSlice, env, problems, 'production');
  return { config, problems };
};

describe('the settings of OpenAI', () => {
  it('have living values where nothing is set', () => {
    expect(read({}).config).toEqual({
      key: undefined,
      model: 'gpt-6-luna',
      baseUrl: 'https://api.openai.com/v1',
      timeoutMs: 20_000,
    });
  });

  it('refuse an address that is none, without telling the key', () => {
    const { problems } = read({ OPENAI_BASE_URL: 'localhost:11434', OPENAI_API_KEY: 'hunter2' });
    expect(problems).toMatchObject([{ key: 'OPENAI_BASE_URL' }]);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it('S3-29: warn of gpt-4o-mini, which will be shut down, where it is asked at all', () => {
    const warnings = (env: Record<string, string>) => openaiWarnings(read(env).config);
    expect(warnings({ OPENAI_MODEL: 'gpt-4o-mini', OPENAI_API_KEY: 'k' })).toEqual([
      expect.stringContaining('2027-01-14'),
    ]);
    expect(warnings({ OPENAI_MODEL: 'gpt-4o-mini' })).toEqual([]);
    expect(warnings({ OPENAI_API_KEY: 'k' })).toEqual([]);
  });
});
