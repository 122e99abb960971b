import { existsSync } from 'node:fs';
import { type ConfigProblem, defineSlice, type Stage, setting } from '#platform/config/slice.ts';

const MEGABYTE = 1024 * 1024;

/** How goods are asked for in the base of 1C. */
export interface PullConfig {
  /** Without a slash at its end; `/catalog` is added. */
  readonly baseUrl: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly intervalMinutes: number;
  readonly timeoutSeconds: number;
  /** Certificates in PEM that the server of 1C is trusted by, beside the usual ones. */
  readonly caFile: string | undefined;
}

/** What the settings of the exchange with 1C come to. */
export interface OnecConfig {
  /** Who may push: whoever knows the token; without one everybody. */
  readonly pushToken: string | undefined;
  /** An open push was asked for in so many words. */
  readonly openPush: boolean;
  /** Absent unless it is switched on. */
  readonly pull: PullConfig | undefined;
  /** Of a body as it comes; inflated it may be four times as long. */
  readonly maxBodyBytes: number;
  readonly categorySeparator: string | undefined;
  readonly priceType: string | undefined;
}

const DEFAULT_TOKENS = /^(change[-_ ]?me|secret|password|default|example|token|test|the output of.*)$/i;

/** The settings of the exchange with 1C. */
export const onecSlice = defineSlice({
  title: '1C',
  settings: {
    ONE_C_WEBHOOK_TOKEN: {
      schema: setting.text(),
      about: 'The token with which 1C pushes goods. In production it must be set, or ONE_C_ALLOW_OPEN_PUSH.',
      example: 'the output of: openssl rand -base64 48',
      secret: true,
    },
    ONE_C_ALLOW_OPEN_PUSH: {
      schema: setting.flag(false),
      about: 'Lets anybody push goods without a token, in production as well: only in a network of your own.',
      example: 'false',
    },
    ONE_C_ENABLED: {
      schema: setting.flag(false),
      about: 'Kontora itself asks 1C for the goods, soon after the start and then at intervals.',
      example: 'true',
    },
    ONE_C_BASE_URL: {
      schema: setting
        .url()
        .refine(
          (url) => !url || !/\/\/[^/?#]*@/.test(url),
          'must hold no user name and no password: ONE_C_USERNAME and ONE_C_PASSWORD are for them',
        )
        .refine((url) => !url || !/[?#]/.test(url), 'must hold neither ? nor #: /catalog is added to it'),
      about: 'Where the HTTP service of 1C is, with its path; the goods are asked for at /catalog below it.',
      example: 'http://1c.example.com/base/hs/shop',
    },
    ONE_C_USERNAME: {
      schema: setting.text(),
      about: 'The user of 1C in whose name goods are asked for. Only for ONE_C_ENABLED.',
      example: 'exchange',
    },
    ONE_C_PASSWORD: {
      schema: setting.text(),
      about: 'The password of ONE_C_USERNAME.',
      secret: true,
    },
    ONE_C_SYNC_INTERVAL_MINUTES: {
      schema: setting.whole(10, { min: 1, max: 10_080 }),
      about: 'Minutes between two times of asking 1C for the goods.',
      example: '10',
    },
    ONE_C_TIMEOUT_SECONDS: {
      schema: setting.whole(90, { min: 1, max: 3_600 }),
      about: 'Seconds within which 1C must begin to answer, and the longest silence within the answer.',
      example: '90',
    },
    ONE_C_CA_FILE: {
      schema: setting.text(),
      about: 'Certificates in PEM by which the server of 1C is trusted: for one that signed its own.',
      example: '/etc/kontora/1c-ca.pem',
    },
    ONE_C_MAX_BODY_MB: {
      schema: setting.whole(512, { min: 1, max: 16_384 }),
      about: 'Megabytes that the goods of one load may have as they come; inflated, four times as many.',
      example: '512',
    },
    ONE_C_CATEGORY_SEPARATOR: {
      schema: setting.text(),
      about: 'What stands between the groups of a path such as "Pipes / PVC", instead of / and >.',
      example: '>',
    },
    ONE_C_PRICE_TYPE: {
      schema: setting.text(),
      about: 'The price type that customers see where 1C sends several, by its name.',
      example: 'Retail',
    },
  },
  build: (raw, problems, stage): OnecConfig => {
    if (stage === 'production') problems.push(...openPushProblems(raw));
    if (raw.ONE_C_ENABLED && !raw.ONE_C_BASE_URL)
      problems.push({ key: 'ONE_C_BASE_URL', problem: 'must be set, because ONE_C_ENABLED is true' });
    if (raw.ONE_C_CA_FILE && !existsSync(raw.ONE_C_CA_FILE))
      problems.push({ key: 'ONE_C_CA_FILE', problem: 'names a file that is not there' });
    return {
      pushToken: raw.ONE_C_WEBHOOK_TOKEN,
      openPush: raw.ONE_C_ALLOW_OPEN_PUSH,
      pull:
        raw.ONE_C_ENABLED && raw.ONE_C_BASE_URL
          ? {
              baseUrl: raw.ONE_C_BASE_URL,
              username: raw.ONE_C_USERNAME,
              password: raw.ONE_C_PASSWORD,
              intervalMinutes: raw.ONE_C_SYNC_INTERVAL_MINUTES,
              timeoutSeconds: raw.ONE_C_TIMEOUT_SECONDS,
              caFile: raw.ONE_C_CA_FILE,
            }
          : undefined,
      maxBodyBytes: raw.ONE_C_MAX_BODY_MB * MEGABYTE,
      categorySeparator: raw.ONE_C_CATEGORY_SEPARATOR,
      priceType: raw.ONE_C_PRICE_TYPE,
    };
  },
});

const openPushProblems = (raw: {
  readonly ONE_C_WEBHOOK_TOKEN: string | undefined;
  readonly ONE_C_ALLOW_OPEN_PUSH: boolean;
}): readonly ConfigProblem[] => {
  const key = 'ONE_C_WEBHOOK_TOKEN';
  if (raw.ONE_C_WEBHOOK_TOKEN && DEFAULT_TOKENS.test(raw.ONE_C_WEBHOOK_TOKEN))
    return [
      { key, problem: 'is a default one; production needs a token of its own (openssl rand -base64 48)' },
    ];
  if (raw.ONE_C_WEBHOOK_TOKEN || raw.ONE_C_ALLOW_OPEN_PUSH) return [];
  return [
    {
      key,
      problem:
        'must be set in production (openssl rand -base64 48), so that only your 1C can change the goods; ' +
        'ONE_C_ALLOW_OPEN_PUSH=true does without',
    },
  ];
};

/** What is allowed but should be said aloud at start. */
export const onecWarnings = ({ pushToken, openPush }: OnecConfig, stage: Stage): readonly string[] => {
  if (pushToken !== undefined) return [];
  if (stage === 'production')
    return ['ONE_C_ALLOW_OPEN_PUSH is on: anyone who reaches this server can change the goods'];
  return openPush
    ? []
    : ['ONE_C_WEBHOOK_TOKEN is empty: anyone who reaches this server can change the goods'];
};
