import { VisuallyHidden } from '@mantine/core';
import { IconBan, IconMailX, IconPencil, IconPlugConnectedX, IconUser } from '@tabler/icons-react';
import { memo, useSyncExternalStore } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { useChannelName } from '../../../parts/channel.tsx';
import { useDesk } from '../desk.ts';
import { ConversationFace, useNameOf } from '../parts.tsx';
import type { Conversation, Speaker } from '../schema.ts';
import { type ConversationTexts, conversationTexts } from '../texts.ts';
import { AddressLink } from '../use-address.tsx';
import { stampOf } from '../when.ts';
import { useClock } from './clock.ts';
import { listTexts } from './texts.ts';
import { WaitMark } from './wait-mark.tsx';

/** A conversation in the list: who, what was said last, who waits and who answers. */
export const Row = memo(
  ({ conversation, open }: { readonly conversation: Conversation; readonly open: boolean }) => {
    const { id, channel, last } = conversation;
    const texts = useTexts(listTexts);
    const common = useTexts(conversationTexts);
    const { seen, typists, drafts } = useDesk();
    const channelName = useChannelName()(channel);
    const name = useNameOf()(conversation);
    useSyncExternalStore(seen.subscribe, seen.version);
    const typist = useSyncExternalStore(typists.subscribe, () => typists.in(id));
    const unread = seen.unread(conversation) && !open;
    const draft = open ? '' : drafts.read(id);
    return (
      <AddressLink
        change={{ id, message: undefined, card: false }}
        className="conversations-row"
        data-id={id}
        data-unread={unread || undefined}
        aria-current={open ? 'true' : undefined}
      >
        <ConversationFace conversation={conversation} />
        <span className="conversations-row-words">
          <span className="conversations-row-top">
            <span className="conversations-row-name" dir="auto">
              {name}
            </span>
            <VisuallyHidden>
              , {channelName}
              {unread && `, ${texts.unread}`},
            </VisuallyHidden>
            {last && <Stamp at={last.at} />}
          </span>
          <span className="conversations-row-last" data-from={last?.from}>
            {typist ? (
              <em>{common.typesHere(typist.name)}</em>
            ) : draft === '' ? (
              last && (
                <>
                  {last.from !== 'person' && `${common.lastBy(speakerName(common, last.from))} `}
                  <span dir="auto">{last.erased ? common.erased : last.text || common.secret}</span>
                </>
              )
            ) : (
              <>
                <IconPencil size={14} stroke={1.8} aria-hidden="true" /> <b>{common.draft}:</b>{' '}
                <span dir="auto">{draft}</span>
              </>
            )}
          </span>
          <Marks conversation={conversation} />
        </span>
        {unread && <span className="conversations-row-dot" aria-hidden="true" />}
      </AddressLink>
    );
  },
);

const Marks = ({ conversation }: { readonly conversation: Conversation }) => {
  const texts = useTexts(listTexts);
  const { me } = useDesk();
  const { operator, queued_at: queued, dead_letters: dead, reachable, person } = conversation;
  // While a dialogue answers, an unanswered message is nothing but a turn under way.
  const waits = queued !== null || operator !== null;
  // Nobody wonders why the erased cannot be reached.
  const away = !reachable && !person?.erased;
  if (!waits && dead === 0 && !away && !person?.blocked) return null;
  return (
    <span className="conversations-row-marks">
      {waits && <WaitMark conversation={conversation} />}
      {operator && (
        <span className="conversations-mark" data-mine={operator.id === me.id || undefined}>
          <IconUser size={14} stroke={2} aria-hidden="true" />
          {operator.id === me.id ? (
            texts.youAnswer
          ) : (
            <>
              <span aria-hidden="true">{operator.name}</span>
              <VisuallyHidden>{texts.answers(operator.name)}</VisuallyHidden>
            </>
          )}
        </span>
      )}
      {dead > 0 && (
        <span className="conversations-mark" data-bad>
          <IconMailX size={14} stroke={2} aria-hidden="true" />
          {texts.unworked(dead)}
        </span>
      )}
      {person?.blocked && (
        <span className="conversations-mark">
          <IconBan size={14} stroke={2} aria-hidden="true" />
          {texts.blocked}
        </span>
      )}
      {away && (
        <span className="conversations-mark">
          <IconPlugConnectedX size={14} stroke={2} aria-hidden="true" />
          {texts.unreachable}
        </span>
      )}
    </span>
  );
};

const Stamp = ({ at }: { readonly at: string }) => {
  const common = useTexts(conversationTexts);
  const locale = useLocale();
  const words = useClock((now) => stampOf(locale, common, at, new Date(now)));
  return (
    <time className="conversations-row-time" dateTime={at}>
      {words}
    </time>
  );
};

const speakerName = (texts: ConversationTexts, from: Speaker): string =>
  from === 'dialogue' ? texts.bot : texts.operatorShort;
