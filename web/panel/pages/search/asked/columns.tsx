import { Link } from '@tanstack/react-router';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import type { Column } from '../../../parts/list/column.ts';
import { useMedia } from '../../../parts/media.ts';
import { TimeAgo } from '../../../parts/time.tsx';
import type { Asked, RESULTS } from '../queries.ts';
import { searchTexts } from '../texts.ts';
import { RowActions } from './row-actions.tsx';
import { askedTexts } from './texts.ts';

/** The columns of the report; what is the same in every row of a result is left out. */
export const useColumns = (
  result: (typeof RESULTS)[number],
  onSynonym: ((query: string) => void) | undefined,
): readonly Column<Asked>[] => {
  const texts = useTexts(askedTexts);
  const common = useTexts(searchTexts);
  const roomy = useMedia('(min-width: 96em), (max-width: 48em)');
  const number = new Intl.NumberFormat(useLocale());
  const figures: readonly Column<Asked>[] = [
    {
      key: 'found',
      title: texts.found,
      width: '7rem',
      align: 'end',
      cell: ({ found }) =>
        found === 0 ? <span className="search-none">{texts.nothing}</span> : number.format(found),
    },
    {
      key: 'chosen',
      title: texts.chosen,
      width: '6.5rem',
      align: 'end',
      cell: ({ chosen }) => number.format(chosen),
    },
  ];
  return [
    {
      key: 'query',
      title: texts.query,
      sort: 'query',
      card: 'title',
      cell: ({ query, corrected }) => (
        <span className="search-asked">
          <Link
            to="/search"
            search={{ q: query }}
            className="search-asked-query"
            title={common.checkOne(query)}
          >
            {query}
          </Link>
          {corrected !== null && <span className="search-soft">{texts.understood(corrected)}</span>}
        </span>
      ),
    },
    {
      key: 'times',
      title: texts.times,
      sort: 'times',
      width: '6rem',
      align: 'end',
      cell: ({ times }) => number.format(times),
    },
    ...(result === 'none' ? [] : figures),
    {
      key: 'last',
      title: texts.lastAt,
      sort: 'last_at',
      width: '10rem',
      cell: ({ last_at: at }) => <TimeAgo at={at} />,
    },
    {
      key: 'actions',
      title: texts.actions,
      card: 'plain',
      width: roomy ? '21rem' : '7rem',
      align: 'end',
      cell: ({ query }) => <RowActions query={query} roomy={roomy} onSynonym={onSynonym} />,
    },
  ];
};
