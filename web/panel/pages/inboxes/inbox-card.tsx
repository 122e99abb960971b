import { Button, Group } from '@mantine/core';
import { IconRefresh, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocale, useTexts } from '../../locale/locale.tsx';
import { ChannelIcon } from '../../parts/channel.tsx';
import { Facts } from '../../parts/facts.tsx';
import { useInboxName } from '../../parts/inbox-name.tsx';
import type { Inbox } from '../../parts/inboxes.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { TimeAgo } from '../../parts/time.tsx';
import { useMay } from '../../session/session.ts';
import type { PageName } from '../options.ts';
import { Cure } from './cure.tsx';
import { HealthMark } from './health-mark.tsx';
import { SetUpDialog } from './set-up-dialog.tsx';
import { TestDialog } from './test-dialog.tsx';
import { inboxTexts } from './texts.ts';

/** One inbox: how it fares, what helps when it is ill, its figures, and what can be done with it. */
export const InboxCard = ({ inbox }: { readonly inbox: Inbox }) => {
  const texts = useTexts(inboxTexts);
  const name = useInboxName()(inbox.id, inbox.channel);
  const number = new Intl.NumberFormat(useLocale());
  const mayWork = useMay('inboxes.work');
  const [dialog, setDialog] = useState<'test' | 'set-up'>();
  const close = () => setDialog(undefined);
  const { id, mode, webhook, configured } = inbox;
  const when = (at: string | null) => (at === null ? texts.never : <TimeAgo at={at} />);

  return (
    <article className="inbox-card" aria-label={name}>
      <header className="inbox-head">
        <span className="inbox-icon" aria-hidden="true">
          <ChannelIcon channel={inbox.channel} size={22} />
        </span>
        <div className="inbox-title">
          <h2>{name}</h2>
          <p>{[inbox.name, inbox.account].filter(Boolean).join(' · ') || (mode && texts.modes[mode])}</p>
        </div>
        <HealthMark health={inbox.health} />
      </header>
      <Cure inbox={inbox} />
      {(configured || inbox.conversations > 0) && (
        <>
          <dl className="inbox-figures">
            <Figure
              name={texts.conversations}
              count={inbox.conversations}
              page="conversations"
              search={{ view: 'all', inbox: id }}
            />
            <Figure name={texts.waiting} count={inbox.waiting} />
            <Figure
              name={texts.unsent}
              count={inbox.unsent}
              page="deliveries"
              search={{ inbox: id, state: 'queued' }}
            />
            <Figure
              name={texts.failed}
              count={inbox.failed}
              bad
              page="deliveries"
              search={{ inbox: id, state: 'failed' }}
            />
          </dl>
          <Facts
            facts={[
              [texts.heard, when(inbox.last_heard_at)],
              [texts.delivered, when(inbox.last_delivered_at)],
              [texts.webhook, mode === 'webhook' && (webhook?.host ?? texts.webhookNone)],
              [texts.pending, webhook && number.format(webhook.pending)],
            ]}
          />
        </>
      )}
      {mayWork && configured && (
        <Group gap="xs" className="inbox-actions">
          <Button
            variant="default"
            leftSection={<IconSend size={16} />}
            aria-label={`${texts.test}: ${name}`}
            onClick={() => setDialog('test')}
          >
            {texts.test}
          </Button>
          {inbox.can_set_up && (
            <Button
              variant="default"
              leftSection={<IconRefresh size={16} />}
              aria-label={`${texts.setUp}: ${name}`}
              onClick={() => setDialog('set-up')}
            >
              {texts.setUp}
            </Button>
          )}
        </Group>
      )}
      {dialog === 'test' && <TestDialog inbox={id} name={name} onClose={close} />}
      {dialog === 'set-up' && <SetUpDialog inbox={id} name={name} onClose={close} />}
    </article>
  );
};

/** A number that leads to what it counts, for those who may open that page. */
const Figure = ({
  name,
  count,
  bad = false,
  page,
  search = {},
}: {
  readonly name: string;
  readonly count: number;
  /** Any at all is trouble. */
  readonly bad?: boolean;
  readonly page?: PageName;
  readonly search?: Readonly<Record<string, string>>;
}) => {
  const shown = new Intl.NumberFormat(useLocale()).format(count);
  return (
    <div data-bad={(bad && count > 0) || undefined}>
      <dt>{name}</dt>
      <dd>
        {page && count > 0 ? (
          <PageLink to={page} search={search} className="inbox-figure" otherwise={shown}>
            {shown}
          </PageLink>
        ) : (
          shown
        )}
      </dd>
    </div>
  );
};
