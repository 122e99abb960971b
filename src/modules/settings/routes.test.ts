import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { systemClock } from '#kernel/time.ts';
import type { Role } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { silent, testDatabase } from '#test/database.ts';
import { type PanelRoutes, servePanelRoutes } from '#test/panel-routes.ts';
import { addSettingsRoutes, createSettings, SETTING_KEYS } from './index.ts';

let database: OpenDatabase;
let panel: PanelRoutes;
let personId: string;

beforeAll(async () => {
  database = await testDatabase();
  const settings = createSettings({
    db: database.db,
    audit: createAudit({ clock: systemClock, log: silent }),
    notifications: { on: () => {} },
    log: silent,
  });
  panel = await servePanelRoutes((http) => addSettingsRoutes(http, { settings }));
});
afterAll(async () => {
  await panel?.close();
  await database?.close();
});

const as = (role: Role) => {
  panel.as({ personId, roles: [role], channel: 'panel', address: null, traceId: null });
};
beforeEach(async () => {
  personId = newId();
  await database.db.insertInto('people').values({ id: personId, name: 'Anna' }).execute();
  as('administrator');
});

describe('settings', () => {
  it('are shown with defaults and schemas', async () => {
    const { status, body } = await panel.get<{ items: Record<string, unknown>[] }>('/settings');
    expect(status).toBe(200);
    const { items } = body;
    expect(items.map(({ key }) => key)).toEqual(SETTING_KEYS);
    expect(items.find(({ key }) => key === 'handover')).toMatchObject({
      group: 'operators',
      value: { return_after_minutes: 30 },
      default: { return_after_minutes: 30 },
      changed_at: null,
      changed_by: null,
      schema: {
        type: 'object',
        properties: { return_after_minutes: { type: 'integer', minimum: 1, maximum: 1440 } },
      },
    });
  });

  it('are changed and taken back', async () => {
    const value = { on: true, from: '21:00', to: '09:00' };
    const changed = await panel.put<{ changed_at: string }>('/settings/quiet_hours', { value, seen: null });
    expect(changed).toMatchObject({
      status: 200,
      body: { key: 'quiet_hours', value, changed_by: { id: personId, name: 'Anna' } },
    });
    expect(await panel.put('/settings/quiet_hours', { value, seen: null })).toMatchObject({ status: 409 });
    const seen = changed.body.changed_at;
    expect(await panel.put('/settings/quiet_hours', { value: { ...value, on: false }, seen })).toMatchObject({
      status: 200,
      body: { value: { on: false } },
    });
    expect(await panel.delete('/settings/quiet_hours')).toMatchObject({
      status: 200,
      body: { value: { on: false, from: '22:00', to: '08:00' }, changed_at: null },
    });
  });

  it('say which field is wrong', async () => {
    const value = { on: true, from: '25:00', to: '09:00' };
    expect(await panel.put('/settings/quiet_hours', { value })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'body.value.from' }] },
    });
    expect((await panel.put('/settings/quiet_hours', {})).status).toBe(422);
    expect((await panel.put('/settings/quiet_hours', { value: null, more: 1 })).status).toBe(422);
  });

  it('of another name are not there', async () => {
    expect((await panel.put('/settings/nothing', { value: 1 })).status).toBe(404);
    expect((await panel.delete('/settings/nothing')).status).toBe(404);
  });

  it('are read by managers and changed by administrators', async () => {
    as('manager');
    expect((await panel.get('/settings')).status).toBe(200);
    expect((await panel.put('/settings/greeting', { value: { ru: '', en: '' } })).status).toBe(403);
    expect((await panel.delete('/settings/greeting')).status).toBe(403);
    as('operator');
    expect((await panel.get('/settings')).status).toBe(403);
  });
});
