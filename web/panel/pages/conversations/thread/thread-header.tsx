import { ActionIcon, Skeleton, Title, VisuallyHidden } from '@mantine/core';
import { IconArrowLeft, IconLayoutSidebarRight } from '@tabler/icons-react';
import { useTexts } from '../../../locale/locale.tsx';
import { useIsPhone } from '../../../parts/media.ts';
import { useArrival } from '../../../shell/arrival.ts';
import { useShortcut } from '../../../shell/shortcuts.ts';
import { HandBack } from '../composer/hand-back.tsx';
import { useDesk } from '../desk.ts';
import { WaitMark } from '../list/wait-mark.tsx';
import { ConversationFace, useInboxName, useNameOf } from '../parts.tsx';
import type { Conversation, ConversationDetails } from '../schema.ts';
import { conversationTexts } from '../texts.ts';
import { AddressLink } from '../use-address.tsx';
import { threadTexts } from './texts.ts';

/** Whom the conversation is with, who answers in it, and the way to the card. */
export const ThreadHeader = ({
  conversation,
  onCard,
}: {
  readonly conversation: Conversation | ConversationDetails | undefined;
  readonly onCard: () => void;
}) => {
  const texts = useTexts(threadTexts);
  const { me } = useDesk();
  const phone = useIsPhone();
  useShortcut('i', texts.keys.card, onCard, conversation !== undefined);
  return (
    <header className="conversations-header">
      <ActionIcon
        className="conversations-back"
        variant="subtle"
        color="gray"
        size={44}
        aria-label={texts.back}
        renderRoot={(props) => (
          <AddressLink change={{ id: undefined, message: undefined, card: false }} {...props} />
        )}
      >
        <IconArrowLeft size={22} stroke={1.8} />
      </ActionIcon>
      {conversation ? <Who conversation={conversation} /> : <Skeleton height={36} width="12rem" />}
      {conversation && (
        <div className="conversations-header-actions">
          {!phone && conversation.operator?.id === me.id && <HandBack conversation={conversation} />}
          <ActionIcon
            variant="subtle"
            color="gray"
            size={44}
            aria-label={texts.showCard}
            title={texts.showCard}
            onClick={onCard}
          >
            <IconLayoutSidebarRight size={22} stroke={1.7} />
          </ActionIcon>
        </div>
      )}
    </header>
  );
};

const Who = ({ conversation }: { readonly conversation: Conversation | ConversationDetails }) => {
  const { inbox, channel } = conversation;
  const name = useNameOf()(conversation);
  // On a phone there is no other heading above.
  const phone = useIsPhone();
  const inboxName = useInboxName()({ id: inbox, channel });
  return (
    <>
      <ConversationFace conversation={conversation} />
      <div className="conversations-who">
        <Title
          order={phone ? 1 : 2}
          size="h3"
          ref={useArrival()}
          tabIndex={-1}
          dir="auto"
          className="conversations-who-name"
        >
          {name}
        </Title>
        <p className="conversations-who-about">
          <Answering conversation={conversation} />
          <span className="conversations-who-inbox">
            <VisuallyHidden>, </VisuallyHidden>
            {inboxName}
          </span>
        </p>
      </div>
    </>
  );
};

/** Who answers now: told by screen readers when it changes. */
const Answering = ({ conversation }: { readonly conversation: Conversation }) => {
  const texts = useTexts(threadTexts);
  const common = useTexts(conversationTexts);
  const { me } = useDesk();
  const { operator, queued_at: queued } = conversation;
  const by = operator ? (operator.id === me.id ? 'you' : 'other') : queued === null ? 'bot' : 'queue';
  const words = {
    you: common.byYou,
    other: texts.byOther(operator?.name ?? ''),
    queue: texts.inQueue,
    bot: texts.byBot,
  }[by];
  return (
    <>
      <span className="conversations-answering" data-by={by} role="status">
        {words}
      </span>
      {by !== 'bot' && <WaitMark conversation={conversation} />}
    </>
  );
};
