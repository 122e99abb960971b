import type { GigachatConfig } from '#integrations/gigachat/config.ts';
import { createGigachat, createOpenai } from '#integrations/index.ts';
import type { OpenaiConfig } from '#integrations/openai/config.ts';
import type { Clock } from '#kernel/time.ts';
import {
  addAssistantRoutes,
  type BreakerState,
  createAllowance,
  createAssistantState,
  createBreaker,
  createCalls,
  createOrderReader,
  createToldStates,
  createTrials,
  type Matcher,
  type Provider,
  type Reading,
} from '#modules/assistant/index.ts';
import type { Check } from '#modules/office/index.ts';
import { createCache } from '#platform/cache/cache.ts';
import { createSealing } from '#platform/cache/sealing.ts';
import type { Database } from '#platform/db/database.ts';
import type { Notifications } from '#platform/db/notifications.ts';
import type { Http } from '#platform/http/http.ts';
import type { Limiter } from '#platform/http/limiter.ts';
import type { Log } from '#platform/log/log.ts';

export type AssistantPart = ReturnType<typeof createAssistantPart>;

/** The reading of orders: language models where they have keys, the local parser always. */
export const createAssistantPart = ({
  config,
  secretKey,
  db,
  notifications,
  parse,
  match,
  limiter,
  clock,
  log: outerLog,
}: {
  config: { readonly gigachat: GigachatConfig; readonly openai: OpenaiConfig };
  secretKey: string;
  db: Database;
  notifications: Notifications;
  /** The local parser. */
  parse: (text: string) => Reading;
  /** Looks up goods for the playground of the panel. */
  match?: Matcher['match'];
  limiter: Pick<Limiter, 'take'>;
  clock: Clock;
  log: Log;
}) => {
  const log = outerLog.child({ component: 'assistant' });
  const cache = createCache({ db, sealing: createSealing(secretKey, 'cache'), clock, log });
  const { gigachat, openai } = config;
  const providers: readonly Provider[] = [
    ...(gigachat.key === undefined
      ? []
      : [createGigachat({ config: { ...gigachat, key: gigachat.key }, cache, clock, log })]),
    ...(openai.key === undefined ? [] : [createOpenai({ config: { ...openai, key: openai.key }, clock })]),
  ];

  const told = createToldStates(notifications);
  const calls = createCalls({ db, clock, log });
  const breakerOf = (name: Provider['name']) =>
    createBreaker({
      clock,
      changed: (state) => {
        const level = state.state === 'ready' ? 'info' : 'warn';
        log[level]({ provider: name, ...state }, 'a language model is asked again, or no longer');
        told.tell(name, state);
      },
    });
  const chain = createOrderReader({
    ...{ providers, parse, calls, breakerOf, clock, log },
    mayAsk: createAllowance({ limiter }),
  });
  if (providers.length > 0) told.hear((name, state) => chain.breaker(name)?.adopt(state));

  const state = createAssistantState({ providers, chain, calls }).read;
  const trials = createTrials({ chain, providers, match, log });

  return {
    /** For the dialogues. */
    reader: chain,
    checks: providers.map(({ name, model }) => checkOf(name, model, () => chain.breaker(name)?.read())),
    absent: providers.length > 0 ? [] : [{ name: 'assistant', needs: 'GIGACHAT_BASIC_AUTH_KEY' }],
    sweepers: { calls, cache },

    /** Routes of the panel, below `/api/v1`. */
    addPanelRoutes: async (http: Http): Promise<void> => {
      await http.register(async (scope: Http) => addAssistantRoutes(scope, { state, calls, trials }), {
        prefix: '/shop',
      });
    },
  };
};

/** A provider as a part of the office: ill while it is out for hours or until somebody mends it. */
const checkOf = (name: string, model: string, read: () => BreakerState | undefined): Check => ({
  part: 'assistant',
  look: async () => {
    const breaker = read();
    const state = breaker?.state ?? 'ready';
    const ill = state !== 'ready';
    return [
      {
        part: 'assistant',
        name,
        state: ill ? 'degraded' : 'ok',
        facts: {
          state,
          model,
          until: breaker?.state === 'open' ? new Date(breaker.until).toISOString() : null,
        },
        cure: ill ? 'see_assistant' : null,
      },
    ];
  },
});
