import { useTexts } from '../../locale/locale.tsx';
import type { Column } from '../../parts/list/column.ts';
import { DateTime } from '../../parts/time.tsx';
import { useFigures } from './figures.ts';
import type { Call } from './queries.ts';
import { assistantTexts } from './texts.ts';

/** The columns of the journal of calls. */
export const useCallColumns = (): readonly Column<Call>[] => {
  const texts = useTexts(assistantTexts);
  const figures = useFigures();
  return [
    {
      key: 'at',
      title: texts.at,
      sort: 'at',
      width: '11rem',
      card: 'title',
      cell: ({ at }) => <DateTime at={at} />,
    },
    {
      key: 'provider',
      title: texts.provider,
      cell: ({ provider, model }) => (
        <span className="assistant-cell">
          {texts.names[provider]}
          <span className="assistant-soft">{model}</span>
        </span>
      ),
    },
    {
      key: 'outcome',
      title: texts.outcome,
      cell: ({ outcome, error }) => (
        <span className="assistant-cell">
          <span data-bad={outcome !== 'read' || undefined} className="assistant-outcome">
            {texts.outcomes[outcome]}
          </span>
          {error !== null && <span className="assistant-error">{error}</span>}
        </span>
      ),
    },
    {
      key: 'latency',
      title: texts.latency,
      sort: 'latency_ms',
      width: '8rem',
      align: 'end',
      cell: ({ latency_ms }) => figures.seconds(latency_ms),
    },
    {
      key: 'lines',
      title: texts.lines,
      width: '6rem',
      align: 'end',
      cell: ({ lines }) => figures.count(lines),
    },
    {
      key: 'tokens',
      title: texts.tokensShort,
      width: '9rem',
      align: 'end',
      cell: ({ tokens_in, tokens_out }) =>
        tokens_in === null || tokens_out === null
          ? texts.unknown
          : texts.tokens(figures.count(tokens_in), figures.count(tokens_out)),
    },
    { key: 'place', title: texts.place, width: '8rem', cell: ({ place }) => texts.places[place] },
  ];
};
