import { z } from 'zod';
import { days, localText, quietHours, workingHours } from './schema.ts';
import { texts } from './texts.ts';

const ALL_DAY = [{ from: '00:00', to: '24:00' }];
const UNSAID = { ru: '', en: '' };

interface Definition {
  /** Settings of one group are shown together. */
  readonly group: 'words' | 'hours' | 'operators' | 'orders' | 'data';
  readonly schema: z.ZodType;
  /** Counts until somebody says otherwise; fits the schema. */
  readonly default: unknown;
}

/** Every setting of the office. */
export const SETTINGS = {
  /** First words to a person, with the placeholder `{name}`; empty: the built-in ones. */
  greeting: { group: 'words', schema: localText(2_000, { allowed: ['name'] }), default: UNSAID },
  /** What the office calls itself; empty: the built-in name. */
  office_name: { group: 'words', schema: localText(60), default: UNSAID },
  /** No hours are promised until somebody sets them: open round the clock. */
  working_hours: {
    group: 'hours',
    schema: workingHours,
    default: {
      time_zone: 'Europe/Moscow',
      weekly: {
        mon: ALL_DAY,
        tue: ALL_DAY,
        wed: ALL_DAY,
        thu: ALL_DAY,
        fri: ALL_DAY,
        sat: ALL_DAY,
        sun: ALL_DAY,
      },
      holidays: [],
    },
  },
  /** In the time zone of the working hours. */
  quiet_hours: { group: 'hours', schema: quietHours, default: { on: false, from: '22:00', to: '08:00' } },
  /** How conversations come to operators and return from them. */
  handover: {
    group: 'operators',
    schema: z.strictObject({
      /** A silent operator gives the conversation back to the dialogues after so many minutes. */
      return_after_minutes: z.int().min(1).max(1_440),
      /** So many people may wait for an operator; null: as many as come. */
      max_queue: z.int().min(1).max(10_000).nullable(),
      /** Said to who cannot be put into the queue any more. */
      queue_full: localText(1_000, { needed: true }),
    }),
    default: {
      return_after_minutes: 30,
      max_queue: null,
      queue_full: { ru: texts.ru.queueFull, en: texts.en.queueFull },
    },
  },
  /** What customers may order, and what is kept back for them. */
  orders: {
    group: 'orders',
    schema: z.strictObject({
      /** More than there is may be ordered; customers are told so. */
      beyond_stock: z.boolean(),
      /** Goods are kept back for an order so many hours after it was placed; 0: not at all. */
      reserve_hours: z.int().min(0).max(2_160),
    }),
    default: { beyond_stock: true, reserve_hours: 0 },
  },
  /** How long data is kept. The audit is never removed. */
  retention: {
    group: 'data',
    schema: z.strictObject({
      messages_days: days,
      /** Records of how turns were worked; dead letters are kept until somebody settles them. */
      turns_days: days,
      /** Conversations of web chat visitors who cannot come back, since the last message. */
      visitors_days: days,
    }),
    default: { messages_days: null, turns_days: 400, visitors_days: null },
  },
} as const satisfies Readonly<Record<string, Definition>>;

export type SettingKey = keyof typeof SETTINGS;
export type SettingGroup = (typeof SETTINGS)[SettingKey]['group'];
export type SettingValue<Key extends SettingKey> = z.output<(typeof SETTINGS)[Key]['schema']>;

export const SETTING_KEYS = Object.keys(SETTINGS) as readonly SettingKey[];

/** Whether there is such a setting. */
export const isSettingKey = (key: string): key is SettingKey => Object.hasOwn(SETTINGS, key);

/** What counts until somebody says otherwise. */
export const defaultOf = <Key extends SettingKey>(key: Key): SettingValue<Key> =>
  SETTINGS[key].schema.parse(SETTINGS[key].default) as SettingValue<Key>;
