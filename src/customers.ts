import type { Clock } from '#kernel/time.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Channel } from '#modules/conversations/index.ts';
import {
  addCustomerRoutes,
  createCustomerDesk,
  createCustomerSweep,
  createCustomers,
  createOrganizations,
  customerData,
  invitationLinks,
} from '#modules/customers/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Http } from '#platform/http/http.ts';
import type { Limiter } from '#platform/http/limiter.ts';

/** Codes of invitations that may be tried in one conversation. */
const GUESSES = { points: 10, seconds: 600 };

export type CustomersPart = ReturnType<typeof createCustomersPart>;

/** Customers: organizations, their members, and who is let in. */
export const createCustomersPart = ({
  config,
  db,
  audit,
  clock,
  limiter,
  say,
  channels,
}: {
  config: { readonly core: { readonly publicUrl?: string | undefined } };
  db: Database;
  audit: Audit;
  clock: Clock;
  limiter: Pick<Limiter, 'take'>;
  say: Parameters<typeof createOrganizations>[0]['say'];
  /** Asked what the bot is called, when somebody is invited. */
  channels: () => readonly Pick<Channel, 'name' | 'status'>[];
}) => {
  const bot = rememberedBot(channels);
  const linksOf = async (code: string) =>
    invitationLinks(code, { bot: await bot(), publicUrl: config.core.publicUrl });
  const organizations = createOrganizations({
    audit,
    say,
    clock,
    guesses: (conversationId) => limiter.take('invitation', conversationId, GUESSES),
  });
  const desk = createCustomerDesk({ db, audit, clock, say, organizations, linksOf });

  return {
    /** For orders, questions and dialogues. */
    customers: createCustomers({ clock }),
    /** For the dialogues. */
    organizations,
    linksOf,
    checks: [],
    absent: [],
    sweepers: { customers: createCustomerSweep({ db, clock }) },
    /** What customers are to the office. */
    personalData: customerData({ db }),

    /** Routes of the panel, below `/api/v1`. */
    addPanelRoutes: (http: Http): Promise<void> => addCustomerRoutes(http, { desk }),
  };
};

/** The name of the Telegram bot, such as `@our_bot`, once Telegram has told it. */
const rememberedBot = (channels: () => readonly Pick<Channel, 'name' | 'status'>[]) => {
  let known: string | undefined;
  return async (): Promise<string | undefined> => {
    if (known) return known;
    const telegram = channels().find(({ name }) => name === 'telegram');
    const status = await telegram?.status?.().catch(() => undefined);
    known = status?.account ?? undefined;
    return known;
  };
};
