import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '#kernel/errors.ts';
import { addressKey, type Limit, type Limiter } from './limiter.ts';
import { HttpError } from './problems.ts';
import type { Guards } from './route-config.ts';
import type { RouteFinder } from './route-table.ts';

/** An address may have so many times what one subject may. */
const SUBJECTS_AT_ADDRESS = 10;

/**
 * Decides about every request before its body is read: an address without a route, the guard of the route,
 * then the rate limit. A refused guess counts against the limit as well; an address that is already refused
 * does not reach the guard.
 */
export const admitRequests = (
  http: FastifyInstance,
  options: { guards: Guards; limiter: Limiter; usualLimit: Limit; find: RouteFinder },
): void => {
  const { guards, limiter, usualLimit, find } = options;

  http.addHook('onRequest', async (request) => {
    const { permission, limit } = request.routeOptions.config;
    if (limit !== false) refuseFor(knownOf(request, limit));
    const guard = request.is404 ? undefined : guards[permission];
    const [guarded] = await Promise.allSettled([guard?.(request)]);
    if (limit !== false) await count(request, limit);
    if (guarded.status === 'rejected') throw guarded.reason;
    if (request.is404 && !['GET', 'HEAD'].includes(request.method)) throw nothingAt(request);
  });

  http.setNotFoundHandler((request) => {
    throw nothingAt(request);
  });

  /** Seconds for which everybody at the address of a request is refused already. */
  const knownOf = (request: FastifyRequest, limit: Limit | undefined): number => {
    const bucket = bucketOf(request, limit);
    const { stranger, everybody } = keysOf(request);
    return Math.max(limiter.known(bucket, stranger), limiter.known(bucket, everybody));
  };

  /**
   * A limit of the route's own is exact; the usual one, and what many subjects of one address do together,
   * are counted behind the request's back.
   */
  const count = async (request: FastifyRequest, limit: Limit | undefined): Promise<void> => {
    const bucket = bucketOf(request, limit);
    const { stranger, everybody } = keysOf(request);
    const { points, seconds } = limit ?? usualLimit;
    if (request.subject !== null)
      refuseFor(limiter.note(bucket, everybody, { points: points * SUBJECTS_AT_ADDRESS, seconds }));
    const key = request.subject === null ? stranger : `subject ${request.subject}`;
    refuseFor(limit ? await limiter.take(bucket, key, limit) : limiter.note(bucket, key, usualLimit));
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

const bucketOf = ({ method, routeOptions }: FastifyRequest, limit: Limit | undefined): string =>
  limit ? `${method} ${routeOptions.url}` : 'usual';

const keysOf = ({ ip }: FastifyRequest): { stranger: string; everybody: string } => {
  const address = addressKey(ip);
  return { stranger: `address ${address}`, everybody: `subjects at ${address}` };
};

const refuseFor = (seconds: number): void => {
  if (seconds > 0) throw new AppError('limited', 'too many requests', { retryAfter: seconds });
};
