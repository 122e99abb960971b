import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '#kernel/errors.ts';
import { addressKey, type Limit, type Limiter } from './limiter.ts';
import { HttpError } from './problems.ts';
import type { Guards } from './route-config.ts';
import type { RouteFinder } from './route-table.ts';

/**
 * Decides about every request before its body is read: an address without a route, the guard of the route,
 * then the rate limit. A refused guess counts against the limit as well.
 */
export const admitRequests = (
  http: FastifyInstance,
  options: { guards: Guards; limiter: Limiter; usualLimit: Limit; find: RouteFinder },
): void => {
  const { guards, limiter, usualLimit, find } = options;

  http.addHook('onRequest', async (request) => {
    const { permission, limit } = request.routeOptions.config;
    const guard = request.is404 ? undefined : guards[permission];
    const [guarded] = await Promise.allSettled([guard?.(request)]);
    if (limit !== false) await count(request, limit);
    if (guarded.status === 'rejected') throw guarded.reason;
    if (request.is404 && !['GET', 'HEAD'].includes(request.method)) throw nothingAt(request);
  });

  http.setNotFoundHandler((request) => {
    throw nothingAt(request);
  });

  /** A limit of the route's own is exact; the usual one is counted behind the request's back. */
  const count = async (request: FastifyRequest, limit: Limit | undefined): Promise<void> => {
    const key = request.subject === null ? `address ${addressKey(request.ip)}` : `subject ${request.subject}`;
    const route = `${request.method} ${request.routeOptions.url}`;
    const seconds = limit ? await limiter.take(route, key, limit) : limiter.note('usual', key, usualLimit);
    if (seconds > 0) throw new AppError('limited', 'too many requests', { retryAfter: seconds });
  };

  const nothingAt = (request: FastifyRequest): Error => {
    const path = request.url.split('?', 1)[0] ?? '';
    const allowed = [...new Set(find(path).map(({ method }) => method))];
    if (allowed.length === 0 || allowed.includes(request.method)) {
      return new AppError('missing', 'there is nothing at this address');
    }
    return new HttpError(405, 'this address does not take this method', {
      headers: { allow: allowed.join(', ') },
    });
  };
};
