import { existsSync } from 'node:fs';
import { defineSlice, setting } from '#platform/config/slice.ts';

/** What the settings of GigaChat come to. */
export interface GigachatConfig {
  readonly oauthUrl: string;
  /** Base64 of id and secret; absent: GigaChat is not asked. */
  readonly key: string | undefined;
  readonly scope: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly model: string;
  readonly timeoutMs: number;
  /** Keys of the cache begin with it. */
  readonly cachePrefix: string;
  /** Certificates in PEM that the hosts of GigaChat are trusted by, beside the usual ones. */
  readonly caFile: string | undefined;
  /** Calls that may run at once. */
  readonly streams: number;
}

const PERSONAL = 'GIGACHAT_API_PERS';

/** The settings of GigaChat. */
export const gigachatSlice = defineSlice({
  title: 'GigaChat',
  settings: {
    GIGACHAT_BASIC_AUTH_KEY: {
      schema: setting.text(),
      about: 'The authorization key of GigaChat, in base64. Unset: GigaChat does not read orders.',
      secret: true,
    },
    GIGACHAT_SCOPE: {
      schema: setting.text(),
      about: 'What the key is for: GIGACHAT_API_PERS, GIGACHAT_API_B2B or GIGACHAT_API_CORP.',
      example: PERSONAL,
    },
    GIGACHAT_OAUTH_URL: {
      schema: setting.url('https://ngw.devices.sberbank.ru:9443/api/v2/oauth'),
      about: 'Where GigaChat gives out tokens.',
      example: 'https://ngw.devices.sberbank.ru:9443/api/v2/oauth',
    },
    GIGACHAT_API_BASE_URL: {
      schema: setting.url('https://gigachat.devices.sberbank.ru/api/v1'),
      about: 'Where GigaChat answers; https://api.giga.chat/v1 is its newer host.',
      example: 'https://gigachat.devices.sberbank.ru/api/v1',
    },
    GIGACHAT_MODEL: {
      schema: setting.text(),
      about:
        'The model: GigaChat-2, GigaChat-2-Pro, GigaChat-2-Max. The old name GigaChat is understood, too.',
      example: 'GigaChat-2',
    },
    GIGACHAT_TIMEOUT_SECONDS: {
      schema: setting.number(20, { min: 0.1, max: 300 }),
      about: 'Seconds within which GigaChat must have answered.',
      example: '20',
    },
    GIGACHAT_TOKEN_CACHE_PREFIX: {
      schema: setting.text(),
      about: 'What the keys begin with under which tokens are kept in the cache.',
      example: 'gigachat:token',
    },
    GIGACHAT_CA_FILE: {
      schema: setting.text(),
      about:
        'Certificates in PEM by which the hosts of GigaChat, and no others, are trusted: the Russian Trusted Root CA.',
      example: '/etc/kontora/russian-trusted-root-ca.pem',
    },
    GIGACHAT_MAX_CONCURRENCY: {
      schema: setting.whole(0, { min: 0, max: 1_000 }),
      about: 'Calls at once; unset or 0: 1 for GIGACHAT_API_PERS, 10 for other scopes.',
      example: '10',
    },
  },
  build: (raw, problems): GigachatConfig => {
    if (raw.GIGACHAT_CA_FILE && !existsSync(raw.GIGACHAT_CA_FILE))
      problems.push({ key: 'GIGACHAT_CA_FILE', problem: 'names a file that is not there' });
    const scope = raw.GIGACHAT_SCOPE ?? PERSONAL;
    return {
      oauthUrl: raw.GIGACHAT_OAUTH_URL ?? '',
      // As it is copied from the page of the account, or from an example of a request.
      key: raw.GIGACHAT_BASIC_AUTH_KEY?.replace(/^Basic\s+/i, ''),
      scope,
      baseUrl: raw.GIGACHAT_API_BASE_URL ?? '',
      model: raw.GIGACHAT_MODEL ?? 'GigaChat-2',
      timeoutMs: raw.GIGACHAT_TIMEOUT_SECONDS * 1_000,
      cachePrefix: raw.GIGACHAT_TOKEN_CACHE_PREFIX ?? 'gigachat:token',
      caFile: raw.GIGACHAT_CA_FILE,
      streams: raw.GIGACHAT_MAX_CONCURRENCY || (scope === PERSONAL ? 1 : 10),
    };
  },
});
