import { z } from 'zod';
import { shorten } from '#kernel/text.ts';
import { actorOf } from '#modules/access/index.ts';
import { sendCsv } from '#platform/http/csv.ts';
import type { Http } from '#platform/http/http.ts';
import { Id } from '#platform/http/id.ts';
import { listOf, listQuery } from '#platform/http/list.ts';
import { DayOrTime } from '#platform/http/moment.ts';
import { words } from '#platform/http/words.ts';
import type { Deliveries } from './deliveries.ts';
import { DELIVERY_SORTS, DELIVERY_STATES, type DeliveryRow } from './delivery-rows.ts';

/** Characters of a text that a list shows. */
const LONGEST = 200;

const ListQuery = listQuery(DELIVERY_SORTS, '-at', {
  state: z.enum(DELIVERY_STATES).optional(),
  inbox: words(100).optional(),
  conversation_id: Id.optional(),
  from: DayOrTime.optional().describe('Written at this time or later, or on this day of the office or later'),
  to: DayOrTime.optional().describe('Written before this time, or on this day of the office or earlier'),
}).omit({ q: true });
const TableQuery = ListQuery.omit({ page: true, size: true });

const Params = z.strictObject({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });

const Person = z.object({ id: z.uuid(), name: z.string() });
const Item = z.object({
  id: z.int(),
  conversation_id: z.uuid(),
  inbox: z.string(),
  title: z.string().describe('Of the conversation'),
  position: z.int().describe('In the conversation'),
  person: Person.nullable().describe('Whom it is for; null in a group'),
  author: Person.nullable().describe('The operator who wrote it; null: a dialogue did'),
  text: z.string().nullable().describe('Shortened in lists; null: it is secret'),
  state: z.enum(DELIVERY_STATES),
  attempts: z.int(),
  repeated: z.boolean().describe('It was sent again after a doubt: the person may have it twice'),
  error: z.string().nullable().describe('What went wrong in the last attempt'),
  at: z.iso.datetime().describe('When it was written, UTC'),
  delivered_at: z.iso.datetime().nullable(),
  seconds: z.number().nullable().describe('From writing to delivery'),
  trace_id: z.string().nullable(),
  rewrites: z.int().nullable().describe('The message that it rewrites'),
  retried_as: z.int().nullable().describe('The message that was made of it when it was sent again'),
});

/** Deliveries in the panel: every outgoing message with its state. */
export const addDeliveryRoutes = (http: Http, { deliveries }: { deliveries: Deliveries }): void => {
  const tags = ['Deliveries'];
  const config = { permission: 'deliveries.read' };

  http.get('/deliveries', {
    config,
    schema: {
      tags,
      summary: 'Outgoing messages',
      querystring: ListQuery,
      response: {
        200: listOf(Item).extend({ capped: z.boolean().describe('There are more than `total`') }),
      },
    },
    handler: async (request) => {
      const { page, size, sort, ...filter } = request.query;
      const found = await deliveries.page(actorOf(request), filterOf(filter), { page, size, sort });
      return { ...found, items: found.items.map((row) => itemOf(row, LONGEST)) };
    },
  });

  http.get('/deliveries.csv', {
    config,
    schema: { tags, summary: 'Outgoing messages as a table', querystring: TableQuery },
    handler: (request, reply) => {
      const { sort, ...filter } = request.query;
      const rows = deliveries.all(actorOf(request), filterOf(filter), sort);
      return sendCsv(reply, { name: 'deliveries', header: Object.keys(COLUMNS), rows: cellsOf(rows) });
    },
  });

  http.get('/deliveries/:id', {
    config,
    schema: { tags, summary: 'An outgoing message', params: Params, response: { 200: Item } },
    handler: async (request) => itemOf(await deliveries.find(actorOf(request), request.params.id)),
  });

  http.post('/deliveries/:id/retry', {
    config: { permission: 'deadLetters.work' },
    schema: {
      tags,
      summary: 'Send a failed message again',
      description:
        'A new message with the same content at the end of the conversation, once for each message.',
      params: Params,
      response: { 201: z.object({ id: z.int().describe('Of the new message') }) },
    },
    handler: async (request, reply) => {
      const id = await deliveries.retry(actorOf(request), request.params.id);
      return reply.code(201).send({ id });
    },
  });
};

const filterOf = ({ conversation_id, ...filter }: Omit<z.output<typeof TableQuery>, 'sort'>) => ({
  ...filter,
  conversationId: conversation_id,
});

const itemOf = (row: DeliveryRow, longest = Number.POSITIVE_INFINITY): z.input<typeof Item> => ({
  id: row.id,
  conversation_id: row.conversationId,
  inbox: row.inbox,
  title: row.title,
  position: row.position,
  person: row.person,
  author: row.author,
  text: row.text === null ? null : shorten(row.text, longest),
  state: row.state,
  attempts: row.attempts,
  repeated: row.repeated,
  error: row.error,
  at: row.at.toISOString(),
  delivered_at: row.deliveredAt?.toISOString() ?? null,
  seconds: secondsOf(row),
  trace_id: row.traceId,
  rewrites: row.rewrites,
  retried_as: row.retriedAs,
});

const secondsOf = ({ at, deliveredAt }: DeliveryRow): number | null =>
  deliveredAt && Math.max(0, deliveredAt.getTime() - at.getTime()) / 1_000;

const COLUMNS = {
  id: ({ id }: DeliveryRow) => id,
  at: ({ at }: DeliveryRow) => at,
  state: ({ state }: DeliveryRow) => state,
  inbox: ({ inbox }: DeliveryRow) => inbox,
  title: ({ title }: DeliveryRow) => title,
  person: ({ person }: DeliveryRow) => person?.name ?? null,
  author: ({ author }: DeliveryRow) => author?.name ?? null,
  text: ({ text }: DeliveryRow) => text && shorten(text, LONGEST),
  attempts: ({ attempts }: DeliveryRow) => attempts,
  repeated: ({ repeated }: DeliveryRow) => repeated,
  error: ({ error }: DeliveryRow) => error,
  delivered_at: ({ deliveredAt }: DeliveryRow) => deliveredAt,
  seconds: secondsOf,
  conversation_id: ({ conversationId }: DeliveryRow) => conversationId,
  rewrites: ({ rewrites }: DeliveryRow) => rewrites,
  retried_as: ({ retriedAs }: DeliveryRow) => retriedAs,
  trace_id: ({ traceId }: DeliveryRow) => traceId,
};

async function* cellsOf(rows: AsyncIterable<DeliveryRow>) {
  for await (const row of rows) yield Object.values(COLUMNS).map((column) => column(row));
}
