import { AppError } from '#kernel/errors.ts';
import { type Actor, theOffice } from '#modules/access/index.ts';
import { addressKey } from '#platform/http/limiter.ts';
import type { Guard, Guards } from '#platform/http/route-config.ts';
import { SCOPES, type Scope } from './scope.ts';
import type { ServiceKey, ServiceKeys } from './service-keys.ts';

type Request = Parameters<Guard>[0];

/** Wrong keys that one address may try. */
const GUESSES = { points: 20, seconds: 60 };
const BUCKET = 'service keys';

const recognised = new WeakMap<object, ServiceKey>();

/** One guard for each scope: lets in whoever sends a key that has it. AppError `unauthorized`, `denied`, `limited`. */
export const createKeyGuards = ({ keys }: { keys: Pick<ServiceKeys, 'recognise'> }): Guards => {
  const guard =
    (scope: Scope): Guard =>
    async (request) => {
      const { limiter } = request.server;
      const address = addressKey(request.ip);
      refuseFor(limiter.known(BUCKET, address));
      const given = givenKey(request);
      const key = given === undefined ? undefined : await keys.recognise(given);
      if (!key) {
        refuseFor(await limiter.take(BUCKET, address, GUESSES));
        throw new AppError('unauthorized', 'send a service key as Authorization: Bearer');
      }
      if (!key.scopes.includes(scope)) throw new AppError('denied', `this key has no scope ${scope}`);
      request.subject = `service:${key.id}`;
      recognised.set(request, key);
    };
  return Object.fromEntries(SCOPES.map((scope) => [scope, guard(scope)]));
};

/** The system that a guard let in: its key, and the office on whose behalf it acts, for use cases and the audit. */
export const serviceOf = (request: Request): { readonly key: ServiceKey; readonly by: Actor } => {
  const key = recognised.get(request);
  if (!key) throw new Error('a route that needs a service key has another permission');
  return {
    key,
    by: { ...theOffice, channel: `service ${key.name}`, address: request.ip, traceId: request.id },
  };
};

/** Never from the address of a request: addresses are kept in logs of others. */
const givenKey = ({ headers }: Request): string | undefined => {
  const own = headers['x-service-key'];
  if (typeof own === 'string' && own !== '') return own.trim();
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
};

const refuseFor = (seconds: number): void => {
  if (seconds > 0) throw new AppError('limited', 'too many wrong keys', { retryAfter: seconds });
};
