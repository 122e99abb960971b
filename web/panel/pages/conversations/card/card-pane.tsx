import { ActionIcon, Skeleton, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../../locale/locale.tsx';
import { ErrorState } from '../../../parts/states.tsx';
import { partTexts } from '../../../parts/texts.ts';
import { cardQuery } from '../queries.ts';
import { conversationTexts } from '../texts.ts';
import { Files } from './files.tsx';
import { Identity } from './identity.tsx';
import { Notes } from './notes.tsx';
import { Others } from './others.tsx';
import { cardTexts } from './texts.ts';

/** The right of the page: who this is, and what belongs to the conversation besides its words. */
export const CardPane = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const texts = useTexts(cardTexts);
  const common = useTexts(conversationTexts);
  return (
    <aside className="conversations-card" aria-label={common.card}>
      <div className="conversations-card-head">
        <Title order={2} size="h3">
          {common.card}
        </Title>
        <ActionIcon variant="subtle" color="gray" size={40} aria-label={texts.closeCard} onClick={onClose}>
          <IconX size={20} stroke={1.7} />
        </ActionIcon>
      </div>
      <CardBody id={id} />
    </aside>
  );
};

/** The card itself, beside the conversation or over it. */
export const CardBody = ({ id }: { readonly id: string }) => {
  const { data: details, error, refetch } = useQuery(cardQuery(id));
  if (!details) return error ? <ErrorState error={error} onRetry={refetch} /> : <CardSkeleton />;
  return (
    <div className="conversations-card-body">
      <Identity details={details} />
      <Notes id={id} />
      <Files id={id} />
      <Others details={details} />
    </div>
  );
};

const CardSkeleton = () => (
  <div className="conversations-card-body" role="status" aria-label={useTexts(partTexts).loading}>
    <Skeleton circle height={56} />
    <Skeleton height={16} width="60%" mt="md" />
    <Skeleton height={12} width="40%" mt="sm" />
    <Skeleton height={72} mt="xl" />
    <Skeleton height={72} mt="md" />
  </div>
);
