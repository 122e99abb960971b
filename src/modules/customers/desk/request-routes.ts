import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { Id } from '#platform/http/id.ts';
import { listOf, listQuery } from '#platform/http/list.ts';
import type { CustomerDesk } from './desk.ts';
import { REQUEST_SORTS } from './requests.ts';
import { AccessRequestView, iso } from './view.ts';

const ListQuery = listQuery(REQUEST_SORTS, '-created_at', {
  state: z.enum(['pending', 'approved', 'refused']).optional(),
  organization_id: Id.optional(),
});
const Key = z.strictObject({ id: Id });
const Approval = z.strictObject({
  organization_id: Id.optional().describe('Absent: the one they asked for, where its name was found'),
});
const Nothing = z.null().describe('Nothing');

const tags = ['Customers'];

/** Requests for access in the panel. The owner of an organization may decide them, too: whoever is first. */
export const addRequestRoutes = (http: Http, { desk }: { desk: CustomerDesk }): void => {
  const params = Key;

  http.get('/access-requests', {
    config: { permission: 'customers.read' },
    schema: {
      tags,
      summary: 'Requests for access',
      description:
        'Those that wait come first. `q`: a part of the name of the person, or of what they asked for.',
      querystring: ListQuery,
      response: { 200: listOf(AccessRequestView) },
    },
    handler: async (request) => {
      const { page, size, sort, organization_id: organizationId, ...filter } = request.query;
      const wish = { ...filter, organizationId };
      const { items, total } = await desk.requests.page(actorOf(request), wish, { page, size, sort });
      return { items: items.map(iso), total };
    },
  });

  http.post('/access-requests/:id/approve', {
    config: { permission: 'customers.change' },
    schema: {
      tags,
      summary: 'Let somebody into an organization',
      description: 'They are told. 409: decided already; 422: say which organization is meant.',
      params,
      body: Approval,
      response: { 204: Nothing },
    },
    handler: async (request, reply) => {
      const { organization_id: organizationId } = request.body;
      const { id } = request.params;
      await desk.requests.decide(actorOf(request), { id, approve: true, organizationId });
      return reply.code(204).send(null);
    },
  });

  http.post('/access-requests/:id/refuse', {
    config: { permission: 'customers.change' },
    schema: {
      tags,
      summary: 'Refuse a request for access',
      description: 'They are told. 409: decided already.',
      params,
      response: { 204: Nothing },
    },
    handler: async (request, reply) => {
      await desk.requests.decide(actorOf(request), { id: request.params.id, approve: false });
      return reply.code(204).send(null);
    },
  });
};
