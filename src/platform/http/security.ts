import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { RouteFinder } from './route-table.ts';

/** What our pages may load: themselves only, no script in the page. Component libraries set styles inline. */
const CONTENT = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  scriptSrcAttr: ["'none'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
};

/** Headers that keep browsers strict; a page is framed by other sites only on `embeddable` routes. */
export const addSecurityHeaders = async (
  http: FastifyInstance,
  options: { https: boolean },
): Promise<void> => {
  http.addHook('onRoute', (route) => {
    const { embeddable = false, cors = false } = route.config ?? {};
    if (!embeddable && !cors) return;
    route.helmet = {
      crossOriginResourcePolicy: { policy: 'cross-origin' },
      ...(embeddable ? { contentSecurityPolicy: policy(['*']), frameguard: false } : {}),
    };
  });

  const policy = (frameAncestors: string[]) => ({
    useDefaults: false,
    directives: { ...CONTENT, frameAncestors, ...(options.https ? { upgradeInsecureRequests: [] } : {}) },
  });

  await http.register(helmet, {
    contentSecurityPolicy: policy(["'none'"]),
    frameguard: { action: 'deny' },
    strictTransportSecurity: options.https && { maxAge: 31_536_000, includeSubDomains: false },
  });
};

const ALLOWED_HEADERS = 'authorization, content-type, last-event-id, traceparent';
const EXPOSED_HEADERS = 'x-trace-id, retry-after';

/** Lets any site call the routes that declare `cors`, without credentials, and answers their preflights. */
export const addCors = (http: FastifyInstance, find: RouteFinder): void => {
  http.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.cors) {
      reply
        .header('access-control-allow-origin', '*')
        .header('access-control-expose-headers', EXPOSED_HEADERS);
    }
    const wanted = request.headers['access-control-request-method'];
    if (!request.is404 || request.method !== 'OPTIONS' || wanted === undefined) return;
    const routes = find(request.url.split('?', 1)[0] ?? '').filter(({ cors }) => cors);
    if (!routes.some(({ method }) => method === wanted)) return;
    return reply
      .code(204)
      .header('access-control-allow-origin', '*')
      .header('access-control-allow-methods', [...new Set(routes.map(({ method }) => method))].join(', '))
      .header('access-control-allow-headers', ALLOWED_HEADERS)
      .header('access-control-max-age', '7200')
      .send();
  });
};
