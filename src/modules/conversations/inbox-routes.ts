import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { Id } from '#platform/http/id.ts';
import { words } from '#platform/http/words.ts';
import type { ChannelWebhook } from './channel.ts';
import { CURES, HEALTHS } from './inbox-health.ts';
import type { Inboxes, InboxState } from './inboxes.ts';

const Params = z.strictObject({ id: words(100).min(1) });
const time = z.iso.datetime().nullable();

const Webhook = z.object({
  host: z.string().describe('Where it leads; its path and secret are never shown'),
  ours: z.boolean().describe('It is the one that we set'),
  certificate: z.boolean(),
  pending: z.int().describe('Updates that wait at the messenger'),
  last_error: z.string().nullable(),
  last_error_at: time,
});

const Inbox = z.object({
  id: z.string(),
  channel: z.string().describe('The kind of messenger'),
  configured: z.boolean().describe('This office speaks for it'),
  needs: z.string().nullable().describe('The setting that would switch it on'),
  health: z.enum(HEALTHS),
  cure: z.enum(CURES).nullable().describe('What would help when it is ill'),
  account: z.string().nullable().describe('The account that speaks, e.g. of the bot'),
  name: z.string().nullable(),
  mode: z.enum(['polling', 'webhook', 'http']).nullable(),
  authorized: z.boolean().nullable(),
  trouble: z.string().nullable().describe('Why the messenger could not be asked, in English'),
  webhook: Webhook.nullable(),
  last_update_at: time.describe('When this process last got anything from the messenger'),
  last_limited_at: time.describe('When the messenger last told us to slow down'),
  last_conflict_at: time.describe('When somebody else last got our updates'),
  last_heard_at: time,
  last_delivered_at: time,
  waiting: z.int().describe('Turns heard and not worked yet'),
  waiting_seconds: z.number().describe('How long the oldest of them has been due'),
  unsent: z.int().describe('Messages queued or being sent'),
  failed: z.int().describe('Messages of the last 24 hours that failed or may not have arrived'),
  conversations: z.int(),
  can_set_up: z.boolean(),
});

const Step = z.object({
  what: z.enum(['account', 'webhook', 'menu']),
  outcome: z.enum(['set', 'kept', 'removed', 'refused']),
  reason: z.string().nullable().describe('The words of the messenger when it refused'),
});

/** Inboxes in the panel: how each fares, a test message, and setting one up again. */
export const addInboxRoutes = (http: Http, { inboxes }: { inboxes: Inboxes }): void => {
  const tags = ['Inboxes'];
  const work = { permission: 'inboxes.work', limit: { points: 20, seconds: 60 } };

  http.get('/inboxes', {
    config: { permission: 'inboxes.read' },
    schema: {
      tags,
      summary: 'Inboxes and how they fare',
      querystring: z.strictObject({}),
      response: { 200: z.object({ items: z.array(Inbox) }) },
    },
    handler: async (request) => ({ items: (await inboxes.list(actorOf(request))).map(inboxOf) }),
  });

  http.post('/inboxes/:id/test', {
    config: work,
    schema: {
      tags,
      summary: 'Send a test message into a conversation',
      params: Params,
      body: z.strictObject({ conversation_id: Id }),
      response: { 201: z.object({ id: z.int().describe('Of the message: its delivery tells how it went') }) },
    },
    handler: async (request, reply) => {
      const { params, body } = request;
      const id = await inboxes.test(actorOf(request), params.id, body.conversation_id);
      return reply.code(201).send({ id });
    },
  });

  http.post('/inboxes/:id/set-up', {
    config: work,
    schema: {
      tags,
      summary: 'Tell the messenger once more where we are and what our commands are',
      params: Params,
      response: { 200: z.object({ steps: z.array(Step) }) },
    },
    handler: async (request) => ({
      steps: [...(await inboxes.setUp(actorOf(request), request.params.id))],
    }),
  });
};

const inboxOf = ({ status, ...inbox }: InboxState): z.input<typeof Inbox> => ({
  id: inbox.id,
  channel: inbox.channel,
  configured: inbox.configured,
  needs: inbox.needs,
  health: inbox.health,
  cure: inbox.cure,
  account: status?.account ?? null,
  name: status?.name ?? null,
  mode: status?.mode ?? null,
  authorized: status?.authorized ?? null,
  trouble: status?.trouble ?? null,
  webhook: status?.webhook ? webhookOf(status.webhook) : null,
  last_update_at: timeOf(status?.lastUpdateAt),
  last_limited_at: timeOf(status?.lastLimitedAt),
  last_conflict_at: timeOf(status?.lastConflictAt),
  last_heard_at: timeOf(inbox.lastHeardAt),
  last_delivered_at: timeOf(inbox.lastDeliveredAt),
  waiting: inbox.waiting,
  waiting_seconds: inbox.waitingSeconds,
  unsent: inbox.unsent,
  failed: inbox.failed,
  conversations: inbox.conversations,
  can_set_up: inbox.canSetUp,
});

const webhookOf = (webhook: ChannelWebhook): z.input<typeof Webhook> => ({
  host: webhook.host,
  ours: webhook.ours,
  certificate: webhook.certificate,
  pending: webhook.pending,
  last_error: webhook.lastError,
  last_error_at: timeOf(webhook.lastErrorAt),
});

const timeOf = (time: Date | null | undefined): string | null => time?.toISOString() ?? null;
