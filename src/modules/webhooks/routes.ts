import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { visibleWords, words } from '#platform/http/words.ts';
import { EVENT_TYPES } from './event.ts';
import type { Endpoint, WebhookDelivery, Webhooks } from './webhooks.ts';

const EndpointKey = z.strictObject({ id: z.uuid() });
const DeliveryKey = z.strictObject({
  id: z.uuid(),
  delivery: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
});
const Wish = z.strictObject({
  name: visibleWords(100),
  url: words(2_000)
    .min(1)
    .describe('http or https; of the own networks only hosts named in WEBHOOK_ALLOW_HOSTS'),
  events: z.array(z.enum(EVENT_TYPES)).min(1).max(EVENT_TYPES.length),
});
const EndpointView = z.object({
  id: z.uuid(),
  name: z.string(),
  url: z.string(),
  events: z.array(z.enum(EVENT_TYPES)),
  created_at: z.iso.datetime(),
  paused_at: z.iso.datetime().nullable(),
  delivered: z.int().describe('Of the last week'),
  failed: z.int(),
  waiting: z.int(),
  last_error: z.string().nullable().describe('A machine word, or the status that was answered'),
});
const DeliveryView = z.object({
  id: z.int(),
  event_id: z.uuid(),
  type: z.string(),
  at: z.iso.datetime(),
  attempts: z.int(),
  state: z.enum(['waiting', 'delivered', 'failed']),
  status: z.int().nullable(),
  error: z.string().nullable(),
  next_attempt_at: z.iso.datetime().nullable(),
});

const tags = ['Webhooks'];
const config = { permission: 'webhooks.manage' };
const nothing = { 204: z.null().describe('Nothing') };

/** Endpoints of other systems in the panel. */
export const addWebhookRoutes = (http: Http, { webhooks }: { webhooks: Webhooks }): void => {
  http.get('/webhooks', {
    config,
    schema: { tags, summary: 'Endpoints', response: { 200: z.object({ items: z.array(EndpointView) }) } },
    handler: async (request) => ({ items: (await webhooks.list(actorOf(request))).map(endpointOf) }),
  });

  http.post('/webhooks', {
    config,
    schema: {
      tags,
      summary: 'Add an endpoint',
      description:
        'The answer is the only place where the secret is ever shown. Events are signed by Standard Webhooks: ' +
        'headers webhook-id, webhook-timestamp, webhook-signature.',
      body: Wish,
      response: { 201: EndpointView.extend({ secret: z.string() }) },
    },
    handler: async (request, reply) => {
      const { secret, made } = await webhooks.create(actorOf(request), request.body);
      return reply.code(201).send({ ...endpointOf(made), secret });
    },
  });

  http.patch('/webhooks/:id', {
    config,
    schema: {
      tags,
      summary: 'Change, pause or resume an endpoint',
      params: EndpointKey,
      body: Wish.partial().extend({ paused: z.boolean().optional() }),
      response: { 200: EndpointView },
    },
    handler: async (request) => {
      const { name, url, events, paused } = request.body;
      const wish = {
        ...(name === undefined ? {} : { name }),
        ...(url === undefined ? {} : { url }),
        ...(events === undefined ? {} : { events }),
        ...(paused === undefined ? {} : { paused }),
      };
      return endpointOf(await webhooks.change(actorOf(request), request.params.id, wish));
    },
  });

  http.delete('/webhooks/:id', {
    config,
    schema: { tags, summary: 'Remove an endpoint', params: EndpointKey, response: nothing },
    handler: async (request, reply) => {
      await webhooks.remove(actorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  });

  http.get('/webhooks/:id/deliveries', {
    config,
    schema: {
      tags,
      summary: 'What an endpoint was told, the latest 200',
      params: EndpointKey,
      response: { 200: z.object({ items: z.array(DeliveryView) }) },
    },
    handler: async (request) => ({
      items: (await webhooks.deliveries(actorOf(request), request.params.id)).map(deliveryOf),
    }),
  });

  http.post('/webhooks/:id/deliveries/:delivery/resend', {
    config,
    schema: {
      tags,
      summary: 'Send an event again, with the same id',
      params: DeliveryKey,
      response: nothing,
    },
    handler: async (request, reply) => {
      const { id, delivery } = request.params;
      await webhooks.resend(actorOf(request), id, delivery);
      return reply.code(204).send(null);
    },
  });

  http.post('/webhooks/:id/test', {
    config,
    schema: { tags, summary: 'Send a test event', params: EndpointKey, response: nothing },
    handler: async (request, reply) => {
      await webhooks.test(actorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  });
};

const endpointOf = (one: Endpoint): z.input<typeof EndpointView> => ({
  id: one.id,
  name: one.name,
  url: one.url,
  events: [...one.events],
  created_at: one.createdAt.toISOString(),
  paused_at: one.pausedAt?.toISOString() ?? null,
  delivered: one.delivered,
  failed: one.failed,
  waiting: one.waiting,
  last_error: one.lastError,
});

const deliveryOf = (one: WebhookDelivery): z.input<typeof DeliveryView> => ({
  id: one.id,
  event_id: one.eventId,
  type: one.type,
  at: one.at.toISOString(),
  attempts: one.attempts,
  state: one.state,
  status: one.status,
  error: one.error,
  next_attempt_at: one.nextAttemptAt?.toISOString() ?? null,
});
