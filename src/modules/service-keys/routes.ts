import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { visibleWords } from '#platform/http/words.ts';
import { SCOPES } from './scope.ts';
import type { ServiceKey, ServiceKeys } from './service-keys.ts';

const Key = z.object({
  id: z.uuid(),
  name: z.string(),
  hint: z.string().describe('The first signs of the key'),
  scopes: z.array(z.enum(SCOPES)),
  created_at: z.iso.datetime(),
  used_at: z.iso.datetime().nullable(),
  expires_at: z.iso.datetime().nullable(),
  revoked_at: z.iso.datetime().nullable(),
});

const tags = ['Service keys'];
const config = { permission: 'serviceKeys.manage' };

/** Keys of other systems in the panel. */
export const addServiceKeyRoutes = (http: Http, { keys }: { keys: ServiceKeys }): void => {
  http.get('/service-keys', {
    config,
    schema: { tags, summary: 'Service keys', response: { 200: z.object({ items: z.array(Key) }) } },
    handler: async (request) => ({ items: (await keys.list(actorOf(request))).map(viewOf) }),
  });

  http.post('/service-keys', {
    config,
    schema: {
      tags,
      summary: 'Make a service key',
      description: 'The answer is the only place where the key itself is ever shown.',
      body: z.strictObject({
        name: visibleWords(100),
        scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
        expires_at: z.iso.datetime({ offset: true }).nullable().default(null),
      }),
      response: { 201: Key.extend({ key: z.string() }) },
    },
    handler: async (request, reply) => {
      const { name, scopes, expires_at } = request.body;
      const expiresAt = expires_at === null ? null : new Date(expires_at);
      const { key, made } = await keys.create(actorOf(request), { name, scopes, expiresAt });
      return reply.code(201).send({ ...viewOf(made), key });
    },
  });

  http.delete('/service-keys/:id', {
    config,
    schema: {
      tags,
      summary: 'Revoke a service key',
      params: z.strictObject({ id: z.uuid() }),
      response: { 204: z.null().describe('Nothing') },
    },
    handler: async (request, reply) => {
      await keys.revoke(actorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  });
};

const viewOf = (key: ServiceKey): z.input<typeof Key> => ({
  id: key.id,
  name: key.name,
  hint: key.hint,
  scopes: [...key.scopes],
  created_at: key.createdAt.toISOString(),
  used_at: key.usedAt?.toISOString() ?? null,
  expires_at: key.expiresAt?.toISOString() ?? null,
  revoked_at: key.revokedAt?.toISOString() ?? null,
});
