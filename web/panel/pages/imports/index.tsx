import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useLocale, useTexts } from '../../locale/locale.tsx';
import type { Column } from '../../parts/list/column.ts';
import { ListPage } from '../../parts/list/list-page.tsx';
import { Person } from '../../parts/person.tsx';
import { TimeAgo } from '../../parts/time.tsx';
import { useMay } from '../../session/session.ts';
import { pageTitles } from '../texts.ts';
import { SmallCounts } from './counts.tsx';
import { Duration } from './duration.tsx';
import { PullCard } from './exchange/pull-card.tsx';
import { PushCard } from './exchange/push-card.tsx';
import { HeldNotice } from './held-notice.tsx';
import { Origin } from './origin.tsx';
import { type Batch, importSource, LOOK_EVERY_MS, SOURCES, STATUSES, workQuery } from './queries.ts';
import { StatusBadge } from './status-badge.tsx';
import { importTexts } from './texts.ts';
import './imports.css';

/** Every import of goods, what waits for a decision, and the exchange with 1C. */
const ImportsPage = () => {
  const texts = useTexts(importTexts);
  const titles = useTexts(pageTitles);
  const number = new Intl.NumberFormat(useLocale());
  const { data: atWork = 0 } = useQuery(workQuery);

  const columns: readonly Column<Batch>[] = [
    {
      key: 'origin',
      title: texts.origin,
      card: 'title',
      width: '24%',
      cell: (batch) => <Origin batch={batch} />,
    },
    {
      key: 'status',
      title: texts.status,
      width: '10.5rem',
      cell: ({ status }) => <StatusBadge status={status} />,
    },
    {
      key: 'result',
      title: texts.result,
      cell: (batch) => (
        <span className="import-result">
          {batch.repeat_of === null ? (
            <SmallCounts batch={batch} />
          ) : (
            <span className="import-soft">{texts.sameAs(batch.repeat_of)}</span>
          )}
          {batch.warnings > 0 && (
            <span className="import-soft">{texts.warnings(number.format(batch.warnings))}</span>
          )}
        </span>
      ),
    },
    {
      key: 'person',
      title: texts.person,
      width: '22%',
      cell: ({ person }) =>
        person ? <Person {...person} small /> : <span className="import-soft">{texts.office}</span>,
    },
    {
      key: 'when',
      title: texts.when,
      sort: 'created_at',
      width: '8.5rem',
      cell: (batch) => (
        <span className="import-result">
          <TimeAgo at={batch.created_at} />
          <Duration batch={batch} soft />
        </span>
      ),
    },
  ];

  return (
    <ListPage
      {...importSource}
      title={titles.imports}
      about={texts.about}
      actions={<LoadButton />}
      every={atWork > 0 ? LOOK_EVERY_MS : LOOK_EVERY_MS * 20}
      above={
        <div className="imports-above">
          <HeldNotice />
          <div className="imports-exchange">
            <PullCard />
            <PushCard />
          </div>
        </div>
      }
      columns={columns}
      filters={[
        {
          name: 'status',
          label: texts.status,
          options: STATUSES.map((value) => ({ value, label: texts.statuses[value] })),
        },
        {
          name: 'source',
          label: texts.origin,
          options: SOURCES.map((value) => ({ value, label: texts.sources[value] })),
        },
      ]}
      rowKey={({ id }) => String(id)}
      rowLink={({ id }) => ({ to: '/imports/$id', params: { id: String(id) } })}
      empty={{ title: texts.empty, text: texts.emptyText, action: <LoadButton /> }}
    />
  );
};

const LoadButton = () => {
  const texts = useTexts(importTexts);
  if (!useMay('catalogue.import')) return null;
  return (
    <Button
      leftSection={<IconUpload size={18} />}
      renderRoot={(props) => <Link to="/imports/new" {...props} />}
    >
      {texts.load}
    </Button>
  );
};

export default ImportsPage;
