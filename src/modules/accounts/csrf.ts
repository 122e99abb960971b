import { timingSafeEqual } from 'node:crypto';
import { AppError } from '#kernel/errors.ts';
import type { Guard } from '#platform/http/route-config.ts';
import type { Keys } from './keys.ts';

type Request = Parameters<Guard>[0];

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const HEADER = 'x-csrf-token';

export type Csrf = ReturnType<typeof createCsrf>;

/**
 * Against requests that another site makes in the person's browser: where the request comes from, by what
 * browsers say of it, and a token that only our own pages can read.
 */
export const createCsrf = ({ keys, publicUrl }: { keys: Keys; publicUrl: string | undefined }) => {
  const ourOrigin = publicUrl === undefined ? undefined : new URL(publicUrl).origin;

  const tokenOf = (sessionId: string): string => keys.digest('csrf', sessionId).toString('base64url');

  /** Refuses a changing request that a browser sends for another site. Programs say nothing and pass. */
  const assertOwnSite = ({ method, headers, host }: Request): void => {
    if (SAFE.has(method)) return;
    const site = headers['sec-fetch-site'];
    // A browser that tells the relation knows it better than a proxy that may have renamed the host.
    if (site === 'same-origin' || site === 'none') return;
    const { origin } = headers;
    const foreign =
      site !== undefined || (origin !== undefined && origin !== ourOrigin && hostOf(origin) !== host);
    if (foreign) throw new AppError('denied', 'this request comes from another site');
  };

  /** Refuses a changing request under a session without the token of this session. */
  const assertToken = ({ method, headers }: Request, sessionId: string): void => {
    if (SAFE.has(method)) return;
    const given = Buffer.from(String(headers[HEADER] ?? ''));
    const wanted = Buffer.from(tokenOf(sessionId));
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
      throw new AppError('denied', `the header ${HEADER} of this session is needed`);
  };

  return { tokenOf, assertOwnSite, assertToken };
};

const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined;
