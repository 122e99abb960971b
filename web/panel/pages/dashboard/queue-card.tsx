import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTexts } from '../../locale/locale.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Person } from '../../parts/person.tsx';
import { ErrorState } from '../../parts/states.tsx';
import { useNow } from '../../parts/time.tsx';
import { Card } from './card.tsx';
import { figuresIn } from './figures.ts';
import { queueQuery, type Waiting } from './queries.ts';
import { dashboardTexts } from './texts.ts';

/** Who waits for an operator; each leads to the conversation. */
export const QueueCard = () => {
  const texts = useTexts(dashboardTexts);
  const queue = useQuery(queueQuery);
  const all = (
    <PageLink to="conversations" search={{ view: 'queue' }}>
      {texts.queueAll}
    </PageLink>
  );
  const content = () => {
    if (queue.data === undefined)
      return queue.isError ? (
        <ErrorState error={queue.error} onRetry={queue.refetch} />
      ) : (
        <Skeleton height={48} />
      );
    if (queue.data.length === 0)
      return (
        <p className="dashboard-soft">
          <strong>{texts.queueEmpty}.</strong> {texts.queueEmptyText}
        </p>
      );
    return (
      <ul className="dashboard-queue">
        {queue.data.map((one) => (
          <Row key={one.id} waiting={one} />
        ))}
      </ul>
    );
  };
  return (
    <Card title={texts.queue} beside={queue.data?.length ? all : undefined}>
      {content()}
    </Card>
  );
};

const Row = ({ waiting }: { readonly waiting: Waiting }) => {
  const texts = useTexts(dashboardTexts);
  const words = figuresIn(useLocale());
  const now = useNow();
  const { id, title, person, queued_at, last } = waiting;
  const waits = queued_at === null ? '' : words.wait(now - Date.parse(queued_at));
  const who = <Person id={person?.id ?? id} name={person?.name || title || null} about={last?.text ?? ''} />;
  return (
    <li>
      <PageLink to="conversations" id={id} className="dashboard-queue-link" otherwise={who}>
        {who}
        <span className="dashboard-queue-wait">{texts.waits(waits)}</span>
      </PageLink>
    </li>
  );
};
