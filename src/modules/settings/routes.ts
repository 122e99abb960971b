import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { Moment } from '#platform/http/moment.ts';
import { words } from '#platform/http/words.ts';
import { SETTINGS } from './definitions.ts';
import type { Setting, Settings } from './settings.ts';

const Params = z.strictObject({ key: words(100) });

const Item = z.object({
  key: z.string(),
  group: z
    .enum(['words', 'hours', 'operators', 'orders', 'data'])
    .describe('Settings of one group belong together'),
  value: z.json().describe('What counts now'),
  default: z.json(),
  changed_at: z.iso.datetime().nullable().describe('UTC; null: the default counts'),
  changed_by: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  schema: z.looseObject({}).describe('JSON Schema of the value'),
});

const Change = z.strictObject({
  value: z.json(),
  seen: Moment.nullable()
    .transform((text) => (text === null ? null : new Date(text)))
    .optional()
    .describe('`changed_at` as it was read: 409 when the setting has been changed since'),
});

/** The settings in the panel. */
export const addSettingsRoutes = (http: Http, { settings }: { settings: Settings }): void => {
  const tags = ['Settings'];
  http.get('/settings', {
    config: { permission: 'settings.read' },
    schema: { tags, summary: 'Every setting', response: { 200: z.object({ items: z.array(Item) }) } },
    handler: async (request) => ({ items: (await settings.all(actorOf(request))).map(itemOf) }),
  });

  http.put('/settings/:key', {
    config: { permission: 'settings.change' },
    schema: { tags, summary: 'Change a setting', params: Params, body: Change, response: { 200: Item } },
    handler: async (request) => {
      const { key } = request.params;
      const by = actorOf(request);
      await settings.change(by, key, request.body.value, request.body.seen);
      return itemOf(await settings.find(by, key));
    },
  });

  http.delete('/settings/:key', {
    config: { permission: 'settings.change' },
    schema: {
      tags,
      summary: 'Take a setting back to its default',
      params: Params,
      response: { 200: Item },
    },
    handler: async (request) => {
      const { key } = request.params;
      const by = actorOf(request);
      await settings.reset(by, key);
      return itemOf(await settings.find(by, key));
    },
  });
};

const itemOf = (setting: Setting): z.input<typeof Item> => ({
  key: setting.key,
  group: setting.group,
  value: z.json().parse(setting.value),
  default: z.json().parse(setting.default),
  changed_at: setting.changedAt?.toISOString() ?? null,
  changed_by: setting.changedBy,
  schema: z.toJSONSchema(SETTINGS[setting.key].schema, { io: 'input' }),
});
