import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { newTraceId } from '#kernel/ids.ts';
import { shorten } from '#kernel/text.ts';
import { withTrace } from '#platform/log/trace.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';

const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(?:-.*)?$/;

/** The trace id of a request: that of a valid W3C `traceparent`, else a new one. */
export const traceIdOf = (request: IncomingMessage): string =>
  TRACEPARENT.exec(String(request.headers.traceparent ?? ''))?.[1] ?? newTraceId();

/** Gives every request its trace id, one log line and its place in the metrics. Must come first. */
export const traceRequests = (http: FastifyInstance, metrics: Metrics): void => {
  http.decorateRequest('subject', null);
  http.decorateRequest('refusal', null);

  http.addHook('onRequest', (request, reply, done) => {
    const started = performance.now();
    reply.header('x-trace-id', request.id);
    reply.raw.once('close', () => finished(request, reply, performance.now() - started));
    withTrace(request.id, done);
  });

  const finished = (request: FastifyRequest, { raw }: FastifyReply, ms: number): void => {
    const { method, refusal } = request;
    const route = request.routeOptions.url ?? 'unknown';
    const status = raw.headersSent ? raw.statusCode : 499;
    const isStream = String(raw.getHeader('content-type')).startsWith('text/event-stream');
    if (!isStream) metrics.httpRequest({ method, route, status, seconds: ms / 1_000 });
    request.log.info(
      {
        method,
        path: withoutValues(request.url),
        route,
        status,
        ms: Math.round(ms * 10) / 10,
        ...(refusal === null ? {} : { refusal }),
      },
      isStream ? 'stream' : 'request',
    );
  };
};

/** The address with the names of its query and without their values. */
const withoutValues = (url: string): string => {
  const [path = '', query] = shorten(url, 1_000).split('?', 2);
  return query === undefined ? path : `${path}?${query.replace(/=[^&]*/g, '=***')}`;
};
