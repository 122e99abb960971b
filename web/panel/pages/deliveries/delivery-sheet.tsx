import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { useLocale, useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { ConversationLink } from '../../parts/conversation-link.tsx';
import { CopyableCode } from '../../parts/copyable-code.tsx';
import { Correspondent } from '../../parts/correspondent.tsx';
import { Facts } from '../../parts/facts.tsx';
import { InboxName } from '../../parts/inbox-name.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { SheetCode, SheetQuote, SheetSection, SideSheet } from '../../parts/side-sheet.tsx';
import { DateTime } from '../../parts/time.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useMay } from '../../session/session.ts';
import { durationIn } from './duration.ts';
import { deliveryQuery } from './queries.ts';
import { StateBadge } from './state-badge.tsx';
import { deliveryTexts } from './texts.ts';
import { Words } from './words.tsx';

/** One delivery over the list: all that is known of it. */
export const DeliverySheet = ({ id, onClose }: { readonly id: number; readonly onClose: () => void }) => (
  <SideSheet title={useTexts(deliveryTexts).number(id)} onClose={onClose}>
    <Content id={id} onClose={onClose} />
  </SideSheet>
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
            <Correspondent person={person} title={title} />
            <StateBadge state={state} />
          </Group>
          <Text size="sm" c="dimmed">
            {texts.meanings[state]}
          </Text>
          <SheetQuote>
            <Words text={text} />
          </SheetQuote>
          {error !== null && (
            <SheetSection title={texts.error}>
              <SheetCode bad>{error}</SheetCode>
            </SheetSection>
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
              [texts.trace, one.trace_id && <CopyableCode key="trace" text={one.trace_id} />],
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
