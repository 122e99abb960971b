import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Notifications } from '#platform/db/notifications.ts';
import type { Log } from '#platform/log/log.ts';
import {
  defaultOf,
  isSettingKey,
  SETTING_KEYS,
  SETTINGS,
  type SettingGroup,
  type SettingKey,
  type SettingValue,
} from './definitions.ts';

/** Heard by every replica when a setting changed; the payload is its key. */
const SETTINGS_CHANNEL = 'kontora_settings';

/** A setting as the panel shows it. */
export interface Setting {
  readonly key: SettingKey;
  readonly group: SettingGroup;
  readonly value: unknown;
  readonly default: unknown;
  /** Null: the default counts. */
  readonly changedAt: Date | null;
  /** Null: nobody did, or a person who is no more. */
  readonly changedBy: { readonly id: string; readonly name: string } | null;
}

type Values = { readonly [Key in SettingKey]: SettingValue<Key> };

export type Settings = ReturnType<typeof createSettings>;

/** The settings of the office: typed, with defaults, the same on every replica at once. */
export const createSettings = ({
  db,
  audit,
  notifications,
  log,
}: {
  db: Database;
  audit: Audit;
  notifications: Pick<Notifications, 'on'>;
  log: Log;
}) => {
  let known: Promise<Values> | undefined;
  const forget = () => {
    known = undefined;
  };
  notifications.on(SETTINGS_CHANNEL, { heard: forget, missed: forget });

  /**
   * What counts now; from memory unless something has changed. Within a transaction it is read `from` that: transactions
   * that wait for a further connection could hold all of them.
   */
  const get = async <Key extends SettingKey>(key: Key, from: Database = db): Promise<SettingValue<Key>> => {
    known ??= read(from);
    const reading = known;
    try {
      return (await reading)[key];
    } catch (error) {
      if (known === reading) forget();
      throw error;
    }
  };

  const read = async (from: Database): Promise<Values> => {
    const rows = await from.selectFrom('settings').select(['key', 'value']).execute();
    const stored = new Map(rows.map(({ key, value }) => [key, value]));
    return Object.fromEntries(SETTING_KEYS.map((key) => [key, readValue(key, stored.get(key))])) as Values;
  };

  /** What is stored, or the default when nothing is, or nothing that this version understands. */
  const readValue = (key: SettingKey, stored: unknown): unknown => {
    if (stored === undefined) return defaultOf(key);
    const parsed = SETTINGS[key].schema.safeParse(stored);
    if (parsed.success) return parsed.data;
    const paths = parsed.error.issues.map(({ path }) => path.join('.'));
    log.warn({ setting: key, paths }, 'a stored setting does not fit any more: its default counts');
    return defaultOf(key);
  };

  /** Every setting with what counts now and who changed it. */
  const all = async (by: Actor): Promise<readonly Setting[]> => {
    assertMay(by, 'settings.read');
    const rows = await db
      .selectFrom('settings')
      .leftJoin('people', 'people.id', 'settings.changed_by')
      .select(['key', 'value', 'changed_at', 'people.id as person_id', 'people.name'])
      .execute();
    const stored = new Map(rows.map((row) => [row.key, row]));
    return SETTING_KEYS.map((key) => {
      const row = stored.get(key);
      return {
        key,
        group: SETTINGS[key].group,
        value: readValue(key, row?.value),
        default: defaultOf(key),
        changedAt: row?.changed_at ?? null,
        changedBy: row?.person_id ? { id: row.person_id, name: row.name ?? '' } : null,
      };
    });
  };

  /** One setting; AppError `missing` for an unknown key. */
  const find = async (by: Actor, key: string): Promise<Setting> => {
    const found = (await all(by)).find((one) => one.key === key);
    if (!found) throw missing();
    return found;
  };

  /**
   * Sets a value. With `seen`, the time of the last change its writer knew of (null: none), AppError
   * `conflict` when there was another since. AppError `missing` for an unknown key, `invalid` with fields.
   */
  const change = async (by: Actor, key: string, value: unknown, seen?: Date | null): Promise<void> => {
    assertMay(by, 'settings.change');
    if (!isSettingKey(key)) throw missing();
    const parsed = SETTINGS[key].schema.safeParse(value);
    if (!parsed.success)
      throw new AppError('invalid', 'the value does not fit the setting', {
        fields: parsed.error.issues.map(({ path, message }) => ({
          path: ['body', 'value', ...path].join('.'),
          issue: message,
        })),
      });
    await write(key, seen, async (tx, stored) => {
      const before = readValue(key, stored);
      if (stored !== undefined && same(before, parsed.data)) return false;
      await tx
        .insertInto('settings')
        .values({ key, value: JSON.stringify(parsed.data), changed_by: by.personId })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet((row) => ({
            value: row.ref('excluded.value'),
            changed_by: row.ref('excluded.changed_by'),
            changed_at: sql`now()`,
          })),
        )
        .execute();
      await audit.record(tx, { by, action: 'settings.change', subject: of(key), before, after: parsed.data });
      return true;
    });
  };

  /** Takes a setting back to its default. AppError `missing` for an unknown key. */
  const reset = async (by: Actor, key: string): Promise<void> => {
    assertMay(by, 'settings.change');
    if (!isSettingKey(key)) throw missing();
    await write(key, undefined, async (tx, stored) => {
      if (stored === undefined) return false;
      await tx.deleteFrom('settings').where('key', '=', key).execute();
      const before = readValue(key, stored);
      await audit.record(tx, {
        by,
        action: 'settings.reset',
        subject: of(key),
        before,
        after: defaultOf(key),
      });
      return true;
    });
  };

  /** One change after the other; `work` gets what is stored and answers whether it changed that. */
  const write = async (
    key: SettingKey,
    seen: Date | null | undefined,
    work: (tx: Tx, stored: unknown) => Promise<boolean>,
  ): Promise<void> => {
    await db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('kontora settings', 0))`.execute(tx);
      const row = await tx
        .selectFrom('settings')
        .select(['value', 'changed_at'])
        .where('key', '=', key)
        .executeTakeFirst();
      if (seen !== undefined && (row?.changed_at.getTime() ?? null) !== (seen?.getTime() ?? null))
        throw new AppError('conflict', 'the setting was changed in the meantime');
      if (await work(tx, row?.value)) await sql`select pg_notify(${SETTINGS_CHANNEL}, ${key})`.execute(tx);
    });
    forget();
  };

  return { get, all, find, change, reset };
};

const of = (key: SettingKey) => ({ kind: 'setting', id: key });
const missing = () => new AppError('missing', 'there is no such setting');
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
