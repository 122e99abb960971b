import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { listOf, listQuery } from '#platform/http/list.ts';
import { ALIAS_SORTS, type Alias, type Aliases } from './aliases.ts';

const Query = listQuery(ALIAS_SORTS, '-changed_at', {
  organization_id: z.uuid().optional(),
});

const Key = z.strictObject({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });

const Item = z.object({
  id: z.int(),
  organization: z
    .object({ id: z.uuid(), name: z.string() })
    .nullable()
    .describe('Null: everybody means it so'),
  phrase: z.string().describe('Normalised as the search does it: without endings, in an order of its own'),
  said: z.string().describe('The words of the last lesson as they were said'),
  product: z.object({ id: z.int(), title: z.string(), sku: z.string(), hidden: z.boolean() }),
  times: z.int().describe('How often it was taught'),
  taught_by: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  by_office: z.boolean(),
  changed_at: z.iso.datetime(),
});

const tags = ['Order reading'];

/** What customers mean by their words, in the panel: below `/shop`. */
export const addAliasRoutes = (
  http: Http,
  { aliases }: { aliases: Pick<Aliases, 'list' | 'forget'> },
): void => {
  http.get('/aliases', {
    config: { permission: 'orders.read' },
    schema: {
      tags,
      summary: 'What organizations mean by their words',
      description:
        'Taught by the choices of customers and by corrections in the panel. `q`: a part of what was said, of the title or of the article.',
      querystring: Query,
      response: { 200: listOf(Item) },
    },
    handler: async (request) => {
      const { organization_id: organizationId, ...query } = request.query;
      const { items, total } = await aliases.list(actorOf(request), { ...query, organizationId });
      return { items: items.map(itemOf), total };
    },
  });

  http.delete('/aliases/:id', {
    config: { permission: 'aliases.change' },
    schema: {
      tags,
      summary: 'Forget what a phrase means',
      params: Key,
      response: { 204: z.null().describe('Nothing') },
    },
    handler: async (request, reply) => {
      await aliases.forget(actorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  });
};

const itemOf = ({ taughtBy, byOffice, changedAt, ...alias }: Alias) => ({
  ...alias,
  taught_by: taughtBy,
  by_office: byOffice,
  changed_at: changedAt.toISOString(),
});
