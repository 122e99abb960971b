import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Log } from '#platform/log/log.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import { admitRequests } from './admission.ts';
import { addDocs } from './docs.ts';
import { addHealth, type Checks } from './health.ts';
import type { Http } from './http.ts';
import { parseJsonBodies } from './json-body.ts';
import { addLifecycle } from './lifecycle.ts';
import type { Limit, Limiter } from './limiter.ts';
import { answerBrokenRequest, answerProblems, sendProblem } from './problems.ts';
import type { Guards } from './route-config.ts';
import { keepRouteTable } from './route-table.ts';
import { addCors, addSecurityHeaders } from './security.ts';
import { traceIdOf, traceRequests } from './trace.ts';

export interface HttpOptions {
  readonly log: Log;
  readonly metrics: Metrics;
  /** Who may call what: every route names one of these. `public` is always there. */
  readonly guards: Guards;
  readonly limiter: Limiter;
  readonly checks: Checks;
  readonly production: boolean;
  readonly version: string;
  /** Addresses of proxies whose X-Forwarded-For is believed; none by default. */
  readonly trustProxy?: boolean | string | string[];
  readonly publicUrl?: string;
  /** For every route that declares no limit, per subject or address. */
  readonly usualLimit?: Limit;
  readonly timeouts?: Partial<Timeouts>;
}

/** Milliseconds a client has for its headers, for its whole request, and between two of its bytes. */
interface Timeouts {
  readonly headers: number;
  readonly request: number;
  readonly silence: number;
}

const USUAL_LIMIT = { points: 1_200, seconds: 60 };
const TIMEOUTS = { headers: 15_000, request: 300_000, silence: 120_000 };
const BODY_BYTES = 1_048_576;

/** The web server with everything that is the same for every route; listens when told. */
export const createHttp = async (options: HttpOptions): Promise<Http> => {
  const { log, metrics, limiter, checks, production, version, publicUrl, usualLimit = USUAL_LIMIT } = options;
  const guards = { ...options.guards, public: async () => {} };
  const timeouts = { ...TIMEOUTS, ...options.timeouts };

  const http: Http = Fastify({
    loggerInstance: log.child({ component: 'http' }) as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'trace_id' }),
    genReqId: traceIdOf,
    trustProxy: options.trustProxy ?? false,
    bodyLimit: BODY_BYTES,
    requestTimeout: timeouts.request,
    connectionTimeout: timeouts.silence,
    keepAliveTimeout: 72_000,
    http: {
      // 1C before 8.3 and simple programs send none.
      requireHostHeader: false,
      // 4 000 Cyrillic letters in a query are 24 kB there.
      maxHeaderSize: 65_536,
      headersTimeout: timeouts.headers,
      connectionsCheckingInterval: Math.min(5_000, timeouts.headers),
    },
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) =>
      sendProblem(error, request, reply.header('x-trace-id', request.id)),
    clientErrorHandler: answerBrokenRequest,
  }).withTypeProvider<ZodTypeProvider>();
  http.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler);

  const find = keepRouteTable(http, guards);
  http.decorate('limiter', limiter);
  addLifecycle(http);
  traceRequests(http, metrics);
  answerProblems(http);
  parseJsonBodies(http);
  await addSecurityHeaders(http, { https: production && publicUrl?.startsWith('https:') === true });
  addCors(http, find);
  admitRequests(http, { guards, limiter, usualLimit, find });
  await addDocs(http, { version, publicUrl });
  addHealth(http, { checks, metrics });
  return http;
};
