import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { ALL_PERMISSIONS, may } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import type { Guard } from '#platform/http/route-config.ts';
import type { Accounts } from './accounts.ts';
import { CodeRequest, LoginRequest, SessionState } from './schema.ts';
import type { Session } from './sessions.ts';

const TAGS = ['Account'];

/** Coming in and going out. These routes are public: each looks at the cookie itself. */
export const addSessionRoutes = (http: Http, { accounts }: { accounts: Accounts }): void => {
  const { cookie, csrf } = accounts;

  http.get('/session', {
    config: { permission: 'public' },
    schema: {
      tags: TAGS,
      summary: 'Who is logged in, and what they may do',
      description: 'Answers everybody; `stage` is `none` for a stranger.',
      response: { 200: SessionState },
    },
    handler: async (request, reply) => {
      const session = await accounts.recognise(request);
      if (session) await accounts.refresh(session, reply);
      return stateOf(session);
    },
  });

  http.post('/session', {
    config: { permission: 'public', limit: { points: 60, seconds: 60 } },
    schema: {
      tags: TAGS,
      summary: 'Log in',
      description:
        'With the login, or with an e-mail or phone proven to be one’s own. Stage `code` asks for the second factor. ' +
        '401 whatever is wrong; 429 with `Retry-After` after five failures, doubling from 30 seconds to 15 minutes.',
      body: LoginRequest,
      response: { 200: SessionState },
    },
    handler: async (request, reply) => {
      csrf.assertOwnSite(request);
      const before = cookie.read(request);
      const { token } = await accounts.logIn(request.body, strangerOf(request));
      if (before !== undefined) await accounts.replace(before, request);
      reply.header('set-cookie', cookie.bring(token));
      return stateOf(await accounts.recogniseToken(token));
    },
  });

  http.post('/session/code', {
    config: { permission: 'public', limit: { points: 60, seconds: 60 } },
    schema: {
      tags: TAGS,
      summary: 'Give the second factor',
      description: 'After a login that answered stage `code`; each code works once. 422 for a wrong code.',
      body: CodeRequest,
      response: { 200: SessionState },
    },
    handler: async (request, reply) => {
      csrf.assertOwnSite(request);
      const session = await accounts.recognise(request);
      if (session?.stage !== 'code') throw new AppError('unauthorized', 'no login waits for a code');
      const { token } = await accounts.giveCode(session, request.body.code, strangerOf(request));
      reply.header('set-cookie', cookie.bring(token));
      return stateOf(await accounts.recogniseToken(token));
    },
  });

  http.delete('/session', {
    config: { permission: 'public' },
    schema: { tags: TAGS, summary: 'Log out', response: { 204: z.null() } },
    handler: async (request, reply) => {
      csrf.assertOwnSite(request);
      const session = await accounts.recognise(request);
      if (session) {
        csrf.assertToken(request, session.id);
        await accounts.logOut(session, request);
      }
      return reply.code(204).header('set-cookie', cookie.takeAway).send(null);
    },
  });

  const stateOf = (session: Session | undefined): z.input<typeof SessionState> => {
    if (!session) return { stage: 'none' };
    const shared = {
      stage: session.stage,
      csrf: csrf.tokenOf(session.id),
      expires_at: session.expiresAt.toISOString(),
    };
    if (session.stage === 'code') return shared;
    const { id, name, locale, roles } = session.person;
    return {
      ...shared,
      person: { id, name, login: session.login, locale, roles: [...roles] },
      may: ALL_PERMISSIONS.filter((permission) => may(roles, permission)),
      must_change: session.mustChange,
      totp: session.totp,
    };
  };
};

/** Where a request comes from, before anybody is logged in. */
export const strangerOf = ({ ip, id, headers }: Parameters<Guard>[0]) => ({
  address: ip,
  agent: headers['user-agent'] ?? '',
  traceId: id,
});
