import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '#kernel/errors.ts';
import { addressKey } from '#platform/http/limiter.ts';
import type { Guard } from '#platform/http/route-config.ts';

type Request = Parameters<Guard>[0];

/** Wrong tokens that one address may try. */
const GUESSES = { points: 20, seconds: 60 };
const BUCKET = '1C tokens';

/**
 * Lets in whoever sends the token in one of five places; without a token set, everybody but foreign pages. AppError
 * `unauthorized`, or `limited` for an address that guesses.
 */
export const pushGuard =
  (token: string | undefined): Guard =>
  async (request) => {
    if (token === undefined) return assertNoForeignPage(request);
    const { limiter } = request.server;
    const address = addressKey(request.ip);
    refuseFor(limiter.known(BUCKET, address));
    const given = givenToken(request);
    if (given && timingSafeEqual(digest(given), digest(Buffer.from(token)))) {
      request.subject = '1c';
      return;
    }
    refuseFor(await limiter.take(BUCKET, address, GUESSES));
    throw new AppError('unauthorized', 'Invalid token');
  };

/** Without a token, what a page of another site makes a browser send is still refused; programs say nothing of it. */
const assertNoForeignPage = ({ headers }: Request): void => {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new AppError('denied', 'this request comes from another site');
};

/** The bytes of the first token that is there: X-1C-Token, X-Token, ?token=, Bearer, the password of Basic. */
export const givenToken = ({ headers, url }: Pick<Request, 'headers' | 'url'>): Buffer | undefined => {
  const own = one(headers['x-1c-token']) || one(headers['x-token']);
  if (own) return bytesOf(own);
  const asked = /[?&]token=([^&#]+)/.exec(url)?.[1];
  if (asked) return Buffer.from(decoded(asked));
  const [, scheme = '', value = ''] = /^(bearer|basic) +(\S.*?) *$/i.exec(headers.authorization ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return bytesOf(value);
  return scheme === '' ? undefined : passwordOf(Buffer.from(value, 'base64'));
};

const passwordOf = (pair: Buffer): Buffer | undefined => {
  const colon = pair.indexOf(':');
  return colon < 0 ? undefined : pair.subarray(colon + 1);
};

/** A plus stays one: tokens in Base64 have them, and are pasted into addresses as they are. */
const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value).trim();
  } catch {
    return value;
  }
};

/** The bytes of a header as they came: Node reads them as Latin-1. */
const bytesOf = (header: string): Buffer => Buffer.from(header, 'latin1');

const one = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value)?.trim() ?? '';

const digest = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

const refuseFor = (seconds: number): void => {
  if (seconds > 0) throw new AppError('limited', 'too many wrong tokens', { retryAfter: seconds });
};
