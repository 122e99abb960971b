import type { Locale } from '#kernel/locale.ts';
import type { Channel, ChannelStatus, Transcript } from '#modules/conversations/index.ts';
import type { Files } from '#modules/files/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Notifications } from '#platform/db/notifications.ts';
import type { Guard } from '#platform/http/route-config.ts';
import type { Log } from '#platform/log/log.ts';
import type { WebchatConfig } from './config.ts';
import { createDesk, type Describe, INBOX } from './desk.ts';
import { addEventRoutes } from './event-routes.ts';
import { addFileRoutes } from './file-routes.ts';
import { visitorGuard } from './guard.ts';
import { addMessageRoutes } from './message-routes.ts';
import { MAX_TEXT } from './schema.ts';
import { addSessionRoutes } from './session-routes.ts';
import { createViewers } from './viewers.ts';
import { createVisitors } from './visitors.ts';

/** The web chat as the app wires it: the channel, and the guard that its routes name. */
export type Webchat = Channel & { readonly guards: { readonly visitor: Guard } };

const UNLIMITED = { perSecond: 0, burst: 0 };

/** Nobody outside has to be asked. */
const FINE: ChannelStatus = {
  account: null,
  name: null,
  mode: 'http',
  webhook: null,
  authorized: true,
  trouble: null,
  lastUpdateAt: null,
  lastLimitedAt: null,
  lastConflictAt: null,
};

/**
 * The web chat: a public HTTP API under /api/v1/chat. Nothing has to be sent to anybody: a queued message
 * is delivered by being there for the visitor's streams and pages to read.
 */
export const createWebchat = ({
  db,
  files,
  transcript,
  describe,
  notifications,
  config,
  officeName,
  log,
}: {
  db: Database;
  files: Files;
  transcript: Transcript;
  describe: Describe;
  notifications: Notifications;
  config: WebchatConfig;
  /** What the office calls itself. */
  officeName: (locale: Locale) => Promise<string>;
  log: Log;
}): Webchat => {
  const visitors = createVisitors({ db });
  const desk = createDesk({ db, files, transcript, describe });
  const viewers = createViewers({ visitors, desk, transcript, notifications, log });

  return {
    inbox: INBOX,
    name: INBOX,
    capabilities: {
      buttons: true,
      edits: true,
      contacts: false,
      maxText: MAX_TEXT,
      maxCaption: MAX_TEXT,
      files: true,
    },
    pace: { private: UNLIMITED, group: UNLIMITED, whole: UNLIMITED },
    guards: { visitor: visitorGuard(visitors) },
    send: async () => ({ outcome: 'sent' }),
    status: async () => FINE,
    typing: viewers.typing,
    routes: async (http, hear) => {
      await http.register(
        async (scope) => {
          addSessionRoutes(scope, { visitors, desk, config, officeName });
          addMessageRoutes(scope, { hear, transcript, desk, files, viewers });
          addEventRoutes(scope, { desk, viewers });
          await addFileRoutes(scope, { files, desk, config });
        },
        { prefix: '/api/v1/chat' },
      );
    },
  };
};
