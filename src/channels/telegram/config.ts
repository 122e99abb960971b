import { z } from 'zod';
import { type ConfigProblem, defineSlice, type Stage, setting } from '#platform/config/slice.ts';

const OFFICIAL_API_ROOT = 'https://api.telegram.org';

/** How the bot is reached and how fast it may speak; rates are messages a second, 0 means no limit. */
export interface TelegramConfig {
  readonly token: string;
  readonly apiRoot: string;
  readonly mode: 'polling' | 'webhook';
  /** The mode was set, not assumed: only then may a webhook of others be removed. */
  readonly modeExplicit: boolean;
  /** Chats that may talk to the bot; empty: everyone may. */
  readonly allowedChats: readonly string[];
  readonly rateTotal: number;
  readonly rateChat: number;
}

/** What the settings of Telegram come to. */
export interface TelegramSettings {
  /** Absent without a token: the channel is not there. */
  readonly channel: TelegramConfig | undefined;
  /** Telegram users who administer the bot. */
  readonly admins: readonly string[];
}

const TOKEN = /^\d{3,16}:[A-Za-z0-9_-]{20,64}$/;
const MODES = ['polling', 'webhook'] as const;

/** The settings of the Telegram channel. */
export const telegramSlice = defineSlice({
  title: 'Telegram',
  settings: {
    BOT_TOKEN: {
      schema: setting.text(),
      about: 'The token of the Telegram bot, from @BotFather. Without it there is no Telegram channel.',
      example: '',
      secret: true,
    },
    TELEGRAM_BOT_TOKEN: {
      schema: setting.text(),
      about: 'Another name of BOT_TOKEN; set one of the two.',
      secret: true,
    },
    TELEGRAM_API_ROOT: {
      schema: setting.url(OFFICIAL_API_ROOT),
      about: 'The Bot API server; change it for a self-hosted one.',
      example: OFFICIAL_API_ROOT,
    },
    TELEGRAM_MODE: {
      schema: z.enum(MODES, { error: `must be one of ${MODES.join(', ')}` }).optional(),
      about:
        'How updates arrive. A webhook needs PUBLIC_URL with https; polling works anywhere. Unset: polling, but a webhook that somebody set is left alone.',
      example: 'polling',
    },
    TELEGRAM_ALLOWED_CHAT_IDS: {
      schema: setting.ids('chat ids'),
      about:
        'Chats that may use the bot, separated by commas; groups have negative ids. Empty: everyone may.',
      example: '12345678,-1001234567890',
    },
    ADMIN_IDS: {
      schema: setting.ids('Telegram user ids', { positive: true }),
      about: 'Telegram users who administer the bot, separated by commas.',
      example: '12345678',
    },
    TELEGRAM_RATE_TOTAL: {
      schema: setting.number(28),
      about: 'Messages a second of the whole bot; Telegram allows about 30. 0: no limit.',
      example: '28',
    },
    TELEGRAM_RATE_CHAT: {
      schema: setting.number(1),
      about: 'Messages a second to one private chat; Telegram allows about 1. 0: no limit.',
      example: '1',
    },
  },
  build: (raw, problems): TelegramSettings => {
    for (const key of ['BOT_TOKEN', 'TELEGRAM_BOT_TOKEN'] as const)
      if (raw[key] && !TOKEN.test(raw[key]))
        problems.push({
          key,
          problem: 'must be a token as @BotFather gives it: digits, a colon, letters and digits',
        });
    if (raw.BOT_TOKEN && raw.TELEGRAM_BOT_TOKEN && raw.BOT_TOKEN !== raw.TELEGRAM_BOT_TOKEN)
      problems.push({
        key: 'BOT_TOKEN',
        problem: 'and TELEGRAM_BOT_TOKEN are both set and differ; keep one of them',
      });
    const botToken = raw.BOT_TOKEN ?? raw.TELEGRAM_BOT_TOKEN;
    return {
      admins: [...new Set(raw.ADMIN_IDS)],
      channel:
        botToken === undefined
          ? undefined
          : {
              token: botToken,
              apiRoot: raw.TELEGRAM_API_ROOT ?? OFFICIAL_API_ROOT,
              mode: raw.TELEGRAM_MODE ?? 'polling',
              modeExplicit: raw.TELEGRAM_MODE !== undefined,
              allowedChats: [...new Set(raw.TELEGRAM_ALLOWED_CHAT_IDS)],
              rateTotal: raw.TELEGRAM_RATE_TOTAL,
              rateChat: raw.TELEGRAM_RATE_CHAT,
            },
    };
  },
});

/** Problems between the channel and PUBLIC_URL, which belongs to the core. */
export const telegramProblems = (
  { channel }: TelegramSettings,
  publicUrl: string | undefined,
): readonly ConfigProblem[] => {
  if (channel?.mode !== 'webhook') return [];
  if (publicUrl === undefined)
    return [{ key: 'PUBLIC_URL', problem: 'must be set, because TELEGRAM_MODE is webhook' }];
  // A Bot API server of one's own takes plain http, Telegram's does not.
  return publicUrl.startsWith('https://') || channel.apiRoot !== OFFICIAL_API_ROOT
    ? []
    : [{ key: 'PUBLIC_URL', problem: 'must start with https://, because TELEGRAM_MODE is webhook' }];
};

/** What is allowed but should be said aloud at start. */
export const telegramWarnings = ({ channel }: TelegramSettings, stage: Stage): readonly string[] =>
  channel && channel.allowedChats.length === 0 && stage === 'production'
    ? ['TELEGRAM_ALLOWED_CHAT_IDS is empty: anyone on Telegram can talk to the bot']
    : [];
