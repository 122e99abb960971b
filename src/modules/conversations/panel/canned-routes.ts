import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { Id } from '#platform/http/id.ts';
import { listOf } from '#platform/http/list.ts';
import type { CannedAnswers, CannedAnswer as Kept } from './canned-answers.ts';
import { CannedAnswer, CannedAnswerChange, CannedQuery, NewCannedAnswer } from './schema.ts';

const config = { permission: 'canned.read' };
const tags = ['Canned answers'];
const params = z.strictObject({ id: Id });

/** Answers that operators keep ready: their own, and those that managers share with all. */
export const addCannedRoutes = (http: Http, { cannedAnswers }: { cannedAnswers: CannedAnswers }): void => {
  http.get('/canned-answers', {
    config,
    schema: {
      tags,
      summary: 'Shared and own answers',
      querystring: CannedQuery,
      response: { 200: listOf(CannedAnswer) },
    },
    handler: async (request) => {
      const { q: words, shared, ...paging } = request.query;
      const filter = { words, shared: shared === undefined ? undefined : shared === 'true' };
      const { items, total } = await cannedAnswers.page(actorOf(request), filter, paging);
      return { items: items.map(shownOf), total };
    },
  });

  http.post('/canned-answers', {
    config,
    schema: { tags, summary: 'Keep an answer', body: NewCannedAnswer, response: { 201: CannedAnswer } },
    handler: async (request, reply) =>
      reply.code(201).send(shownOf(await cannedAnswers.add(actorOf(request), request.body))),
  });

  http.patch('/canned-answers/:id', {
    config,
    schema: {
      tags,
      summary: 'Change a kept answer',
      params,
      body: CannedAnswerChange,
      response: { 200: CannedAnswer },
    },
    handler: async (request) =>
      shownOf(await cannedAnswers.change(actorOf(request), request.params.id, request.body)),
  });

  http.delete('/canned-answers/:id', {
    config,
    schema: { tags, summary: 'Forget an answer', params, response: { 204: z.null().describe('Nothing') } },
    handler: async (request, reply) => {
      await cannedAnswers.remove(actorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  });
};

const shownOf = ({ id, ownerId, title, text }: Kept): z.input<typeof CannedAnswer> => ({
  id,
  title,
  text,
  shared: ownerId === null,
  own: ownerId !== null,
});
