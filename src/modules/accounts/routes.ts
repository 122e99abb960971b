import type { Http } from '#platform/http/http.ts';
import { addOwnAccountRoutes } from './account-routes.ts';
import type { Accounts } from './accounts.ts';
import { knownSession } from './guards.ts';
import { addManageRoutes } from './manage-routes.ts';
import { addPasswordLinkRoutes } from './password-link-routes.ts';
import { addSessionRoutes } from './session-routes.ts';

/**
 * The routes of accounts, and what every route of the scope needs that a guard of ours protects: a fresh token in
 * time, and answers that no cache keeps.
 */
export const addAccountRoutes = (http: Http, { accounts }: { accounts: Accounts }): void => {
  http.addHook('onRequest', async (request, reply) => {
    const session = knownSession(request);
    if (!session) return;
    reply.header('cache-control', 'no-store');
    await accounts.refresh(session, reply);
  });
  void http.register(async (own) => {
    // Refusals, too, and what strangers are told.
    own.addHook('onSend', async (_, reply) => void reply.header('cache-control', 'no-store'));
    for (const add of [addSessionRoutes, addOwnAccountRoutes, addPasswordLinkRoutes, addManageRoutes])
      add(own, { accounts });
  });
};
