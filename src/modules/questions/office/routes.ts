import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { listOf } from '#platform/http/list.ts';
import type { Guard } from '#platform/http/route-config.ts';
import { openEventStream } from '#platform/http/sse.ts';
import type { QuestionsLive } from './live.ts';
import type { OfficeQuestions } from './office.ts';
import {
  Answer,
  Answered,
  Counts,
  InQuestion,
  ListQuery,
  Opened,
  PartQuery,
  Question,
  Read,
} from './schema.ts';
import { messageView, questionView } from './view.ts';

const tags = ['Questions'];
const read = { permission: 'questions.read' };
const work = { permission: 'questions.answer' };

/** Streams of all panels that one process serves at the same time. */
const MOST_STREAMS = 500;
/** Milliseconds between two checks that the session behind a stream still lives. */
const CHECK_EVERY_MS = 9_000;

const EVENTS = `Server-sent events, each with JSON data:

- \`changed\`: \`{"id"}\`, a question has something new
- \`counts\`: as in \`GET /api/v1/shop/questions/unread\`, on connecting and when they change

A comment comes every 15 seconds. After a break read anew what is shown: what happened meanwhile is not repeated.`;

/** Questions in the panel; `recheck` lets a request in as long as its session may still read. */
export const addOfficeRoutes = (
  http: Http,
  { office, live, recheck }: { office: OfficeQuestions; live: QuestionsLive; recheck: Guard },
): void => {
  http.get('/questions', {
    config: read,
    schema: {
      tags,
      summary: 'Questions of customers',
      description:
        '`q`: every word in the title, in a message, or in the name of the organization or of who asked.',
      querystring: ListQuery,
      response: { 200: listOf(Question) },
    },
    handler: async (request) => {
      const {
        page,
        size,
        sort,
        q,
        state,
        organization_id: organizationId,
        person_id: personId,
      } = request.query;
      const filter = { q, state, organizationId, personId };
      const { items, total } = await office.page(actorOf(request), filter, { page, size, sort });
      return { items: items.map(questionView), total };
    },
  });

  http.get('/questions/unread', {
    config: read,
    schema: { tags, summary: 'How many questions wait for an answer', response: { 200: Counts } },
    handler: (request) => office.counts(actorOf(request)),
  });

  http.get('/questions/live', {
    config: read,
    schema: {
      tags,
      summary: 'Follow all questions',
      description: EVENTS,
      response: { 200: { description: 'Events', content: { 'text/event-stream': { schema: z.string() } } } },
    },
    handler: async (request, reply) => {
      if (live.watching() >= MOST_STREAMS)
        throw new AppError('unavailable', 'too many streams are open', { retryAfter: 10 });
      const by = actorOf(request);
      const stream = openEventStream(request, reply);
      const checking = setInterval(() => {
        recheck(request).catch((error) => error instanceof AppError && stream.close());
      }, CHECK_EVERY_MS);
      stream.closed.addEventListener('abort', () => clearInterval(checking));
      live.watch(by, stream);
    },
  });

  http.get('/questions/:id', {
    config: read,
    schema: {
      tags,
      summary: 'A question and its messages',
      params: InQuestion,
      querystring: PartQuery,
      response: { 200: Opened },
    },
    handler: async (request) => {
      const { question, messages, more } = await office.open(
        actorOf(request),
        request.params.id,
        request.query,
      );
      return { question: questionView(question), messages: messages.map(messageView), more };
    },
  });

  http.post('/questions/:id/messages', {
    config: work,
    schema: {
      tags,
      summary: 'Answer a question',
      description: 'Whoever takes part is told in the messenger. A closed question is open again.',
      params: InQuestion,
      body: Answer,
      response: { 200: Answered },
    },
    handler: async (request) => {
      const { text, file_ids: fileIds, key } = request.body;
      const { question, message, told } = await office.answer(actorOf(request), request.params.id, {
        text,
        fileIds,
        key,
      });
      return { question: questionView(question), message: messageView(message), told };
    },
  });

  for (const [what, closed, summary] of [
    ['close', true, 'Close a question'],
    ['reopen', false, 'Open a closed question again'],
  ] as const)
    http.post(`/questions/:id/${what}`, {
      config: work,
      schema: { tags, summary, params: InQuestion, response: { 200: Question } },
      handler: async (request) =>
        questionView(await office.setClosed(actorOf(request), request.params.id, closed)),
    });

  http.post('/questions/:id/read', {
    config: read,
    schema: {
      tags,
      summary: 'Note what you have read',
      params: InQuestion,
      body: Read,
      response: { 200: Counts.describe('What waits now') },
    },
    handler: async (request) => {
      const by = actorOf(request);
      await office.read(by, request.params.id, request.body.message_id);
      return office.counts(by);
    },
  });
};
