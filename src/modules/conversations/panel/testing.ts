import { onTestFinished } from 'vitest';
import { AppError } from '#kernel/errors.ts';
import { systemClock } from '#kernel/time.ts';
import { ALL_PERMISSIONS, assertMay } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { createNotifications } from '#platform/db/notifications.ts';
import type { Guard } from '#platform/http/route-config.ts';
import { serve } from '#platform/http/testing.ts';
import { silent } from '#test/database.ts';
import type { Employee } from '../operator.ts';
import { openConversations } from '../testing.ts';
import { CHANGES_CHANNEL } from '../transcript.ts';
import { createLive, ENDINGS_CHANNEL, TYPING_CHANNEL } from './live.ts';
import { addConversationsRoutes } from './routes.ts';

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

/** For tests: a list as a route answers it. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

/** For tests: conversations that work, and the panel's routes over them, hearing other processes; `as` says who calls. */
export const openPanel = async (
  database: OpenDatabase,
  options: Partial<Parameters<typeof openConversations>[0]> = {},
) => {
  const { db, connection } = database;
  const notifications = createNotifications({ db, connection, log: silent });
  const live = createLive({ db, notifications, log: silent });
  const tell = (channel: string) => (payload: string) => void notifications.send(channel, payload);
  const office = await openConversations({
    db,
    announce: {
      said: (ids) => ids.forEach(tell(CHANGES_CHANNEL)),
      delivered: tell(ENDINGS_CHANNEL),
      typing: (typist) => tell(TYPING_CHANNEL)(JSON.stringify(typist)),
    },
    ...options,
  });
  let by: Employee | undefined;
  const guardOf =
    (permission: (typeof ALL_PERMISSIONS)[number]): Guard =>
    async (request) => {
      if (!by) throw new AppError('unauthorized', 'nobody is logged in');
      assertMay(by, permission);
      request.actor = by;
    };
  const served = await serve(
    async (http) => {
      await http.register(
        async (scope) =>
          addConversationsRoutes(scope, {
            db,
            files: office.files,
            audit: createAudit({ clock: systemClock, log: silent }),
            clock: systemClock,
            operators: office.operators,
            live,
            recheck: async () => {
              if (!by) throw new AppError('unauthorized', 'nobody is logged in');
            },
          }),
        { prefix: '/api/v1' },
      );
    },
    {
      guards: {
        ...Object.fromEntries(ALL_PERMISSIONS.map((name) => [name, guardOf(name)])),
        metrics: async () => {},
      },
    },
  );
  const stopping = new AbortController();
  const { promise: listens, resolve: hearsOthers } = Promise.withResolvers<void>();
  notifications.on(CHANGES_CHANNEL, { heard: () => {}, missed: hearsOthers });
  const listening = notifications.run(stopping.signal);
  // Streams that are open when it begins to listen are ended.
  await listens;
  office.start();
  onTestFinished(async () => {
    stopping.abort();
    await listening;
    await served.close();
  });

  const open = (method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> =>
    fetch(`${served.url}/api/v1${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      ...(signal ? { signal } : {}),
    });
  const call =
    (method: string) =>
    async <Body>(path: string, body?: unknown): Promise<Answer<Body>> => {
      const answer = await open(method, path, body);
      const text = await answer.text();
      const isJson = /\bjson\b/.test(answer.headers.get('content-type') ?? '');
      return {
        status: answer.status,
        body: (isJson ? JSON.parse(text) : text) as Body,
        headers: answer.headers,
      };
    };

  return {
    ...office,
    live,
    url: served.url,
    open,
    get: call('GET'),
    post: call('POST'),
    patch: call('PATCH'),
    delete: call('DELETE'),
    /** Who calls from now on; undefined: nobody is logged in. */
    as: (employee: Employee | undefined): void => {
      by = employee;
    },
    /** Says something and waits until it is worked; answers the id of the conversation. */
    begins: async (address: string, text: string): Promise<string> => {
      await office.says(address, text);
      await office.quiet();
      return (await office.conversation(address)).id;
    },
  };
};

export type Panel = Awaited<ReturnType<typeof openPanel>>;
