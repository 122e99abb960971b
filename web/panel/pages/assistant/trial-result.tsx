import { Badge } from '@mantine/core';
import { unitTexts } from '#modules/assistant/texts.ts';
import { useTexts } from '../../locale/locale.tsx';
import type { Column } from '../../parts/list/column.ts';
import { DataTable } from '../../parts/list/data-table.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { useFigures } from './figures.ts';
import type { Line, Trial } from './queries.ts';
import { assistantTexts } from './texts.ts';

const COLOURS = { sure: 'teal', doubtful: 'yellow', unknown: 'red' } as const;

/** What was read, by whom, how long each attempt took, and which goods are meant. */
export const TrialResult = ({ trial }: { readonly trial: Trial }) => {
  const texts = useTexts(assistantTexts);
  const figures = useFigures();
  const { source, reading, attempts, lines, left, latency_ms } = trial;
  const columns = useLineColumns();
  const rows = lines.map((line, place) => ({ ...line, place }));
  return (
    <div className="assistant-result">
      <p className="assistant-who">
        <b>{texts.readBy(texts.names[source], figures.seconds(latency_ms))}</b>
        <span className="assistant-soft">{texts.readings[reading]}</span>
      </p>
      {attempts.length > 0 && (
        <ul className="assistant-attempts" aria-label={texts.attempts}>
          {attempts.map(({ provider, outcome, latency_ms: took, error }) => (
            <li key={provider}>
              {texts.names[provider]}: {texts.outcomes[outcome]} · {figures.seconds(took)}
              {error !== null && <span className="assistant-error"> {error}</span>}
            </li>
          ))}
        </ul>
      )}
      {rows.length === 0 ? (
        <p>{texts.nothingRead}</p>
      ) : (
        <DataTable
          items={rows}
          columns={columns}
          rowKey={({ place }) => String(place)}
          label={texts.readLines}
        />
      )}
      {left > 0 && <p className="assistant-soft">{texts.left(figures.count(left))}</p>}
    </div>
  );
};

const useLineColumns = (): readonly Column<Line & { readonly place: number }>[] => {
  const texts = useTexts(assistantTexts);
  const units = useTexts(unitTexts);
  const figures = useFigures();
  return [
    {
      key: 'title',
      title: texts.wanted,
      card: 'title',
      cell: ({ title, said }) => (
        <span className="assistant-cell">
          {title}
          {said !== title && <span className="assistant-soft">{texts.said(said)}</span>}
        </span>
      ),
    },
    {
      key: 'qty',
      title: texts.qty,
      width: '9rem',
      align: 'end',
      cell: ({ qty, unit }) =>
        qty === null ? (
          <span className="assistant-soft">{texts.notSaid}</span>
        ) : (
          `${figures.amount(qty)}${unit === null ? '' : ` ${units[unit]}`}`
        ),
    },
    {
      key: 'notes',
      title: texts.notes,
      width: '11rem',
      cell: ({ again, loose }) => (
        <span className="assistant-chips">
          {again && <Badge color="violet">{texts.again}</Badge>}
          {loose && <Badge color="yellow">{texts.loose}</Badge>}
        </span>
      ),
    },
    {
      key: 'product',
      title: texts.product,
      cell: ({ state, product, choices }) =>
        state === null ? (
          texts.unknown
        ) : (
          <span className="assistant-cell">
            <Badge color={COLOURS[state]}>{texts.lineStates[state]}</Badge>
            {[...(product ? [product] : []), ...choices].map(({ id, title }) => (
              <PageLink key={id} to="product" id={String(id)} otherwise={title}>
                {title}
              </PageLink>
            ))}
          </span>
        ),
    },
  ];
};
