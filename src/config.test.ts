import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ConfigError, loadConfig, readEnvironment, slices } from './config.ts';

const TOKEN = '123456:TEST-TOKEN-FOR-VECTOR';
const OTHER = '654321:OTHER-TOKEN-FOR-VECTOR';
const EXAMPLE = await readFile(new URL('../.env.example', import.meta.url), 'utf8');

/** Environment of a production server that is good. */
const PRODUCTION = {
  NODE_ENV: 'production',
  SECRET_KEY: 'q8Zr3nVx7Lk2Wm5Tb9Yc4Hd6Jf1Gs0Pa',
  DATABASE_URL: 'postgresql://office:9f-Rk2_vQ@db:5432/office',
  BOT_TOKEN: TOKEN,
  TELEGRAM_ALLOWED_CHAT_IDS: '1',
  ONE_C_WEBHOOK_TOKEN: 'wK3r-7hQzP0xT2mB9',
};

/** Lines of the refusal, without the dash; empty when there is none. */
const problemsOf = (env: Readonly<Record<string, string>>): string[] => {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/^- /, ''));
  }
};
const keysOf = (env: Readonly<Record<string, string>>): (string | undefined)[] =>
  problemsOf(env).map((line) => line.split(' ')[0]);

describe('without any setting', () => {
  it('everything has its default', () => {
    const { core, telegram, webchat, onec, warnings } = loadConfig({});
    expect(core).toMatchObject({
      stage: 'development',
      port: 8000,
      host: '127.0.0.1',
      publicUrl: undefined,
      trustProxy: undefined,
      dataDir: './data',
      databaseUrl: undefined,
      poolSize: 10,
      secretKey: undefined,
      roles: { roles: ['web', 'bot', 'worker'], explicit: false },
      demo: true,
      metricsToken: undefined,
      log: {
        level: 'info',
        format: 'line',
        file: { path: 'backend/logs/main.log', maxBytes: 50_000_000, backups: 3 },
      },
    });
    expect(telegram).toEqual({ admins: [], channel: undefined });
    expect(webchat).toEqual({ title: undefined, maxFileBytes: 20 * 1024 * 1024 });
    expect(onec).toMatchObject({ pushToken: undefined, openPush: false, pull: undefined });
    expect(warnings).toEqual([expect.stringContaining('ONE_C_WEBHOOK_TOKEN')]);
  });

  it('an empty or blank value is no setting', () => {
    const keys = slices.flatMap(({ settings }) => Object.keys(settings));
    for (const blank of ['', '  '])
      expect(loadConfig(Object.fromEntries(keys.map((key) => [key, blank])))).toEqual(loadConfig({}));
  });

  it('what belongs to others is not looked at', () => {
    expect(loadConfig({ PATH: '/bin', KONTORA: 'x' })).toEqual(loadConfig({}));
  });
});

describe('a good value is used', () => {
  it.each<[Record<string, string>, object]>([
    [{ PORT: ' 8080 ' }, { port: 8080 }],
    [{ PORT: '0' }, { port: 0 }],
    [{ HOST: '0.0.0.0' }, { host: '0.0.0.0' }],
    [{ PUBLIC_URL: 'https://office.example.com/' }, { publicUrl: 'https://office.example.com' }],
    [{ TRUST_PROXY: '127.0.0.1, 10.0.0.0/8' }, { trustProxy: ['127.0.0.1', '10.0.0.0/8'] }],
    [{ TRUST_PROXY: 'loopback,::1,fd00::/8' }, { trustProxy: ['loopback', '::1', 'fd00::/8'] }],
    [{ KONTORA_DEMO: 'false' }, { demo: false }],
    [{ METRICS_TOKEN: 'm' }, { metricsToken: 'm' }],
    [{ LOG_FILE: 'none' }, { log: { level: 'info', format: 'line', file: undefined } }],
    [{ LOG_LEVEL: 'debug' }, { log: { level: 'debug' } }],
    [{ LOG_FORMAT: 'json' }, { log: { format: 'json' } }],
    [{ DATABASE_URL: 'postgres://bot:password@db/bot' }, { databaseUrl: 'postgres://bot:password@db/bot' }],
    [
      { KONTORA_ROLES: 'web, worker', DATABASE_URL: 'postgresql://db/x' },
      { roles: { roles: ['web', 'worker'], explicit: true } },
    ],
    [{ NODE_ENV: 'test' }, { stage: 'development' }],
  ])('%j', (env, core) => {
    expect(loadConfig(env).core).toMatchObject(core);
  });

  it('production listens on every address unless told otherwise', () => {
    expect(loadConfig(PRODUCTION).core).toMatchObject({ stage: 'production', host: '0.0.0.0' });
    expect(loadConfig({ ...PRODUCTION, HOST: '127.0.0.1' }).core.host).toBe('127.0.0.1');
  });
});

describe('a bad value is refused in words that name its key', () => {
  it.each<[string, string, RegExp]>([
    ['NODE_ENV', 'prod', /must be one of development, production, test \(it is "prod"\)/],
    ['PORT', 'http', /must be a whole number \(it is "http"\)/],
    ['PORT', '70000', /must be between 0 and 65535/],
    ['PORT', '80.5', /must be a whole number/],
    ['PUBLIC_URL', 'office.example.com', /must be an address that starts with http/],
    ['PUBLIC_URL', 'https://boss:hunter2@office.example.com', /must hold no user name and no password/],
    ['PUBLIC_URL', 'ftp://boss:hunter2@office.example.com', /it is "ftp:\/\/\*\*\*@office/],
    ['TELEGRAM_API_ROOT', 'boss:hunter2@127.0.0.1', /it is "\*\*\*@127\.0\.0\.1"/],
    ['TRUST_PROXY', 'foo', /loopback, linklocal, uniquelocal; "foo" is not one/],
    ['TRUST_PROXY', 'loopback,10.0.0.0/33', /"10\.0\.0\.0\/33" is not one/],
    ['TRUST_PROXY', 'http://boss:hunter2@proxy', /"http:\/\/\*\*\*@proxy" is not one/],
    ['DATABASE_URL', 'mysql://root:hunter2@db/x', /must start with postgresql:\/\/$/],
    ['DATABASE_POOL_SIZE', '1', /must be between 2 and 200/],
    ['KONTORA_ROLES', 'web,cook', /must hold web, bot, worker; "cook" is not one/],
    ['KONTORA_ROLES', 'web,', /"" is not one/],
    ['KONTORA_DEMO', 'perhaps', /must be true or false/],
    ['LOG_LEVEL', 'loud', /must be one of debug, info, warn, error/],
    ['LOG_FORMAT', 'xml', /must be one of line, json/],
    ['LOG_FILE_BYTES', '10', /must be between 1000 and/],
    ['LOG_FILE_BACKUPS', '-1', /must be between 0 and 100/],
    ['BOT_TOKEN', 'hunter2', /must be a token as @BotFather gives it/],
    ['TELEGRAM_BOT_TOKEN', 'hunter2', /must be a token as @BotFather gives it/],
    ['TELEGRAM_API_ROOT', 'api.telegram.org', /must be an address/],
    ['TELEGRAM_MODE', 'push', /must be one of polling, webhook/],
    ['TELEGRAM_ALLOWED_CHAT_IDS', '1,@anna', /must hold chat ids separated by commas; "@anna" is not one/],
    ['ADMIN_IDS', '1,anna', /must hold Telegram user ids separated by commas; "anna" is not one/],
    ['ADMIN_IDS', '1,-2', /must hold Telegram user ids, which are positive; "-2" is not/],
    ['TELEGRAM_RATE_TOTAL', 'fast', /must be a number/],
    ['CHAT_MAX_FILE_BYTES', '1', /must be between/],
  ])('%s=%s', (key, value, words) => {
    const problems = problemsOf({ [key]: value });
    expect(problems).toEqual([expect.stringMatching(words)]);
    expect(problems[0]).toMatch(new RegExp(`^${key} `));
    expect(problems[0]).not.toContain('hunter2');
  });

  it('S0-02: a malformed BOT_TOKEN stops the start; the message names the key and not the token', () => {
    expect(problemsOf({ BOT_TOKEN: `${TOKEN}!` })).toEqual([expect.stringMatching(/^BOT_TOKEN /)]);
    expect(problemsOf({ BOT_TOKEN: `${TOKEN}!` }).join()).not.toContain('VECTOR');
  });

  it('all problems come at once: of every slice, and those between settings', () => {
    const env = {
      NODE_ENV: 'production',
      PORT: 'x',
      LOG_LEVEL: 'y',
      DATABASE_URL: 'postgresql://bot:password@db/bot',
      BOT_TOKEN: TOKEN,
      TELEGRAM_BOT_TOKEN: OTHER,
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_RATE_CHAT: 'z',
      CHAT_MAX_FILE_BYTES: '0',
    };
    expect(keysOf(env).sort()).toEqual(
      [
        'BOT_TOKEN',
        'CHAT_MAX_FILE_BYTES',
        'DATABASE_URL',
        'LOG_LEVEL',
        'ONE_C_WEBHOOK_TOKEN',
        'PORT',
        'PUBLIC_URL',
        'SECRET_KEY',
        'TELEGRAM_RATE_CHAT',
      ].sort(),
    );
  });

  it('a wrong value is told once, not again by what follows from it', () => {
    expect(keysOf({ KONTORA_ROLES: 'bot', DATABASE_URL: 'db', BOT_TOKEN: 'x' })).toEqual([
      'DATABASE_URL',
      'BOT_TOKEN',
    ]);
    expect(keysOf({ TELEGRAM_MODE: 'webhook', BOT_TOKEN: TOKEN, PUBLIC_URL: 'x' })).toEqual(['PUBLIC_URL']);
  });

  it('no secret is quoted, whatever is wrong with it', () => {
    const env = {
      NODE_ENV: 'production',
      SECRET_KEY: 'hunter2',
      DATABASE_URL: 'hunter2',
      BOT_TOKEN: 'hunter2',
      TELEGRAM_BOT_TOKEN: 'hunter2-too',
      ONE_C_WEBHOOK_TOKEN: 'hunter2-of-1c',
    };
    expect(keysOf(env)).toEqual([
      'DATABASE_URL',
      'SECRET_KEY',
      'BOT_TOKEN',
      'TELEGRAM_BOT_TOKEN',
      'BOT_TOKEN',
    ]);
    expect(problemsOf(env).join('\n')).not.toContain('hunter2');
    const password = problemsOf({ ...PRODUCTION, DATABASE_URL: 'postgresql://u:changeme@db/x' }).join('\n');
    expect(password).toMatch(/^DATABASE_URL/);
    expect(password).not.toContain('changeme');
  });
});

describe('the bot token has two names', () => {
  it.each<[string, Record<string, string>]>([
    ['the first', { BOT_TOKEN: TOKEN }],
    ['the second', { TELEGRAM_BOT_TOKEN: TOKEN }],
    ['both, equal', { BOT_TOKEN: TOKEN, TELEGRAM_BOT_TOKEN: ` ${TOKEN}` }],
    ['the first, and the second empty', { BOT_TOKEN: TOKEN, TELEGRAM_BOT_TOKEN: '' }],
  ])('%s', (_, env) => {
    expect(loadConfig(env).telegram.channel?.token).toBe(TOKEN);
  });

  it('both, different: refused, naming both and quoting none', () => {
    const problems = problemsOf({ BOT_TOKEN: TOKEN, TELEGRAM_BOT_TOKEN: OTHER });
    expect(problems).toEqual([expect.stringMatching(/BOT_TOKEN and TELEGRAM_BOT_TOKEN.*differ/)]);
    expect(problems.join()).not.toContain('VECTOR');
  });
});

describe('S4-75: TELEGRAM_ALLOWED_CHAT_IDS', () => {
  it.each([
    ['', []],
    ['1', ['1']],
    ['1,2', ['1', '2']],
    [' 12 , -1001234567890 ,3 ', ['12', '-1001234567890', '3']],
    ['1,,1,2,', ['1', '2']],
  ])('%j allows %j', (value, chats) => {
    const { telegram } = loadConfig({ BOT_TOKEN: TOKEN, TELEGRAM_ALLOWED_CHAT_IDS: value });
    expect(telegram.channel?.allowedChats).toEqual(chats);
  });

  it.each(['x', '1;2', '1.5', '--1', '12345678901234567', '1 2'])('%j is refused', (value) => {
    expect(keysOf({ TELEGRAM_ALLOWED_CHAT_IDS: value })).toEqual(['TELEGRAM_ALLOWED_CHAT_IDS']);
  });

  it('empty in production is allowed and said aloud', () => {
    const { warnings } = loadConfig({ ...PRODUCTION, TELEGRAM_ALLOWED_CHAT_IDS: '' });
    expect(warnings).toEqual([expect.stringContaining('TELEGRAM_ALLOWED_CHAT_IDS')]);
    expect(loadConfig(PRODUCTION).warnings).toEqual([]);
  });
});

describe('S0-04: ADMIN_IDS', () => {
  it('a list of users', () => {
    expect(loadConfig({ ADMIN_IDS: '1,2' }).telegram.admins).toEqual(['1', '2']);
    expect(loadConfig({ ADMIN_IDS: ' 2, 1,2 ' }).telegram.admins).toEqual(['2', '1']);
  });

  it('every bad entry is reported', () => {
    expect(problemsOf({ ADMIN_IDS: '1,anna,0,-3' }).join('\n')).toMatch(/"anna"/);
    const groups = problemsOf({ ADMIN_IDS: '1,-3,0' });
    expect(groups).toEqual([expect.stringContaining('"-3"'), expect.stringContaining('"0"')]);
    const mixed = problemsOf({ ADMIN_IDS: '1,x,-5' });
    expect(mixed).toEqual([expect.stringContaining('"x"'), expect.stringContaining('"-5"')]);
  });
});

describe('S0-20: production', () => {
  it('takes real secrets', () => {
    expect(problemsOf(PRODUCTION)).toEqual([]);
  });

  it.each(['', 'short', 'changeme-changeme-changeme-changeme', 'secret'.repeat(6), 'default-'.repeat(5)])(
    'refuses the SECRET_KEY %j',
    (SECRET_KEY) => {
      expect(keysOf({ ...PRODUCTION, SECRET_KEY })).toEqual(['SECRET_KEY']);
    },
  );

  it.each(['password', 'postgres', 'bot', 'changeme', 'secret', 'PASSWORD', ''])(
    'refuses the database password %j',
    (password) => {
      const DATABASE_URL = `postgresql://bot:${password}@db:5432/bot`;
      expect(keysOf({ ...PRODUCTION, DATABASE_URL })).toEqual(['DATABASE_URL']);
      expect(problemsOf({ DATABASE_URL })).toEqual([]);
    },
  );

  it('refuses the very values of .env.example', () => {
    const samples = parseEnv(EXAMPLE.replaceAll(/^#(?=[A-Z_]+=)/gm, ''));
    const { DATABASE_URL = '', SECRET_KEY = '' } = samples;
    expect(keysOf({ ...PRODUCTION, DATABASE_URL })).toEqual(['DATABASE_URL']);
    expect(keysOf({ ...PRODUCTION, SECRET_KEY })).toEqual(['SECRET_KEY']);
  });

  it('a stray space does not turn it into development', () => {
    expect(keysOf({ NODE_ENV: 'production ' })).toEqual(['SECRET_KEY', 'ONE_C_WEBHOOK_TOKEN']);
  });

  it('a database that asks for no password in the address is somebody else’s care', () => {
    expect(problemsOf({ ...PRODUCTION, DATABASE_URL: 'postgresql://office@db/office' })).toEqual([]);
  });

  it('.env.example holds every key that is read, each with a word about it', () => {
    const keys = slices.flatMap(({ settings }) => Object.keys(settings));
    for (const key of keys) expect(EXAMPLE).toMatch(new RegExp(`^# \\S.*\\n#?${key}=`, 'm'));
    const listed = [...EXAMPLE.matchAll(/^#?([A-Z_]+)=/gm)].map(([, key]) => key);
    expect(listed).toEqual(keys);
  });
});

describe('roles', () => {
  it('the embedded database serves one process: split roles need DATABASE_URL', () => {
    expect(keysOf({ KONTORA_ROLES: 'web' })).toEqual(['DATABASE_URL']);
    expect(keysOf({ KONTORA_ROLES: 'web,worker,web' })).toEqual(['DATABASE_URL']);
    expect(problemsOf({ KONTORA_ROLES: 'web', DATABASE_URL: 'postgresql://db/x' })).toEqual([]);
    expect(problemsOf({ KONTORA_ROLES: 'worker,web,bot', BOT_TOKEN: TOKEN })).toEqual([]);
  });

  it('S0-02: a bot that was asked for needs its token', () => {
    const DATABASE_URL = 'postgresql://db/x';
    expect(problemsOf({ KONTORA_ROLES: 'bot', DATABASE_URL })).toEqual([
      expect.stringMatching(/^BOT_TOKEN \(or TELEGRAM_BOT_TOKEN\) must be set/),
    ]);
    expect(problemsOf({ KONTORA_ROLES: 'bot', DATABASE_URL, TELEGRAM_BOT_TOKEN: TOKEN })).toEqual([]);
    expect(problemsOf({ KONTORA_ROLES: 'web,worker', DATABASE_URL })).toEqual([]);
  });
});

it('is frozen all through', () => {
  const thaw = (value: unknown, path: string): string[] =>
    typeof value !== 'object' || value === null
      ? []
      : [
          ...(Object.isFrozen(value) ? [] : [path]),
          ...Object.entries(value).flatMap(([key, part]) => thaw(part, `${path}.${key}`)),
        ];
  expect(thaw(loadConfig({ ...PRODUCTION, ADMIN_IDS: '1', TRUST_PROXY: '127.0.0.1' }), 'config')).toEqual([]);
});

describe('.env', () => {
  const inFolderWith = async (env: string | undefined): Promise<void> => {
    const folder = await mkdtemp(join(tmpdir(), 'kontora-env-'));
    if (env !== undefined) await writeFile(join(folder, '.env'), env);
    const home = process.cwd();
    process.chdir(folder);
    onTestFinished(async () => {
      process.chdir(home);
      await rm(folder, { recursive: true });
    });
  };

  it('is read, and the environment of the process goes over it', async () => {
    await inFolderWith('KONTORA_TITLE="From the file"\nPORT=8001\n# a comment\nHOST=127.0.0.9 # here\n');
    vi.stubEnv('PORT', '8002');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(readEnvironment()).toMatchObject({
      KONTORA_TITLE: 'From the file',
      PORT: '8002',
      HOST: '127.0.0.9',
    });
  });

  it('need not be there', async () => {
    await inFolderWith(undefined);
    expect(readEnvironment()).toEqual({ ...process.env });
  });

  it('S3-01: a copy of .env.example with BOT_TOKEN filled in is enough to start', async () => {
    await inFolderWith(EXAMPLE.replace(/^BOT_TOKEN=$/m, `BOT_TOKEN=${TOKEN}`));
    const config = loadConfig(readEnvironment());
    expect(config.telegram.channel).toMatchObject({ token: TOKEN, mode: 'polling' });
    expect({ ...config, telegram: undefined }).toEqual({ ...loadConfig({}), telegram: undefined });
  });
});
