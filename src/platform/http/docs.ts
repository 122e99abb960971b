import swagger, { type SwaggerTransform } from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Http } from './http.ts';
import { problemSchema } from './problems.ts';
import { registerWithConfig } from './route-table.ts';

/** OpenAPI of every route at `/docs/json`, and as a page without outside resources at `/docs`. */
export const addDocs = async (
  http: Http,
  options: { version: string; publicUrl: string | undefined },
): Promise<void> => {
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Kontora', version: options.version },
      ...(options.publicUrl === undefined ? {} : { servers: [{ url: options.publicUrl }] }),
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'kontora_session' },
        },
      },
    },
    transform: describeRoute,
    transformObject: jsonSchemaTransformObject,
  });

  await registerWithConfig(http, { config: { permission: 'public', limit: false } }, async (scope) => {
    await scope.register(swaggerUi, {
      routePrefix: '/docs',
      theme: { title: 'Kontora API' },
      uiConfig: { validatorUrl: null, deepLinking: true, layout: 'BaseLayout' },
      logLevel: 'warn',
    });
  });
};

/** The route as its zod schemas say, and the problems that any route can answer. */
const describeRoute: SwaggerTransform = (input) => {
  const { permission, limit, errors } = input.route.config ?? {};
  const { body, querystring, params, headers, response } = input.schema ?? {};
  const isOpen = permission === 'public';
  const statuses = [
    ...(isOpen ? [] : [401, 403]),
    ...(body ? [400, 413, 415] : []),
    ...(body || querystring || params || headers ? [422] : []),
    ...(limit === false ? [] : [429]),
    500,
    503,
  ];
  const problems = statuses.map((status) => [status, errors === 'detail' ? DETAIL : PROBLEM]);
  return jsonSchemaTransform({
    ...input,
    schema: {
      ...input.schema,
      response: { ...Object.fromEntries(problems), ...(response ?? { 200: z.any().describe('Done') }) },
      ...(isOpen ? {} : { security: securityOf(input.url), 'x-permission': permission }),
    },
  });
};

/** The panel's API knows sessions alone; programs bring a token. */
const securityOf = (url: string) => [url.startsWith('/api/v1/') ? { session: [] } : { bearer: [] }];

const PROBLEM = {
  description: 'A problem',
  content: { 'application/problem+json': { schema: problemSchema } },
};

const DETAIL = {
  description: 'An error',
  content: { 'application/json': { schema: z.object({ detail: z.any() }) } },
};
