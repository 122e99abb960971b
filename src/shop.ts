import type { Clock } from '#kernel/time.ts';
import type { Permission } from '#modules/access/index.ts';
import type { Accounts } from '#modules/accounts/index.ts';
import {
  addAliasRoutes,
  createAliases,
  createMatcher,
  createOrderFiles,
  meanings,
  parseOrder,
} from '#modules/assistant/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Channel, Conversations } from '#modules/conversations/index.ts';
import { createRegistering } from '#modules/customers/index.ts';
import type { Files } from '#modules/files/index.ts';
import type { OrderEvent } from '#modules/orders/index.ts';
import type { People } from '#modules/people/index.ts';
import type { Search } from '#modules/search/index.ts';
import type { Settings } from '#modules/settings/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Notifications } from '#platform/db/notifications.ts';
import type { Http } from '#platform/http/http.ts';
import type { Limiter } from '#platform/http/limiter.ts';
import type { Guard } from '#platform/http/route-config.ts';
import { createSpool } from '#platform/http/spool.ts';
import type { Log } from '#platform/log/log.ts';
import { createAssistantPart } from './assistant.ts';
import { spoolFolderOf } from './catalogue.ts';
import type { Config } from './config.ts';
import { createCustomersPart } from './customers.ts';
import { createOrdersPart } from './orders.ts';
import { createQuestionsPart } from './questions.ts';
import { createSystemsPart } from './systems.ts';

export type Shop = ReturnType<typeof createShop>;

/** Everything around an order: who places it, who reads it, who works it, who asks, and which systems are told. */
export const createShop = ({
  search,
  accounts,
  people,
  ...deps
}: {
  config: Pick<Config, 'core' | 'gigachat' | 'openai' | 'match' | 'webhooks'>;
  secretKey: string;
  db: Database;
  notifications: Notifications;
  audit: Audit;
  settings: Settings;
  people: People;
  accounts: Accounts;
  files: Files;
  search: Search;
  limiter: Limiter;
  say: Conversations['sayTo'];
  channels: () => readonly Channel[];
  /** Where customers reach the office from outside; undefined: nowhere. */
  address: () => string | undefined;
  clock: Clock;
  log: Log;
}) => {
  /** A stream asks again as long as it lasts. */
  const recheck =
    (permission: Permission): Guard =>
    async (request) =>
      accounts.guards[permission]?.(request);
  const systems = createSystemsPart(deps);
  const aliases = createAliases(deps);
  const matcher = createMatcher({
    db: deps.db,
    search,
    meanings,
    threshold: deps.config.match.threshold,
  });
  const assistant = createAssistantPart({ ...deps, parse: parseOrder, match: matcher.match });
  const { customers, ...customersPart } = createCustomersPart(deps);
  const emit = (tx: Tx, { type, orderId: id, ...order }: OrderEvent) =>
    systems.emit(tx, type, () => ({ id, ...order }));
  const orders = createOrdersPart({
    ...deps,
    customers,
    teach: aliases.teach,
    emit,
    recheck: recheck('orders.read'),
  });
  const questions = createQuestionsPart({ ...deps, customers, recheck: recheck('questions.read') });

  return {
    /** What its dialogues need. */
    forDialogues: {
      customers,
      registering: createRegistering({ ...deps, people, phones: accounts.phones }),
      organizations: customersPart.organizations,
      linksOf: customersPart.linksOf,
      cart: orders.cart,
      orders: orders.orders,
      reader: assistant.reader,
      matcher,
      aliases,
      questions: questions.questions,
      fileLinks: questions.links,
      orderFiles: createOrderFiles({
        open: async (id, conversationId) => {
          const opened = await deps.files.open(id, { account: '', conversationId });
          return opened.ok ? opened.value : undefined;
        },
        spool: createSpool({ folder: spoolFolderOf(deps.config.core) }),
      }),
    },
    guards: systems.guards,
    /** With routes and health of their own. */
    desks: [
      assistant,
      systems,
      orders,
      questions,
      customersPart,
      {
        checks: [],
        absent: [],
        addPanelRoutes: async (http: Http): Promise<void> => {
          await http.register(async (scope: Http) => addAliasRoutes(scope, { aliases }), { prefix: '/shop' });
        },
      },
    ],
    sweepers: { ...assistant.sweepers, ...systems.sweepers, ...customersPart.sweepers },
    /** What it knows of people; questions before the conversations that hold their files. */
    personalData: [questions.personalData, orders.personalData, customersPart.personalData],

    /** Routes at the root: those of the founding documents, and of 1C. */
    addRoutes: (http: Http): void => {
      orders.addRoutes(http);
      systems.addRoutes(http, { moves: orders.moves });
    },

    /** Works until the signal aborts. */
    run: (signal: AbortSignal): Promise<unknown> => Promise.all([systems.run(signal), orders.run(signal)]),
  };
};
