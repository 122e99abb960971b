import { AppError } from '#kernel/errors.ts';
import { type Actor, ALL_PERMISSIONS, assertMay, type Permission } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import type { Guard } from '#platform/http/route-config.ts';
import { serve } from '#platform/http/testing.ts';
import { type PanelClient, panelClient } from './actors/panel.ts';

type Calls = Pick<PanelClient, 'get' | 'post' | 'put' | 'patch' | 'delete' | 'open'>;

/** Routes of the panel at a server of their own, and calls of whoever `as` named last. */
export interface PanelRoutes extends Calls {
  readonly url: string;
  /** Who calls from now on; undefined: nobody is logged in. */
  as(actor: Actor | undefined): void;
  close(): Promise<void>;
}

/** Serves routes below `/api/v1` behind guards that ask the table of permissions, without accounts and sessions. */
export const servePanelRoutes = async (routes: (http: Http) => void): Promise<PanelRoutes> => {
  let by: Actor | undefined;
  const guardOf =
    (permission: Permission): Guard =>
    async (request) => {
      if (!by) throw new AppError('unauthorized', 'nobody is logged in');
      assertMay(by, permission);
      request.actor = by;
    };
  const guards = Object.fromEntries(ALL_PERMISSIONS.map((name) => [name, guardOf(name)]));
  const { url, close } = await serve(
    async (http) => {
      await http.register(async (scope) => routes(scope), { prefix: '/api/v1' });
    },
    { guards: { ...guards, metrics: async () => {} } },
  );
  return {
    ...panelClient(url),
    url,
    as: (actor) => {
      by = actor;
    },
    close: async () => {
      await close();
    },
  };
};
