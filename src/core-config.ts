import { isIP } from 'node:net';
import { z } from 'zod';
import { defineSlice, masked, setting } from '#platform/config/slice.ts';

/** Parts one process can play: HTTP, listening to messengers, working turns. */
export const ROLES = ['web', 'bot', 'worker'] as const;
export type ProcessRole = (typeof ROLES)[number];

const DEFAULT_SECRETS = /^(change[-_ ]?me|secret|password|default|example|test|the output of)/i;

/** An address, a network in CIDR form, or a name that the web server knows for private networks. */
const isProxy = (proxy: string): boolean => {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(proxy)) return true;
  const [address = '', bits, ...more] = proxy.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
};

/** The settings of the process itself. */
export const coreSlice = defineSlice({
  title: 'Kontora',
  settings: {
    NODE_ENV: {
      schema: setting.choice(['development', 'production', 'test'], 'development'),
      about: 'In production missing or default secrets are refused.',
      example: 'production',
    },
    PORT: {
      schema: setting.whole(8000, { min: 0, max: 65_535 }),
      about: 'The port of the web server.',
      example: '8000',
    },
    HOST: {
      schema: setting.text(),
      about:
        'The address the web server listens on. Default: 127.0.0.1 in development, 0.0.0.0 in production.',
      example: '0.0.0.0',
    },
    PUBLIC_URL: {
      schema: setting
        .url()
        .refine((url) => !url || !/\/\/[^/]*@/.test(url), 'must hold no user name and no password'),
      about: 'How the world reaches this server; needed for webhooks and links in messages.',
      example: 'https://office.example.com',
    },
    TRUST_PROXY: {
      schema: z
        .string()
        .optional()
        .transform((value, context) => {
          const proxies = value?.split(',').map((proxy) => proxy.trim());
          for (const proxy of proxies ?? [])
            if (!isProxy(proxy))
              context.addIssue({
                code: 'custom',
                message: `must hold addresses, networks like 10.0.0.0/8, or loopback, linklocal, uniquelocal; "${masked(proxy)}" is not one`,
              });
          return proxies;
        }),
      about:
        'Reverse proxies whose X-Forwarded-For is believed: addresses, networks, or loopback, linklocal, uniquelocal. Needed behind a proxy: without it all visitors count as one address.',
      example: '127.0.0.1',
    },
    DATA_DIR: {
      schema: setting.text(),
      about: 'Folder of the embedded database, of uploaded files and of the generated secret.',
      example: './data',
    },
    DATABASE_URL: {
      schema: z
        .string()
        .regex(/^postgres(ql)?:\/\/.+/, 'must start with postgresql://')
        .optional(),
      about: 'A PostgreSQL server, version 15 or newer. Unset: an embedded one in DATA_DIR.',
      example: 'postgresql://bot:password@db:5432/bot',
      secret: true,
    },
    DATABASE_POOL_SIZE: {
      schema: setting.whole(10, { min: 2, max: 200 }),
      about:
        'Connections to the database in the pool of this process. It opens up to 9 more, 4 of them for the search and 3 for keeping its index, and one for each inbox it listens to and each import or exchange that runs: max_connections of the server must bear them all.',
      example: '10',
    },
    SECRET_KEY: {
      schema: setting.text(),
      about: 'At least 32 random characters; webhook secrets come from it. Generated in development.',
      example: 'the output of: openssl rand -base64 48',
      secret: true,
    },
    KONTORA_ROLES: {
      schema: z
        .string()
        .optional()
        .transform((value, context) => {
          const roles = (value ?? ROLES.join(',')).split(',').map((role) => role.trim());
          for (const role of roles)
            if (!ROLES.includes(role as ProcessRole))
              context.addIssue({
                code: 'custom',
                message: `must hold ${ROLES.join(', ')}; "${masked(role)}" is not one`,
              });
          return { roles: [...new Set(roles)] as ProcessRole[], explicit: value !== undefined };
        }),
      about: 'What this process does: web, bot (listens to messengers), worker. Default: everything.',
      example: 'web,bot,worker',
    },
    KONTORA_DEMO: {
      schema: setting.flag(true),
      about: 'Demo data at the first start of an embedded database.',
      example: 'false',
    },
    METRICS_TOKEN: {
      schema: setting.text(),
      about: 'Bearer token for /metrics. Unset: only this machine may read it.',
      secret: true,
    },
    LOG_LEVEL: {
      schema: setting.choice(['debug', 'info', 'warn', 'error'], 'info'),
      about: 'How much is logged.',
      example: 'info',
    },
    LOG_FORMAT: {
      schema: setting.choice(['line', 'json'], 'line'),
      about: 'A readable line, or one JSON object a line.',
      example: 'json',
    },
    LOG_FILE: {
      schema: setting.text(),
      about: 'The log file; its folder is made. "none": only the console.',
      example: 'backend/logs/main.log',
    },
    LOG_FILE_BYTES: {
      schema: setting.whole(50_000_000, { min: 1_000 }),
      about: 'Size at which the log file is rotated.',
      example: '50000000',
    },
    LOG_FILE_BACKUPS: {
      schema: setting.whole(3, { min: 0, max: 100 }),
      about: 'Rotated log files that are kept.',
      example: '3',
    },
  },
  build: (raw, problems, stage) => {
    const production = stage === 'production';
    if (production && (!raw.SECRET_KEY || raw.SECRET_KEY.length < 32 || DEFAULT_SECRETS.test(raw.SECRET_KEY)))
      problems.push({
        key: 'SECRET_KEY',
        problem: 'must be set to at least 32 random characters in production (openssl rand -base64 48)',
      });
    if (
      production &&
      raw.DATABASE_URL &&
      /:\/\/[^:@/]+:(password|postgres|bot|changeme|secret)?@/i.test(raw.DATABASE_URL)
    )
      problems.push({
        key: 'DATABASE_URL',
        problem: 'has an empty or default password; production needs a real one',
      });
    if (!raw.DATABASE_URL && raw.KONTORA_ROLES.roles.length < ROLES.length)
      problems.push({
        key: 'DATABASE_URL',
        problem: 'must be set when KONTORA_ROLES splits the work: the embedded database serves one process',
      });
    return {
      stage,
      port: raw.PORT,
      host: raw.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
      publicUrl: raw.PUBLIC_URL,
      trustProxy: raw.TRUST_PROXY,
      dataDir: raw.DATA_DIR ?? './data',
      databaseUrl: raw.DATABASE_URL,
      poolSize: raw.DATABASE_POOL_SIZE,
      secretKey: raw.SECRET_KEY,
      roles: raw.KONTORA_ROLES,
      demo: raw.KONTORA_DEMO,
      metricsToken: raw.METRICS_TOKEN,
      log: {
        level: raw.LOG_LEVEL,
        format: raw.LOG_FORMAT,
        file:
          raw.LOG_FILE === 'none'
            ? undefined
            : {
                path: raw.LOG_FILE ?? 'backend/logs/main.log',
                maxBytes: raw.LOG_FILE_BYTES,
                backups: raw.LOG_FILE_BACKUPS,
              },
      },
    };
  },
});
