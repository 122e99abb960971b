import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { Facts } from '../../parts/facts.tsx';
import { ClockTime, TimeAgo } from '../../parts/time.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useFigures } from './figures.ts';
import { type Provider, reset, type Source } from './queries.ts';
import { assistantTexts } from './texts.ts';

interface ProviderCardProps {
  readonly source: Source;
  /** In the order of asking, from 1. */
  readonly place: number;
  /** Absent for the parser of the office itself. */
  readonly provider: Provider | undefined;
  readonly mayReset: boolean;
}

/** One reader in its place: how it fares, what to do when it is ill, and its day in figures. */
export const ProviderCard = ({ source, place, provider, mayReset }: ProviderCardProps) => {
  const texts = useTexts(assistantTexts);
  const name = texts.names[source];
  const state = provider?.state ?? 'own';
  return (
    <li className="assistant-card" aria-label={name}>
      <header className="assistant-head">
        <span className="assistant-place" aria-hidden="true">
          {place}
        </span>
        <div className="assistant-title">
          <h3>{name}</h3>
          <p>{provider?.model ?? (provider ? texts.noKey : texts.inOffice)}</p>
        </div>
        <span className="assistant-state" data-state={state}>
          <span className="assistant-lamp" aria-hidden="true" />
          {texts.states[state]}
        </span>
      </header>
      <p className="assistant-soft">{texts.meanings[source]}</p>
      {provider && <Trouble provider={provider} mayReset={mayReset} />}
      {provider?.configured === true && <Day provider={provider} />}
      {provider?.configured === false && <p className="assistant-hint">{texts.howTo[provider.name]}</p>}
    </li>
  );
};

/** What ails it, and what can be done. */
const Trouble = ({ provider, mayReset }: { readonly provider: Provider; readonly mayReset: boolean }) => {
  const texts = useTexts(assistantTexts);
  const { day } = useFigures();
  const { name, state, until, warnings, last_outcome, last_error, last_error_at, advice } = provider;
  const again = useChange({
    run: () => reset(name),
    touches: [['assistant']],
    onDone: () => toast.done(texts.askedAgain(texts.names[name])),
  });
  const isOut = state === 'open' || state === 'off';
  if (!isOut && warnings.length === 0 && last_outcome === null) return null;
  return (
    <div className="assistant-trouble" data-bad={isOut || undefined}>
      {state === 'open' && until !== null && (
        <p>
          {texts.restsUntil} <ClockTime at={until} />
        </p>
      )}
      {state === 'off' && <p>{texts.isOff}</p>}
      {last_outcome !== null && (
        <p>
          <b>{texts.outcomes[last_outcome]}</b>
          {last_error_at !== null && (
            <>
              {' · '}
              <TimeAgo at={last_error_at} />
            </>
          )}
        </p>
      )}
      {advice !== null && <p>{texts.advices[advice](name)}</p>}
      {last_error !== null && <p className="assistant-error">{last_error}</p>}
      {warnings.map(({ code, detail }) => (
        <p key={code}>{texts.warnings[code](day(detail))}</p>
      ))}
      {isOut && mayReset && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconRefresh size={16} />}
          loading={again.isPending}
          onClick={() => again.mutate()}
        >
          {texts.askAgain}
        </Button>
      )}
    </div>
  );
};

const Day = ({ provider }: { readonly provider: Provider }) => {
  const texts = useTexts(assistantTexts);
  const figures = useFigures();
  const { calls_24h, failed_24h, latency_p50_ms, latency_p95_ms, tokens_in_24h, tokens_out_24h } = provider;
  if (calls_24h === 0) return <p className="assistant-soft">{texts.quiet}</p>;
  return (
    <Facts
      facts={[
        [texts.calls24, figures.count(calls_24h)],
        [texts.failed24, figures.count(failed_24h)],
        [texts.usual, latency_p50_ms === null ? null : figures.seconds(latency_p50_ms)],
        [texts.slowest, latency_p95_ms === null ? null : figures.seconds(latency_p95_ms)],
        [texts.tokens24, texts.tokens(figures.count(tokens_in_24h), figures.count(tokens_out_24h))],
      ]}
    />
  );
};
