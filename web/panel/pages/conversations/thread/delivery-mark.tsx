import { Button, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock, IconHelpCircle } from '@tabler/icons-react';
import { useTexts } from '../../../locale/locale.tsx';
import type { Unsent } from '../composer/unsent.ts';
import { useDesk } from '../desk.ts';
import type { Delivery } from '../schema.ts';
import { threadTexts } from './texts.ts';

const ICONS = {
  queued: IconClock,
  sending: IconClock,
  sent: IconCheck,
  failed: IconAlertTriangle,
  unknown: IconHelpCircle,
} as const;

/** Where a message of the office stands: a sign while all is well, words when it is not. */
export const DeliveryMark = ({
  delivery,
  error,
}: {
  readonly delivery: Delivery;
  readonly error: string | null;
}) => {
  const texts = useTexts(threadTexts);
  const Icon = ICONS[delivery];
  const words = texts.delivery[delivery];
  if (delivery !== 'failed' && delivery !== 'unknown')
    return (
      <span title={words} className="conversations-sign">
        <Icon size={14} stroke={2.2} aria-hidden="true" />
        <VisuallyHidden>{words}</VisuallyHidden>
      </span>
    );
  return (
    <span className="conversations-trouble">
      <Icon size={14} stroke={2} aria-hidden="true" />
      {words}
      {error !== null && (
        <details>
          <summary>{texts.whatHappened}</summary>
          <code lang="en">{error}</code>
        </details>
      )}
    </span>
  );
};

/** Where an answer stands that the office does not have yet, and what can be done about it. */
export const UnsentMark = ({ unsent }: { readonly unsent: Unsent }) => {
  const texts = useTexts(threadTexts);
  const { outbox, drafts } = useDesk();
  if (unsent.state !== 'failed')
    return unsent.tries > 0 ? (
      <span className="conversations-trouble" data-mild role="status">
        <IconClock size={14} stroke={2} aria-hidden="true" />
        {texts.retrying}
      </span>
    ) : (
      <span title={texts.sending} className="conversations-sign">
        <IconClock size={14} stroke={2.2} aria-hidden="true" />
        <VisuallyHidden>{texts.sending}</VisuallyHidden>
      </span>
    );
  const { id, conversationId, text } = unsent;
  const toDraft = (): void => {
    const draft = drafts.read(conversationId);
    drafts.write(conversationId, draft === '' ? text : `${text}\n${draft}`);
    outbox.discard(id);
  };
  return (
    <span className="conversations-trouble" role="alert">
      <IconAlertTriangle size={14} stroke={2} aria-hidden="true" />
      {texts.problems[unsent.problem ?? 'refused']}
      <Button variant="subtle" size="compact-sm" onClick={() => outbox.retry(id)}>
        {texts.retry}
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={toDraft}>
        {texts.toDraft}
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={() => outbox.discard(id)}>
        {texts.discard}
      </Button>
    </span>
  );
};
