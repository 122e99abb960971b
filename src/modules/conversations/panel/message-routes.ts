import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import { sendCsv } from '#platform/http/csv.ts';
import { dispositionOf } from '#platform/http/disposition.ts';
import type { Http } from '#platform/http/http.ts';
import { Id } from '#platform/http/id.ts';
import { askedAnew, isKnown } from '#platform/http/known.ts';
import { listOf } from '#platform/http/list.ts';
import type { Reading } from './reading.ts';
import {
  FileQuery,
  Files,
  FoundMessage,
  InConversation,
  Messages,
  MessagesQuery,
  SearchQuery,
} from './schema.ts';
import type { FoundRow } from './search.ts';
import { messageOf, speakerOf, textOf } from './view.ts';

const read = { permission: 'conversations.read' };
const tags = ['Conversations'];

/** Types that a browser shows without running anything in them. */
const SHOWN = /^(image\/(png|jpeg|gif|webp|avif)|application\/pdf)$/;

const TableQuery = SearchQuery.omit({ page: true, size: true, sort: true });
const InFile = InConversation.extend({ file_id: Id });

/** What was said in conversations: histories, files, and the search over everything. */
export const addMessageRoutes = (http: Http, { reading }: { reading: Reading }): void => {
  http.get('/conversations/:id/messages', {
    config: read,
    schema: {
      tags,
      summary: 'Messages of a conversation',
      params: InConversation,
      querystring: MessagesQuery,
      response: { 200: Messages },
    },
    handler: async (request) => {
      const { rows, ...part } = await reading.history(actorOf(request), request.params.id, request.query);
      return { items: rows.map(messageOf), ...part };
    },
  });

  http.get('/conversations/:id/files', {
    config: read,
    schema: { tags, summary: 'Files of a conversation', params: InConversation, response: { 200: Files } },
    handler: async (request) => {
      const files = await reading.filesOf(actorOf(request), request.params.id);
      return { items: files.map((file) => ({ ...file, at: file.at.toISOString() })) };
    },
  });

  http.get('/conversations/:id/files/:file_id', {
    config: read,
    schema: {
      tags,
      summary: 'The content of a file',
      params: InFile,
      querystring: FileQuery,
      response: {
        200: {
          description: 'The content',
          content: {
            'application/octet-stream': { schema: z.unknown().meta({ type: 'string', format: 'binary' }) },
          },
        },
        304: z.null().describe('As it was'),
      },
    },
    handler: async (request, reply) => {
      const { id, file_id } = request.params;
      const { file, stream, size } = await reading.openFile(actorOf(request), id, file_id);
      if (isKnown(request, file.id)) {
        stream.destroy();
        return reply.code(304).headers(askedAnew(file.id)).send(null);
      }
      const inline = request.query.inline === 'true' && SHOWN.test(file.mime);
      return reply
        .headers({
          'content-type': inline ? file.mime : 'application/octet-stream',
          'content-length': size,
          'content-disposition': dispositionOf(file.name, inline),
          'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'self'",
          'x-content-type-options': 'nosniff',
          ...askedAnew(file.id),
        })
        .send(stream);
    },
  });

  http.get('/messages', {
    config: read,
    schema: {
      tags,
      summary: 'Search what people and operators said',
      querystring: SearchQuery,
      response: { 200: listOf(FoundMessage) },
    },
    handler: async (request) => {
      const { page, size, sort, ...query } = request.query;
      const { items, total } = await reading.search(actorOf(request), filterOf(query), { page, size, sort });
      return { items: items.map(foundOf), total };
    },
  });

  http.get('/messages.csv', {
    config: read,
    schema: { tags, summary: 'Found messages as a table', querystring: TableQuery },
    handler: (request, reply) => {
      const rows = reading.searchAll(actorOf(request), filterOf(request.query));
      return sendCsv(reply, { name: 'messages', header: Object.keys(COLUMNS), rows: tableOf(rows) });
    },
  });
};

const filterOf = ({ q, after, before, ...filter }: z.infer<typeof TableQuery>) => ({
  ...filter,
  words: q,
  after: after === undefined ? undefined : new Date(after),
  before: before === undefined ? undefined : new Date(before),
});

const foundOf = (row: FoundRow): z.input<typeof FoundMessage> => ({
  message_id: row.id,
  conversation_id: row.conversation_id,
  position: row.position,
  title: row.title,
  person: row.person_id === null ? null : { id: row.person_id, name: row.person_name ?? '' },
  from: speakerOf(row.direction, row.author_id),
  author: row.author_id === null ? null : { id: row.author_id, name: row.author_name ?? '' },
  text: textOf(row.direction, row.content),
  at: row.at.toISOString(),
});

type Found = ReturnType<typeof foundOf>;

const COLUMNS = {
  at: ({ at }: Found) => at,
  conversation_id: ({ conversation_id }: Found) => conversation_id,
  title: ({ title }: Found) => title,
  person: ({ person }: Found) => person?.name ?? null,
  from: ({ from }: Found) => from,
  author: ({ author }: Found) => author?.name ?? null,
  text: ({ text }: Found) => text,
};

async function* tableOf(rows: AsyncIterable<FoundRow>) {
  for await (const row of rows) {
    const found = foundOf(row);
    yield Object.values(COLUMNS).map((cellOf) => cellOf(found));
  }
}
