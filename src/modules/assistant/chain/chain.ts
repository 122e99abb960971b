import { messageOf } from '#kernel/errors.ts';
import { isBlank } from '#kernel/text.ts';
import type { Clock } from '#kernel/time.ts';
import type { Log } from '#platform/log/log.ts';
import type { Calls } from '../calls/calls.ts';
import type {
  OrderReader,
  Outcome,
  Provider,
  ProviderAnswer,
  Reading,
  ReadOrder,
  Source,
} from '../contract.ts';
import type { Allowance } from './allowance.ts';
import { MOST_ANSWERED } from './answer.ts';
import { type Breaker, createBreaker } from './breaker.ts';
import { isTable, isTooLong, withoutContacts } from './order-text.ts';
import { createStreams } from './streams.ts';
import { verified } from './verified.ts';

/** Milliseconds that all providers have together. */
const BUDGET_MS = 30_000;

/** One provider and what came of it; `skipped`: it rests, or is out. */
export interface Attempt {
  readonly provider: Provider['name'];
  readonly model: string;
  readonly outcome: Outcome | 'skipped';
  readonly latencyMs: number;
  readonly error: string | null;
}

/** How a text was read, step by step. */
export interface Trial extends ReadOrder {
  readonly reading: Reading;
  readonly attempts: readonly Attempt[];
  readonly latencyMs: number;
}

/** Who is to read: all in their order, or one of them, and the local parser after it. */
export interface TrialWish {
  readonly source?: 'chain' | Source;
  /** Where it is asked for, in the journal of calls. */
  readonly place: 'chat' | 'panel';
  readonly signal?: AbortSignal | undefined;
  /** For whom: within their allowance only. Absent: nothing is counted. */
  readonly who?: string | undefined;
}

/** Reads order texts, and tells how. */
export interface OrderChain extends OrderReader {
  attempt(text: string, wish: TrialWish): Promise<Trial>;
  /** Who has a key, the first asked first. */
  readonly names: readonly Provider['name'][];
  /** Of a provider; undefined when it is not configured. */
  breaker(name: Provider['name']): Breaker | undefined;
}

/** Reads order texts by the providers in their order, in the end by the local parser; no failure reaches anybody. */
export const createOrderReader = ({
  providers,
  parse,
  calls,
  breakerOf,
  worthAsking = isWorthAsking,
  mayAsk = async () => true,
  budgetMs = BUDGET_MS,
  clock,
  log,
}: {
  /** The first is asked first; none: nothing ever goes out. */
  providers: readonly Provider[];
  /** The local parser. */
  parse: (text: string) => Reading;
  calls: Pick<Calls, 'note'>;
  breakerOf?: (name: Provider['name']) => Breaker;
  /** Whether a model may read the text better than the local parser did. */
  worthAsking?: (text: string, reading: Reading) => boolean;
  /** How often models may be asked for one person; absent: as often as they like. */
  mayAsk?: Allowance;
  budgetMs?: number;
  clock: Clock;
  log: Log;
}): OrderChain => {
  const chain = providers.map((provider) => ({
    provider,
    breaker: breakerOf?.(provider.name) ?? createBreaker({ clock }),
    streams: createStreams(provider.streams ?? Number.POSITIVE_INFINITY),
  }));
  type Link = (typeof chain)[number];

  const attempt: OrderChain['attempt'] = async (text, { source = 'chain', place, signal, who }) => {
    const began = clock.now();
    const reading = parse(text);
    const budget = AbortSignal.any([AbortSignal.timeout(budgetMs), ...(signal ? [signal] : [])]);
    const attempts: Attempt[] = [];
    const end = (read: ReadOrder): Trial => ({ ...read, reading, attempts, latencyMs: clock.now() - began });

    const isWorth = !isBlank(text) && (source !== 'chain' || worthAsking(text, reading));
    const links = isWorth ? chain.filter(isMeant(source)) : [];
    const isAllowed = links.length === 0 || who === undefined || (await mayAsk(who));
    if (!isAllowed) log.warn({ person: who }, 'too many texts within an hour: the local parser reads alone');
    for (const link of isAllowed ? links : []) {
      if (budget.aborted) break;
      const answer = await ask(link, text, budget, signal);
      const lines = answer.outcome === 'read' ? verified(answer.lines, text, reading) : undefined;
      const judged = answer.outcome === 'read' && !lines ? { ...answer, ...INVENTED } : answer;
      attempts.push(toldOf(link, judged));
      note(link, judged, lines?.length ?? 0, place);
      if (lines && lines.length > 0) return end({ lines, left: 0, source: link.provider.name });
      // The model found nothing to order: the parser may yet.
      if (lines) break;
    }
    return end({ lines: reading.lines, left: reading.left, source: 'db' });
  };

  /** One call, or why there was none. */
  const ask = async (
    { provider, breaker, streams }: Link,
    text: string,
    budget: AbortSignal,
    outer: AbortSignal | undefined,
  ): Promise<Judged> => {
    const nothing = { lines: [], model: provider.model, tokensIn: null, tokensOut: null };
    if (!breaker.admits())
      return { ...nothing, outcome: 'skipped', error: 'it rests after failures', latencyMs: 0 };
    const began = clock.now();
    // Who has waited for half of the time would not be served in the other half.
    const leave = await streams.enter(AbortSignal.any([budget, AbortSignal.timeout(provider.timeoutMs / 2)]));
    if (!leave) {
      breaker.noted(null);
      return {
        ...nothing,
        outcome: 'limited',
        error: 'all streams are busy',
        latencyMs: clock.now() - began,
      };
    }
    const signal = AbortSignal.any([budget, AbortSignal.timeout(provider.timeoutMs)]);
    const answer = await Promise.race([
      provider.read(withoutContacts(text), signal).catch((error: unknown): ProviderAnswer => {
        log.error({ err: error, provider: provider.name }, 'a provider failed where it must not');
        return { ...nothing, outcome: 'failed', error: messageOf(error) };
      }),
      aborted(signal).then(
        (): ProviderAnswer => ({ ...nothing, outcome: 'timeout', error: 'no answer in time' }),
      ),
    ]).finally(leave);
    breaker.noted(outer?.aborted ? null : answer.outcome);
    return { ...answer, latencyMs: clock.now() - began };
  };

  const note = ({ provider: { name } }: Link, answer: Judged, lines: number, place: TrialWish['place']) => {
    const { outcome, model, latencyMs, tokensIn, tokensOut, error } = answer;
    if (outcome === 'skipped') return;
    log[outcome === 'read' ? 'info' : 'warn'](
      {
        ...{ provider: name, model, outcome, lines, error },
        latency_ms: latencyMs,
        tokens_in: tokensIn,
        tokens_out: tokensOut,
      },
      'a language model was asked to read an order',
    );
    const figures = { provider: name, model, outcome, latencyMs, tokensIn, tokensOut, lines, error, place };
    void calls.note(figures);
  };

  return {
    glance: parse,
    read: async (text, signal, who) => {
      const { lines, left, source } = await attempt(text, { place: 'chat', signal, who });
      return { lines, left, source };
    },
    attempt,
    names: providers.map(({ name }) => name),
    breaker: (name) => chain.find(({ provider }) => provider.name === name)?.breaker,
  };
};

type Judged = Omit<ProviderAnswer, 'outcome'> & {
  readonly outcome: Outcome | 'skipped';
  readonly latencyMs: number;
};

/** More things than a model may name, a table, a novel: the parser reads those. */
const isWorthAsking = (text: string, { lines }: Reading): boolean =>
  lines.length <= MOST_ANSWERED && !isTable(text) && !isTooLong(text);

const INVENTED = { outcome: 'no_answer', lines: [], error: 'most titles have nothing of the text' } as const;

const isMeant =
  (source: 'chain' | Source) =>
  ({ provider: { name } }: { readonly provider: Provider }): boolean =>
    source === 'chain' || source === name;

const toldOf = ({ provider: { name } }: { readonly provider: Provider }, judged: Judged): Attempt => {
  const { model, outcome, latencyMs, error } = judged;
  return { provider: name, model, outcome, latencyMs, error };
};

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
