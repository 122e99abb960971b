import { describe, expect, it } from 'vitest';
import { type ConfigProblem, readSlice } from '#platform/config/slice.ts';
import { telegramProblems, telegramSlice, telegramWarnings } from './config.ts';

const TOKEN = '123456:TEST-TOKEN-FOR-VECTOR';
const OTHER = '654321:OTHER-TOKEN-FOR-VECTOR';

const read = (env: Record<string, string>) => {
  const problems: ConfigProblem[] = [];
  const settings = readSlice(telegramSlice, env, problems, 'development');
  return { settings, problems };
};
const settingsOf = (env: Record<string, string>) => {
  const { settings, problems } = read(env);
  expect(problems).toEqual([]);
  if (!settings) throw new Error('no settings');
  return settings;
};

describe('the token', () => {
  it('absent: no channel, the rest is read', () => {
    expect(settingsOf({ ADMIN_IDS: '1,2' })).toEqual({ channel: undefined, admins: ['1', '2'] });
  });

  it.each([
    [{ BOT_TOKEN: TOKEN }],
    [{ TELEGRAM_BOT_TOKEN: ` ${TOKEN} ` }],
    [{ BOT_TOKEN: TOKEN, TELEGRAM_BOT_TOKEN: TOKEN }],
    [{ BOT_TOKEN: TOKEN, TELEGRAM_BOT_TOKEN: '' }],
  ])('given as %j', (env) => {
    expect(settingsOf(env).channel).toEqual({
      token: TOKEN,
      apiRoot: 'https://api.telegram.org',
      mode: 'polling',
      modeExplicit: false,
      allowedChats: [],
      rateTotal: 28,
      rateChat: 1,
    });
  });

  it('two that differ: refused, naming both and quoting none', () => {
    const { problems } = read({ BOT_TOKEN: TOKEN, TELEGRAM_BOT_TOKEN: OTHER });
    expect(problems).toEqual([{ key: 'BOT_TOKEN', problem: expect.stringContaining('TELEGRAM_BOT_TOKEN') }]);
    expect(JSON.stringify(problems)).not.toMatch(/VECTOR/);
  });

  it('two that differ are told also when one is malformed', () => {
    const { problems } = read({ BOT_TOKEN: 'nonsense', TELEGRAM_BOT_TOKEN: OTHER });
    expect(problems.map(({ key, problem }) => `${key} ${problem}`)).toEqual([
      expect.stringMatching(/^BOT_TOKEN must be a token/),
      expect.stringMatching(/^BOT_TOKEN and TELEGRAM_BOT_TOKEN are both set and differ/),
    ]);
  });

  it('the mode is explicit only when it was set', () => {
    expect(settingsOf({ BOT_TOKEN: TOKEN, TELEGRAM_MODE: 'polling' }).channel?.modeExplicit).toBe(true);
  });

  it.each(['BOT_TOKEN', 'TELEGRAM_BOT_TOKEN'])('malformed: refused naming %s, quoting nothing', (key) => {
    for (const value of [
      'secret',
      '123456:',
      '12345:short',
      `${TOKEN} x`,
      'bot123456:TEST-TOKEN-FOR-VECTOR',
    ]) {
      const { problems } = read({ [key]: value });
      expect(problems.map((problem) => problem.key)).toEqual([key]);
      expect(problems[0]?.problem).not.toContain(value);
    }
  });
});

describe('lists of ids', () => {
  it('takes one, several, spaces, negative ids and repeats', () => {
    const chats = (TELEGRAM_ALLOWED_CHAT_IDS: string) =>
      settingsOf({ BOT_TOKEN: TOKEN, TELEGRAM_ALLOWED_CHAT_IDS }).channel?.allowedChats;
    expect(chats('5')).toEqual(['5']);
    expect(chats(' 5 , -1001234567890,6, 5 ,')).toEqual(['5', '-1001234567890', '6']);
  });

  it('reports a bad entry', () => {
    expect(read({ TELEGRAM_ALLOWED_CHAT_IDS: '5,@anna' }).problems).toEqual([
      { key: 'TELEGRAM_ALLOWED_CHAT_IDS', problem: expect.stringContaining('"@anna"') },
    ]);
    expect(read({ ADMIN_IDS: '1;2' }).problems).toEqual([
      { key: 'ADMIN_IDS', problem: expect.stringContaining('"1;2"') },
    ]);
    expect(read({ ADMIN_IDS: '1,-100' }).problems).toEqual([
      { key: 'ADMIN_IDS', problem: expect.stringContaining('"-100"') },
    ]);
  });
});

describe('rates', () => {
  it('can be changed and switched off', () => {
    const env = { BOT_TOKEN: TOKEN, TELEGRAM_RATE_TOTAL: '0', TELEGRAM_RATE_CHAT: '0.5' };
    expect(settingsOf(env).channel).toMatchObject({ rateTotal: 0, rateChat: 0.5 });
    expect(read({ TELEGRAM_RATE_TOTAL: '-1' }).problems).toHaveLength(1);
  });
});

describe('the webhook and PUBLIC_URL', () => {
  const problems = (publicUrl: string | undefined, env: Record<string, string> = {}) =>
    telegramProblems(settingsOf({ BOT_TOKEN: TOKEN, TELEGRAM_MODE: 'webhook', ...env }), publicUrl).map(
      ({ key }) => key,
    );

  it('needs https, except with a Bot API server of one’s own', () => {
    expect(problems('https://office.example')).toEqual([]);
    expect(problems('http://office.example')).toEqual(['PUBLIC_URL']);
    expect(problems(undefined)).toEqual(['PUBLIC_URL']);
    expect(problems('http://office.example', { TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/' })).toEqual([]);
    expect(problems(undefined, { TELEGRAM_API_ROOT: 'http://127.0.0.1:8081' })).toEqual(['PUBLIC_URL']);
    expect(problems(undefined, { TELEGRAM_MODE: 'polling' })).toEqual([]);
    expect(read({ TELEGRAM_MODE: 'push' }).problems[0]?.key).toBe('TELEGRAM_MODE');
  });
});

describe('warnings', () => {
  it('says in production that everyone may talk to the bot', () => {
    const open = settingsOf({ BOT_TOKEN: TOKEN });
    expect(telegramWarnings(open, 'production')).toEqual([
      expect.stringContaining('TELEGRAM_ALLOWED_CHAT_IDS'),
    ]);
    expect(telegramWarnings(open, 'development')).toEqual([]);
    const closed = settingsOf({ BOT_TOKEN: TOKEN, TELEGRAM_ALLOWED_CHAT_IDS: '5' });
    expect(telegramWarnings(closed, 'production')).toEqual([]);
    expect(telegramWarnings(settingsOf({}), 'production')).toEqual([]);
  });
});
