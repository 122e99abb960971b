import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { systemClock } from '#kernel/time.ts';
import { type Actor, theOffice } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { createNotifications } from '#platform/db/notifications.ts';
import { silent, testDatabase } from '#test/database.ts';
import { defaultOf, SETTING_KEYS } from './definitions.ts';
import { createSettings, type Settings } from './index.ts';

let database: OpenDatabase;
let settings: Settings;
let anna: Actor;
let lines: Record<string, unknown>[] = [];

/** What one replica knows, listening for changes until `stop`. */
const openReplica = async () => {
  const { db, connection } = database;
  const notifications = createNotifications({ db, connection, log: silent });
  const listening = new AbortController();
  const heard = new Promise<void>((resolve) => {
    notifications.on('kontora_settings', { heard: () => {}, missed: () => resolve() });
  });
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const audit = createAudit({ clock: systemClock, log: silent });
  const opened = createSettings({ db, audit, notifications, log });
  const running = notifications.run(listening.signal);
  await heard;
  const stop = async () => {
    listening.abort();
    await running;
  };
  return { settings: opened, stop };
};

const stops: (() => Promise<void>)[] = [];
const replica = async () => {
  const { settings: opened, stop } = await openReplica();
  stops.push(stop);
  return opened;
};
const closeAll = async () => {
  for (const stop of stops.splice(0)) await stop();
  await database?.close();
};

beforeEach(async () => {
  await closeAll();
  database = await testDatabase();
  lines = [];
  settings = await replica();
  anna = { ...theOffice, personId: newId(), channel: 'panel' };
  await database.db
    .insertInto('people')
    .values({ id: anna.personId ?? '', name: 'Anna' })
    .execute();
});
afterAll(closeAll);

const entries = () =>
  database.db
    .selectFrom('audit_entries')
    .select(['action', 'subject_kind', 'subject_id', 'before', 'after', 'actor_id'])
    .orderBy('seq')
    .execute();
const store = (key: string, value: unknown) =>
  database.db
    .insertInto('settings')
    .values({ key, value: JSON.stringify(value) })
    .execute();

describe('a setting', () => {
  it.each(SETTING_KEYS)('%s has a default that fits', async (key) => {
    expect(await settings.get(key)).toEqual(defaultOf(key));
  });

  it('is changed, remembered, recorded, and taken back', async () => {
    const greeting = { ru: 'Привет, {name}!', en: 'Hi, {name}!' };
    await settings.change(anna, 'greeting', { ru: ' Привет, {name}!\r\n', en: 'Hi, {name}!' });
    expect(await settings.get('greeting')).toEqual(greeting);
    expect((await settings.all(anna)).find(({ key }) => key === 'greeting')).toEqual({
      key: 'greeting',
      group: 'words',
      value: greeting,
      default: { ru: '', en: '' },
      changedAt: expect.any(Date),
      changedBy: { id: anna.personId, name: 'Anna' },
    });

    await settings.reset(anna, 'greeting');
    expect(await settings.get('greeting')).toEqual({ ru: '', en: '' });
    expect(await settings.find(anna, 'greeting')).toMatchObject({ changedAt: null, changedBy: null });
    const of = { subject_kind: 'setting', subject_id: 'greeting', actor_id: anna.personId };
    expect(await entries()).toEqual([
      { ...of, action: 'settings.change', before: { ru: '', en: '' }, after: greeting },
      { ...of, action: 'settings.reset', before: greeting, after: { ru: '', en: '' } },
    ]);
  });

  it('is recorded only when something changes', async () => {
    await settings.reset(anna, 'greeting');
    await settings.change(anna, 'office_name', { ru: 'Ромашка', en: 'Daisy' });
    await settings.change(anna, 'office_name', { en: 'Daisy', ru: 'Ромашка' });
    expect((await entries()).map(({ action }) => action)).toEqual(['settings.change']);
  });

  it('is the same on every replica at once', async () => {
    const other = await replica();
    expect(await other.get('handover')).toMatchObject({ return_after_minutes: 30 });
    await settings.change(anna, 'handover', { ...defaultOf('handover'), return_after_minutes: 5 });
    expect(await settings.get('handover')).toMatchObject({ return_after_minutes: 5 });
    await expect.poll(async () => (await other.get('handover')).return_after_minutes).toBe(5);
    await settings.reset(anna, 'handover');
    await expect.poll(async () => (await other.get('handover')).return_after_minutes).toBe(30);
  });

  it('is read once, and again after a reading that failed', async () => {
    await settings.get('greeting');
    await store('greeting', { ru: 'a', en: 'a' });
    expect(await settings.get('greeting')).toEqual({ ru: '', en: '' });

    await sql`alter table settings rename to elsewhere`.execute(database.db);
    const late = await replica();
    await expect(late.get('greeting')).rejects.toThrow('settings');
    await sql`alter table elsewhere rename to settings`.execute(database.db);
    expect(await late.get('greeting')).toEqual({ ru: 'a', en: 'a' });
  });

  it('that does not fit any more gives way to its default, which is logged', async () => {
    await store('retention', { messages_days: 'soon', turns_days: 3, visitors_days: null });
    await store('forgotten', 1);
    expect(await settings.get('retention')).toEqual(defaultOf('retention'));
    expect(lines).toMatchObject([{ setting: 'retention', paths: ['messages_days'] }]);
  });
});

describe('a change is refused', () => {
  it.each(['operator', 'manager'] as const)('to the %s', async (role) => {
    const by = { ...anna, roles: [role] };
    await expect(settings.change(by, 'greeting', { ru: '', en: '' })).rejects.toMatchObject({
      code: 'denied',
    });
    await expect(settings.reset(by, 'greeting')).rejects.toMatchObject({ code: 'denied' });
    expect(await entries()).toEqual([]);
  });

  it('of what there is not', async () => {
    for (const key of ['nothing', 'toString', '__proto__']) {
      await expect(settings.change(anna, key, 1)).rejects.toMatchObject({ code: 'missing' });
      await expect(settings.reset(anna, key)).rejects.toMatchObject({ code: 'missing' });
    }
  });

  it('when somebody else was faster', async () => {
    await settings.change(anna, 'office_name', { ru: 'Первый', en: 'First' }, null);
    const second = settings.change(anna, 'office_name', { ru: 'Второй', en: 'Second' }, null);
    await expect(second).rejects.toMatchObject({ code: 'conflict' });
    const { changedAt } = await settings.find(anna, 'office_name');
    await settings.change(anna, 'office_name', { ru: 'Второй', en: 'Second' }, changedAt);
    expect(await settings.get('office_name')).toEqual({ ru: 'Второй', en: 'Second' });
  });

  const hours = defaultOf('working_hours');
  const monday = (...intervals: { from: string; to: string }[]) => ({
    ...hours,
    weekly: { ...hours.weekly, mon: intervals },
  });
  it.each([
    ['greeting', { ru: '', en: 'Hi, {nmae}' }, ['en']],
    ['greeting', { ru: 'x'.repeat(2_001), en: '' }, ['ru']],
    ['greeting', { ru: '' }, ['en']],
    ['greeting', 'Hi', ['']],
    ['working_hours', { ...hours, time_zone: 'Europe/Nowhere' }, ['time_zone']],
    ['working_hours', { ...hours, time_zone: '+03:00' }, ['time_zone']],
    ['working_hours', monday({ from: '18:00', to: '09:00' }), ['weekly.mon.0.to']],
    ['working_hours', monday({ from: '9:00', to: '18:00' }), ['weekly.mon.0.from']],
    ['working_hours', monday({ from: '24:00', to: '24:00' }), ['weekly.mon.0.from']],
    ['working_hours', monday({ from: '13:00', to: '18:00' }, { from: '09:00', to: '13:30' }), ['weekly.mon']],
    ['working_hours', { ...hours, holidays: ['2026-02-30'] }, ['holidays.0']],
    ['quiet_hours', { on: true, from: '10:00', to: '10:00' }, ['to']],
    ['handover', { ...defaultOf('handover'), return_after_minutes: 0 }, ['return_after_minutes']],
    ['handover', { ...defaultOf('handover'), return_after_minutes: 1.5 }, ['return_after_minutes']],
    [
      'handover',
      { ...defaultOf('handover'), max_queue: 0, return_after_minutes: 1441 },
      ['return_after_minutes', 'max_queue'],
    ],
    [
      'retention',
      { messages_days: 0, turns_days: -1, visitors_days: 1e9 },
      ['messages_days', 'turns_days', 'visitors_days'],
    ],
    ['handover', { ...defaultOf('handover'), queue_full: { ru: ' ', en: 'x' } }, ['queue_full.ru']],
    [
      'handover',
      { ...defaultOf('handover'), queue_full: { ru: '\u200b\u0000', en: 'x' } },
      ['queue_full.ru'],
    ],
    ['greeting', { ru: '\u2060', en: '' }, ['ru']],
    ['working_hours', { ...hours, holidays: ['0000-01-01'] }, ['holidays.0']],
    ['retention', { ...defaultOf('retention'), audit_days: 1 }, ['']],
  ])('because of wrong fields of %s (%#)', async (key, value, paths) => {
    const refused = await settings.change(anna, key, value).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'invalid' });
    expect((refused as { fields: { path: string }[] }).fields.map(({ path }) => path)).toEqual(
      paths.map((path) => (path === '' ? 'body.value' : `body.value.${path}`)),
    );
    expect(await entries()).toEqual([]);
  });
});
