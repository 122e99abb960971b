import { actorOf, theOffice } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import type { Office } from './office.ts';
import { Health, Now, Traffic, TrafficQuery } from './schema.ts';

/** The dashboard's figures for the panel. */
export const addOfficeRoutes = (http: Http, { office }: { office: Office }): void => {
  const config = { permission: 'office.read' } as const;
  const tags = ['office'];

  http.get(
    '/office/health',
    { config, schema: { summary: 'How every part of the office fares', tags, response: { 200: Health } } },
    async (request, reply) =>
      reply.header('cache-control', 'no-store').send(await office.health(actorOf(request))),
  );
  http.get(
    '/office/now',
    { config, schema: { summary: 'What happens at this moment', tags, response: { 200: Now } } },
    async (request, reply) =>
      reply.header('cache-control', 'no-store').send(await office.now(actorOf(request))),
  );
  http.get(
    '/office/traffic',
    {
      config,
      schema: {
        summary: 'Messages, people and response times of a period',
        tags,
        querystring: TrafficQuery,
        response: { 200: Traffic },
      },
    },
    async (request, reply) =>
      reply.header('cache-control', 'no-store').send(await office.traffic(actorOf(request), request.query)),
  );
};

/** `/health/details` for machines: the same health, under the guard of `/metrics`. */
export const addHealthDetails = (http: Http, { office }: { office: Office }): void => {
  http.get(
    '/health/details',
    {
      config: { permission: 'metrics', limit: false },
      logLevel: 'warn',
      schema: {
        summary: 'How every part of the system fares',
        tags: ['system'],
        response: { 200: Health, 503: Health },
      },
    },
    async (_, reply) => {
      const health = await office.health(theOffice);
      return reply
        .code(health.state === 'down' ? 503 : 200)
        .header('cache-control', 'no-store')
        .send(health);
    },
  );
};
