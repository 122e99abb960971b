import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { useLocale, useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Person } from '../../parts/person.tsx';
import { DateTime } from '../../parts/time.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useMay } from '../../session/session.ts';
import { ConversationLink } from '../inboxes/conversation-link.tsx';
import { Facts, TraceCode } from '../inboxes/facts.tsx';
import { InboxName } from '../inboxes/names.tsx';
import { durationIn } from './duration.ts';
import { deliveryQuery } from './queries.ts';
import { StateBadge } from './state-badge.tsx';
import { deliveryTexts } from './texts.ts';
import { Words } from './words.tsx';

/** One delivery over the list: all that is known of it. */
export const DeliverySheet = ({ id, onClose }: { readonly id: number; readonly onClose: () => void }) => (
  <Dialog title={useTexts(deliveryTexts).number(id)} className="inbox-sheet" onClose={onClose}>
    <Content id={id} onClose={onClose} />
  </Dialog>
);

const Content = ({ id, onClose }: { readonly id: number; readonly onClose: () => void }) => {
  const texts = useTexts(deliveryTexts);
  const locale = useLocale();
  const query = useQuery({ ...deliveryQuery(id), refetchInterval: 5_000 });
  const may = useMay('deadLetters.work');
  const retry = useChange({
    run: () => answer(api.POST('/api/v1/deliveries/{id}/retry', { params: { path: { id } } })),
    touches: [['deliveries'], ['office']],
    explain: ({ code }) => (code === 'conflict' ? texts.already : undefined),
    onDone: () => {
      onClose();
      toast.done(texts.retried);
    },
  });
  return (
    <Loaded query={query}>
      {({ person, title, state, text, error, ...one }) => (
        <Stack gap="lg">
          <Group justify="space-between">
            {person ? (
              <Person {...person} about={title === person.name ? undefined : title} />
            ) : (
              <b>{title}</b>
            )}
            <StateBadge state={state} />
          </Group>
          <Text size="sm" c="dimmed">
            {texts.meanings[state]}
          </Text>
          <blockquote className="delivery-quote">
            <Words text={text} />
          </blockquote>
          {error !== null && (
            <section>
              <h3 className="delivery-heading">{texts.error}</h3>
              <pre className="delivery-error" lang="en">
                {error}
              </pre>
            </section>
          )}
          {may && state === 'failed' && one.retried_as === null && (
            <Group>
              <Button loading={retry.isPending} onClick={() => retry.mutate()}>
                {texts.retry}
              </Button>
            </Group>
          )}
          <Facts
            facts={[
              [texts.at, <DateTime key="at" at={one.at} />],
              [texts.delivered, one.delivered_at && <DateTime key="delivered" at={one.delivered_at} />],
              [texts.after, one.seconds === null ? null : durationIn(locale, one.seconds)],
              [texts.author, one.author?.name ?? texts.bot],
              [texts.inbox, <InboxName key="inbox" id={one.inbox} />],
              [texts.attempts, one.attempts],
              [texts.trace, one.trace_id && <TraceCode key="trace" id={one.trace_id} />],
            ]}
          />
          {one.repeated && <Text size="sm">{texts.repeated}</Text>}
          {one.rewrites !== null && <Text size="sm">{texts.rewrites(one.rewrites)}</Text>}
          {one.retried_as !== null && <Text size="sm">{texts.retriedAs(one.retried_as)}</Text>}
          <ConversationLink id={one.conversation_id} position={one.position}>
            {texts.open}
          </ConversationLink>
        </Stack>
      )}
    </Loaded>
  );
};
