import { Skeleton } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../locale/locale.tsx';
import { inboxesQuery } from '../../parts/inboxes.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { partTexts } from '../../parts/texts.ts';
import { pageTitles } from '../texts.ts';
import { InboxCard } from './inbox-card.tsx';
import { inboxTexts } from './texts.ts';
import './inboxes.css';

/** Every inbox: how it fares, and what to do about it. */
const InboxesPage = () => {
  const texts = useTexts(inboxTexts);
  const query = useQuery(inboxesQuery);
  return (
    <>
      <PageHeader title={useTexts(pageTitles).inboxes} about={texts.about} />
      <Loaded query={query} skeleton={<Outline />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconPlugConnected} title={texts.empty} text={texts.emptyText} />
          ) : (
            <div className="inbox-cards">
              {items.map((inbox) => (
                <InboxCard key={inbox.id} inbox={inbox} />
              ))}
            </div>
          )
        }
      </Loaded>
    </>
  );
};

const Outline = () => (
  <div className="inbox-cards" role="status" aria-label={useTexts(partTexts).loading}>
    <Skeleton height="20rem" radius="lg" />
    <Skeleton height="20rem" radius="lg" />
  </div>
);

export default InboxesPage;
