import type { Clock } from '#kernel/time.ts';
import { theOffice } from '#modules/access/index.ts';
import { type Accounts, addAccountRoutes } from '#modules/accounts/index.ts';
import { type Audit, addAuditRoutes, createAuditTrail } from '#modules/audit/index.ts';
import {
  addConversationsRoutes,
  addDeadLetterRoutes,
  addDeliveryRoutes,
  addInboxRoutes,
  type Conversations,
  createDeliveries,
  createInboxes,
  createLive,
  type DeadLetters,
} from '#modules/conversations/index.ts';
import type { Files } from '#modules/files/index.ts';
import {
  addHealthDetails,
  addOfficeRoutes,
  createOffice,
  createProxies,
  watchProcess,
} from '#modules/office/index.ts';
import { addPeopleRoutes, type Register } from '#modules/people/index.ts';
import { addSettingsRoutes, type Settings } from '#modules/settings/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Notifications } from '#platform/db/notifications.ts';
import type { Http } from '#platform/http/http.ts';
import type { Log } from '#platform/log/log.ts';
import type { Catalogue } from './catalogue.ts';
import type { SearchPart } from './search.ts';
import type { Shop } from './shop.ts';
import { VERSION } from './version.ts';

type Inboxes = Parameters<typeof createInboxes>[0];

/** What only employees see: the reads behind the panel's pages, and the routes of every module under /api/v1. */
export const createPanel = ({
  db,
  embedded,
  notifications,
  audit,
  settings,
  accounts,
  register,
  files,
  conversations,
  deadLetters,
  channels,
  absent,
  desks,
  menus,
  due,
  said,
  freeBytes,
  clock,
  log,
}: {
  db: Database;
  /** The database is our own. */
  embedded: boolean;
  notifications: Notifications;
  audit: Audit;
  settings: Settings;
  accounts: Accounts;
  register: Register;
  files: Files;
  conversations: Conversations;
  deadLetters: DeadLetters;
  channels: Inboxes['channels'];
  absent: Inboxes['absent'];
  /** Parts of the office with routes and health of their own. */
  desks: readonly Pick<
    Catalogue | SearchPart | Shop['desks'][number],
    'checks' | 'absent' | 'addPanelRoutes'
  >[];
  menus: Inboxes['menus'];
  /** Tells workers, or viewers, to look at a conversation. */
  due: (conversationId: string) => void;
  said: (conversationId: string) => void;
  freeBytes: () => Promise<number>;
  clock: Clock;
  log: Log;
}) => {
  const timeZone = async () => (await settings.get('working_hours')).time_zone;
  const trail = createAuditTrail({ db, timeZone });
  const live = createLive({ db, notifications, log: log.child({ component: 'panel' }) });
  const deliveries = createDeliveries({ db, due, said, audit, timeZone });
  const inboxes = createInboxes({
    db,
    channels,
    absent,
    menus,
    say: conversations.sayIn,
    due,
    audit,
    clock,
    // Within the two seconds that the health of the office gives every part.
    patienceMs: 1_500,
  });
  const proxies = createProxies({ clock });
  const office = createOffice({
    db,
    embedded,
    inboxes: channels.map(({ inbox }) => inbox),
    inboxStates: () => inboxes.list(theOffice),
    freeBytes,
    processFigures: watchProcess(),
    absent: [...absent, ...desks.flatMap((desk) => desk.absent)],
    further: [proxies.check, ...desks.flatMap((desk) => desk.checks)],
    version: VERSION,
    startedAt: new Date(clock.now()),
    clock,
    log: log.child({ component: 'office' }),
  });

  const addRoutes = async (http: Http): Promise<void> => {
    proxies.watch(http);
    addHealthDetails(http, { office });
    await http.register(
      async (scope) => {
        addAccountRoutes(scope, { accounts });
        addOfficeRoutes(scope, { office });
        addPeopleRoutes(scope, { register });
        addAuditRoutes(scope, { trail });
        addSettingsRoutes(scope, { settings });
        addDeadLetterRoutes(scope, { deadLetters });
        addDeliveryRoutes(scope, { deliveries });
        addInboxRoutes(scope, { inboxes });
        for (const desk of desks) await desk.addPanelRoutes(scope);
        await addConversationsRoutes(scope, {
          db,
          files,
          audit,
          clock,
          operators: conversations.operators,
          live,
          recheck: async (request) => accounts.guards['conversations.read']?.(request),
        });
      },
      { prefix: '/api/v1' },
    );
  };

  return { addRoutes, warmUp: office.warmUp };
};
