import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Log } from '#platform/log/log.ts';
import type { OrderChain, Trial } from './chain/chain.ts';
import type { Matcher, Provider, Source, UnderstoodLine, WantedLine } from './contract.ts';

type Employee = Actor & { readonly personId: string };

export type Trials = ReturnType<typeof createTrials>;

/** What somebody in the panel tries: how a text is read, and whether a provider that was out works again. */
export const createTrials = ({
  chain,
  providers,
  match,
  log,
}: {
  chain: Pick<OrderChain, 'attempt' | 'breaker'>;
  providers: readonly Pick<Provider, 'name'>[];
  /** Looks up the goods of the lines; absent: they stay words. */
  match?: Matcher['match'] | undefined;
  log: Log;
}) => {
  const run = async (
    by: Employee,
    text: string,
    source: 'chain' | Source,
  ): Promise<{ readonly trial: Trial; readonly lines: readonly (WantedLine | UnderstoodLine)[] }> => {
    assertMay(by, 'assistant.try');
    const trial = await chain.attempt(text, { source, place: 'panel' });
    const buyer = { personId: by.personId, organizationId: null };
    return { trial, lines: match ? await match(trial.lines, buyer) : trial.lines };
  };

  /** Asks a provider again that rests or is out; without a name all of them. */
  const reset = (by: Employee, name?: Provider['name']): void => {
    assertMay(by, 'assistant.try');
    for (const provider of providers)
      if (name === undefined || provider.name === name) {
        chain.breaker(provider.name)?.reset();
        log.info({ provider: provider.name, person_id: by.personId }, 'a language model is asked again');
      }
  };

  return { run, reset };
};
