import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Breaker } from '../chain/breaker.ts';
import { type Outcome, type Provider, type ProviderWarning, SOURCES, type Source } from '../contract.ts';
import { type Advice, adviceOf } from './advice.ts';
import type { CallFigures, Calls } from './calls.ts';

/** How a provider fares. */
export interface ProviderState extends Omit<CallFigures, 'last'> {
  readonly name: Provider['name'];
  readonly configured: boolean;
  readonly model: string | null;
  /** `open`: it rests until `until`; `off`: its credentials are refused; `absent`: it has none. */
  readonly state: 'ready' | 'open' | 'off' | 'absent';
  readonly until: number | null;
  readonly warnings: readonly ProviderWarning[];
  /** Of the last call, where it failed. */
  readonly lastError: string | null;
  readonly lastOutcome: Outcome | null;
  readonly lastErrorAt: Date | null;
  readonly advice: Advice | null;
}

export interface AssistantState {
  readonly providers: readonly ProviderState[];
  readonly order: readonly Source[];
}

/** Milliseconds that a service may take to say whether its model retires; then it is told the next time. */
const PATIENCE_MS = 1_000;

/** How the providers fare, in the order in which they are asked. */
export const createAssistantState = ({
  providers,
  chain,
  calls,
}: {
  providers: readonly Provider[];
  chain: { breaker(name: Provider['name']): Breaker | undefined };
  calls: Pick<Calls, 'figures'>;
}) => {
  const stateOf = async (name: Provider['name']): Promise<ProviderState> => {
    const provider = providers.find((one) => one.name === name);
    const { last, ...figures } = await calls.figures(name);
    const breaker = chain.breaker(name)?.read();
    return {
      ...figures,
      name,
      configured: provider !== undefined,
      model: provider?.model ?? null,
      state: breaker?.state ?? 'absent',
      until: breaker?.state === 'open' ? breaker.until : null,
      warnings: await warningsOf(provider),
      lastError: last?.error ?? null,
      lastOutcome: last?.outcome ?? null,
      lastErrorAt: last?.at ?? null,
      advice: provider && last ? adviceOf(last.outcome, last.error) : null,
    };
  };

  const read = async (by: Actor): Promise<AssistantState> => {
    assertMay(by, 'assistant.read');
    const names = SOURCES.filter((source) => source !== 'db');
    return { providers: await Promise.all(names.map(stateOf)), order: SOURCES };
  };

  return { read };
};

export type ReadAssistantState = ReturnType<typeof createAssistantState>['read'];

const warningsOf = async (provider: Provider | undefined): Promise<readonly ProviderWarning[]> => {
  if (!provider?.warnings) return [];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly ProviderWarning[]>((resolve) => {
    timer = setTimeout(() => resolve([]), PATIENCE_MS);
  });
  return Promise.race([provider.warnings().catch(() => []), late]).finally(() => clearTimeout(timer));
};
