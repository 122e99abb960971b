import type { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import { sendCsv } from '#platform/http/csv.ts';
import type { Http } from '#platform/http/http.ts';
import { listOf } from '#platform/http/list.ts';
import type { Live } from './live.ts';
import type { Reading } from './reading.ts';
import { Card, Conversation, Counts, InConversation, ListQuery, TableQuery } from './schema.ts';
import { cardOf, conversationOf } from './view.ts';

const read = { permission: 'conversations.read' };
const tags = ['Conversations'];

/** Conversations in the panel: the list, what needs somebody, and one with its person. */
export const addConversationRoutes = (
  http: Http,
  { reading, live }: { reading: Reading; live: Live },
): void => {
  http.get('/conversations', {
    config: read,
    schema: {
      tags,
      summary: 'Conversations',
      querystring: ListQuery,
      response: { 200: listOf(Conversation) },
    },
    handler: async (request) => {
      const { page, size, sort, ...query } = request.query;
      const { items, total } = await reading.page(actorOf(request), filterOf(query), { page, size, sort });
      return { items: items.map(conversationOf), total };
    },
  });

  http.get('/conversations.csv', {
    config: read,
    schema: { tags, summary: 'Conversations as a table', querystring: TableQuery },
    handler: (request, reply) => {
      const rows = reading.all(actorOf(request), filterOf(request.query));
      return sendCsv(reply, {
        name: 'conversations',
        header: Object.keys(COLUMNS),
        rows: tableOf(rows),
      });
    },
  });

  http.get('/conversations/counts', {
    config: read,
    schema: { tags, summary: 'How many conversations need somebody', response: { 200: Counts } },
    handler: (request) => reading.counts(actorOf(request)),
  });

  http.get('/conversations/:id', {
    config: read,
    schema: {
      tags,
      summary: 'A conversation with its person',
      params: InConversation,
      response: { 200: Card },
    },
    handler: async (request) => {
      const { id } = request.params;
      return cardOf(await reading.card(actorOf(request), id), [...live.typing(id)]);
    },
  });
};

const filterOf = ({ person_id, q, ...filter }: z.infer<typeof TableQuery>) => ({
  ...filter,
  personId: person_id,
  words: q,
});

type Shown = ReturnType<typeof conversationOf>;

const COLUMNS = {
  id: ({ id }: Shown) => id,
  inbox: ({ inbox }: Shown) => inbox,
  kind: ({ kind }: Shown) => kind,
  title: ({ title }: Shown) => title,
  person: ({ person }: Shown) => person?.name ?? null,
  blocked: ({ person }: Shown) => person?.blocked ?? null,
  reachable: ({ reachable }: Shown) => reachable,
  heard_at: ({ heard_at }: Shown) => heard_at,
  queued_at: ({ queued_at }: Shown) => queued_at,
  waiting_since: ({ waiting_since }: Shown) => waiting_since,
  operator: ({ operator }: Shown) => operator?.name ?? null,
  dead_letters: ({ dead_letters }: Shown) => dead_letters,
  last_from: ({ last }: Shown) => last?.from ?? null,
  last_text: ({ last }: Shown) => last?.text ?? null,
  last_at: ({ last }: Shown) => last?.at ?? null,
};

async function* tableOf(rows: AsyncIterable<Parameters<typeof conversationOf>[0]>) {
  for await (const row of rows) {
    const shown = conversationOf(row);
    yield Object.values(COLUMNS).map((cellOf) => cellOf(shown));
  }
}
