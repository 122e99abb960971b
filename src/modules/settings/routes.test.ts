import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { systemClock } from '#kernel/time.ts';
import { type Actor, assertMay, type Permission, type Role } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { type Served, serve } from '#platform/http/testing.ts';
import { silent, testDatabase } from '#test/database.ts';
import { addSettingsRoutes, createSettings, SETTING_KEYS } from './index.ts';

let database: OpenDatabase;
let served: Served;
let by: Actor;

const guard = (permission: Permission) => async (request: { actor?: Actor }) => {
  assertMay(by, permission);
  request.actor = by;
};

beforeAll(async () => {
  database = await testDatabase();
  const settings = createSettings({
    db: database.db,
    audit: createAudit({ clock: systemClock, log: silent }),
    notifications: { on: () => {} },
    log: silent,
  });
  served = await serve((http) => addSettingsRoutes(http, { settings }), {
    guards: {
      metrics: async () => {},
      'settings.read': guard('settings.read'),
      'settings.change': guard('settings.change'),
    },
  });
});
afterAll(async () => {
  await served?.close();
  await database?.close();
});

const as = (role: Role) => {
  by = { personId: newId(), roles: [role], channel: 'panel', address: null, traceId: null };
};
beforeEach(async () => {
  as('administrator');
  await database.db
    .insertInto('people')
    .values({ id: by.personId ?? '', name: 'Anna' })
    .execute();
});

const ask = async (method: string, path: string, body?: unknown) => {
  const answer = await fetch(`${served.url}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

describe('settings', () => {
  it('are shown with defaults and schemas', async () => {
    const { status, body } = await ask('GET', '/settings');
    expect(status).toBe(200);
    const items = body.items as Record<string, unknown>[];
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
    const changed = await ask('PUT', '/settings/quiet_hours', { value, seen: null });
    expect(changed).toMatchObject({
      status: 200,
      body: { key: 'quiet_hours', value, changed_by: { id: by.personId, name: 'Anna' } },
    });
    expect(await ask('PUT', '/settings/quiet_hours', { value, seen: null })).toMatchObject({ status: 409 });
    const seen = changed.body.changed_at;
    expect(await ask('PUT', '/settings/quiet_hours', { value: { ...value, on: false }, seen })).toMatchObject(
      {
        status: 200,
        body: { value: { on: false } },
      },
    );
    expect(await ask('DELETE', '/settings/quiet_hours')).toMatchObject({
      status: 200,
      body: { value: { on: false, from: '22:00', to: '08:00' }, changed_at: null },
    });
  });

  it('say which field is wrong', async () => {
    const value = { on: true, from: '25:00', to: '09:00' };
    expect(await ask('PUT', '/settings/quiet_hours', { value })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'body.value.from' }] },
    });
    expect((await ask('PUT', '/settings/quiet_hours', {})).status).toBe(422);
    expect((await ask('PUT', '/settings/quiet_hours', { value: null, more: 1 })).status).toBe(422);
  });

  it('of another name are not there', async () => {
    expect((await ask('PUT', '/settings/nothing', { value: 1 })).status).toBe(404);
    expect((await ask('DELETE', '/settings/nothing')).status).toBe(404);
  });

  it('are read by managers and changed by administrators', async () => {
    as('manager');
    expect((await ask('GET', '/settings')).status).toBe(200);
    expect((await ask('PUT', '/settings/greeting', { value: { ru: '', en: '' } })).status).toBe(403);
    expect((await ask('DELETE', '/settings/greeting')).status).toBe(403);
    as('operator');
    expect((await ask('GET', '/settings')).status).toBe(403);
  });
});
