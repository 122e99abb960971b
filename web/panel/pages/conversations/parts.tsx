import { IconUser, IconUsersGroup } from '@tabler/icons-react';
import { useTexts } from '../../locale/locale.tsx';
import { ChannelIcon, useChannelName } from '../../parts/channel.tsx';
import { useGuestName } from '../../parts/guest.ts';
import { Face } from '../../parts/person.tsx';
import type { Conversation } from './schema.ts';
import { conversationTexts } from './texts.ts';

/** An inbox by its channel, and by its own name where a channel has several. */
export const useInboxName = (): ((inbox: { readonly id: string; readonly channel: string }) => string) => {
  const channelName = useChannelName();
  return ({ id, channel }) => (id === channel ? channelName(channel) : `${channelName(channel)} · ${id}`);
};

/** Who one talks with: the person, else the title of the chat; who has no name is told apart by a number. */
export const useNameOf = (): ((conversation: Talk) => string) => {
  const texts = useTexts(conversationTexts);
  const guest = useGuestName();
  return ({ id, person, title, kind }) => {
    if (kind === 'group') return title || texts.group;
    if (person?.erased) return texts.erasedPerson;
    return person?.name || title || guest(person?.id ?? id);
  };
};

/** What a conversation is known by. */
type Talk = Pick<Conversation, 'id' | 'kind' | 'title'> & {
  readonly person: { readonly id: string; readonly name: string; readonly erased?: boolean } | null;
};

/** The letters of a name; who has none is a figure. */
export const SomebodysFace = ({ id, name }: { readonly id: string; readonly name: string }) =>
  name === '' ? (
    <span className="conversations-face-figure" aria-hidden="true">
      <IconUser size={20} stroke={1.7} />
    </span>
  ) : (
    <Face id={id} name={name} />
  );

/** The picture of a conversation: whose it is, and in its corner the channel. */
export const ConversationFace = ({
  conversation: { id, kind, channel, person, title },
}: {
  readonly conversation: Talk & Pick<Conversation, 'channel'>;
}) => (
  <span className="conversations-face" aria-hidden="true">
    {kind === 'group' ? (
      <span className="conversations-face-figure">
        <IconUsersGroup size={20} stroke={1.7} />
      </span>
    ) : (
      <SomebodysFace id={person?.id ?? id} name={person?.name || title} />
    )}
    <span className="conversations-face-channel">
      <ChannelIcon channel={channel} size={12} />
    </span>
  </span>
);
