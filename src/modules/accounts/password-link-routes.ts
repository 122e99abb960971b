import { z } from 'zod';
import type { Http } from '#platform/http/http.ts';
import type { Accounts } from './accounts.ts';
import { PasswordLinkRequest, PasswordLinkUse } from './schema.ts';
import { strangerOf } from './session-routes.ts';

const tags = ['Account'];

/** Forgotten passwords. */
export const addPasswordLinkRoutes = (http: Http, { accounts }: { accounts: Accounts }): void => {
  http.post('/password-links', {
    config: { permission: 'public', limit: { points: 20, seconds: 600 } },
    schema: {
      tags,
      summary: 'Ask for a link that sets a new password',
      description:
        'The same answer for everybody. The link arrives in the chats linked to the account, is good for 30 minutes ' +
        'and once; there are at most three within an hour.',
      body: PasswordLinkRequest,
      response: { 202: z.null() },
    },
    handler: async (request, reply) => {
      accounts.csrf.assertOwnSite(request);
      accounts.requestPasswordLink(request.body, strangerOf(request));
      return reply.code(202).send(null);
    },
  });

  http.post('/password-links/use', {
    config: { permission: 'public', limit: { points: 30, seconds: 60 } },
    schema: {
      tags,
      summary: 'Set a new password by a link',
      description: 'Ends all sessions. 404 when the link is wrong, used or too old; 422 for a bad password.',
      body: PasswordLinkUse,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      accounts.csrf.assertOwnSite(request);
      await accounts.usePasswordLink(request.body, strangerOf(request));
      return reply.code(204).send(null);
    },
  });
};
