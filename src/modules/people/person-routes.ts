import { z } from 'zod';
import { LOCALES } from '#kernel/locale.ts';
import { actorOf, ROLES } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { Id } from '#platform/http/id.ts';
import { Moment } from '#platform/http/moment.ts';
import { visibleWords, words } from '#platform/http/words.ts';
import type { Register } from './register.ts';
import { PersonView, personView } from './view.ts';

const Key = z.strictObject({ id: Id });
const Correction = z.strictObject({
  name: z.string().max(400).optional(),
  locale: z.enum(LOCALES).nullable().optional(),
});
const Grant = z.strictObject({ roles: z.array(z.enum(ROLES)).max(ROLES.length) });
const NewBlock = z.strictObject({
  reason: visibleWords(500),
  until: Moment.nullable().optional().describe('Absent or null: until somebody unblocks'),
});
const Confirmation = z.strictObject({ confirm: words(400).min(1).describe('Their name or id') });

/** One person in the panel: the card, corrections, roles, blocks, and what the law gives them. */
export const addPersonRoutes = (http: Http, { register }: { register: Register }): void => {
  const tags = ['People'];
  const response = { 200: PersonView };
  const params = Key;
  const { cards, roles, blocks, exports, erasure } = register;
  type Request = Parameters<typeof actorOf>[0] & { params: z.infer<typeof Key> };
  const card = async (request: Request) => personView(await cards.read(actorOf(request), request.params.id));

  http.get('/people/:id', {
    config: { permission: 'people.read' },
    schema: { tags, summary: 'A person', params, response },
    handler: card,
  });

  http.patch('/people/:id', {
    config: { permission: 'conversations.answer' },
    schema: {
      tags,
      summary: 'Correct the name or the language of a person',
      params,
      body: Correction,
      response,
    },
    handler: async (request) => {
      await cards.correct(actorOf(request), request.params.id, request.body);
      return card(request);
    },
  });

  http.put('/people/:id/roles', {
    config: { permission: 'people.roles' },
    schema: { tags, summary: 'Replace the granted roles of a person', params, body: Grant, response },
    handler: async (request) => {
      await roles.grant(actorOf(request), request.params.id, request.body.roles);
      return card(request);
    },
  });

  http.post('/people/:id/block', {
    config: { permission: 'people.block' },
    schema: { tags, summary: 'Block a person', params, body: NewBlock, response },
    handler: async (request) => {
      const { reason, until } = request.body;
      const block = { reason, until: until ? new Date(until) : null };
      await blocks.block(actorOf(request), request.params.id, block);
      return card(request);
    },
  });

  http.delete('/people/:id/block', {
    config: { permission: 'people.block' },
    schema: { tags, summary: 'Unblock a person', params, response },
    handler: async (request) => {
      await blocks.unblock(actorOf(request), request.params.id);
      return card(request);
    },
  });

  http.get('/people/:id/data', {
    config: { permission: 'people.data', limit: { points: 30, seconds: 60 } },
    schema: {
      tags,
      summary: 'Everything the office keeps about a person',
      description: 'One JSON document, streamed: the person, and a list of each kind of data.',
      params,
    },
    handler: async (request, reply) => {
      const { id } = request.params;
      return reply
        .headers({
          'content-type': 'application/json; charset=utf-8',
          'content-disposition': `attachment; filename="person-${id}.json"`,
          'cache-control': 'no-store',
        })
        .send(await exports.collect(actorOf(request), id));
    },
  });

  http.delete('/people/:id/data', {
    config: { permission: 'people.data' },
    schema: { tags, summary: 'Erase the data of a person for good', params, body: Confirmation, response },
    handler: async (request) => {
      await erasure.erase(actorOf(request), request.params.id, request.body.confirm);
      return card(request);
    },
  });
};
