import { AppError } from '#kernel/errors.ts';
import { type Actor, ALL_PERMISSIONS, assertMay } from '#modules/access/index.ts';
import type { Guard, Guards } from '#platform/http/route-config.ts';
import type { Csrf } from './csrf.ts';
import { LIFE_MS, type Session, type Sessions } from './sessions.ts';

type Request = Parameters<Guard>[0];

/** The cookie that holds the token of a session. */
export interface SessionCookie {
  readonly name: string;
  read(request: Request): string | undefined;
  /** The value of `set-cookie` that brings a token. */
  bring(token: string): string;
  /** … and the one that takes it away. */
  readonly takeAway: string;
}

/** Behind TLS the name is one that browsers let nobody else set: neither another port nor a subdomain. */
export const sessionCookie = ({ secure }: { secure: boolean }): SessionCookie => {
  const name = secure ? '__Host-kontora_session' : 'kontora_session';
  const found = new RegExp(`(?:^|;) *${name}=([\\w-]{1,200})(?: *;|$)`);
  const shape = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  return {
    name,
    read: ({ headers }) => found.exec(headers.cookie ?? '')?.[1],
    bring: (token) => `${name}=${token}; Max-Age=${LIFE_MS / 1_000}; ${shape}`,
    takeAway: `${name}=; Max-Age=0; ${shape}`,
  };
};

const recognised = new WeakMap<object, Session>();

/** The session of a request that a guard let in. */
export const sessionOf = (request: object): Session => {
  const session = recognised.get(request);
  if (!session) throw new Error('a route that needs a session has another permission');
  return session;
};

/** The same, or undefined where no guard of ours was asked. */
export const knownSession = (request: object): Session | undefined => recognised.get(request);

/**
 * One guard for each permission: lets in whoever has an open session and a role that may, as both are now;
 * sets `actor` and `subject`. AppError `unauthorized` without a session, else `denied`.
 */
export const createGuards = ({
  sessions,
  cookie,
  csrf,
}: {
  sessions: Sessions;
  cookie: SessionCookie;
  csrf: Csrf;
}): Guards => {
  const guard =
    (permission: (typeof ALL_PERMISSIONS)[number]): Guard =>
    async (request) => {
      const token = cookie.read(request);
      const session = token === undefined ? undefined : await sessions.recognise(token);
      if (session?.stage !== 'open') throw new AppError('unauthorized', 'nobody is logged in');
      request.subject = `person:${session.person.id}`;
      csrf.assertOwnSite(request);
      csrf.assertToken(request, session.id);
      const actor = panelActor(request, session);
      assertMay(actor, permission);
      request.actor = actor;
      recognised.set(request, session);
    };
  return Object.fromEntries(ALL_PERMISSIONS.map((permission) => [permission, guard(permission)]));
};

/** Whoever sends the request, as use cases and the audit know them. */
export const panelActor = ({ ip, id }: Request, { person }: Session): Actor & { personId: string } => ({
  personId: person.id,
  roles: person.roles,
  channel: 'panel',
  address: ip,
  traceId: id,
});
