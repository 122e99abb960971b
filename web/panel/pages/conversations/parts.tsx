import {
  IconBrandTelegram,
  IconMessageCircle,
  IconRocket,
  IconUsersGroup,
  IconWorld,
} from '@tabler/icons-react';
import { useTexts } from '../../locale/locale.tsx';
import { Face } from '../../parts/person.tsx';
import type { Conversation } from './schema.ts';
import { conversationTexts } from './texts.ts';

const CHANNEL_ICONS = { telegram: IconBrandTelegram, rocketchat: IconRocket, webchat: IconWorld } as const;

/** The picture of a channel; its name is beside it or in the name of what holds it. */
export const ChannelIcon = ({ channel, size = 14 }: { readonly channel: string; readonly size?: number }) => {
  const Icon = CHANNEL_ICONS[channel as keyof typeof CHANNEL_ICONS] ?? IconMessageCircle;
  return <Icon size={size} stroke={1.8} aria-hidden="true" />;
};

/** Names of channels as people know them. */
export const useChannelName = (): ((channel: string) => string) => {
  const { channels } = useTexts(conversationTexts);
  return (channel) => channels[channel] ?? channel;
};

/** An inbox by its channel, and by its own name where a channel has several. */
export const useInboxName = (): ((inbox: { readonly id: string; readonly channel: string }) => string) => {
  const channelName = useChannelName();
  return ({ id, channel }) => (id === channel ? channelName(channel) : `${channelName(channel)} · ${id}`);
};

/** Who one talks with: the person, else the title of the chat; who has no name is told apart by a number. */
export const useNameOf = (): ((conversation: Talk) => string) => {
  const texts = useTexts(conversationTexts);
  return ({ id, person, title, kind }) => {
    if (kind === 'group') return title || texts.group;
    return person?.name || title || texts.guest((person?.id ?? id).slice(-4).toUpperCase());
  };
};

/** What a conversation is known by. */
type Talk = Pick<Conversation, 'id' | 'kind' | 'title'> & {
  readonly person: { readonly id: string; readonly name: string } | null;
};

/** The picture of a conversation: whose it is, and in its corner the channel. */
export const ConversationFace = ({
  conversation,
}: {
  readonly conversation: Talk & Pick<Conversation, 'channel'>;
}) => {
  const { id, kind, channel, person } = conversation;
  const name = useNameOf()(conversation);
  return (
    <span className="conversations-face" aria-hidden="true">
      {kind === 'group' ? (
        <span className="conversations-face-group">
          <IconUsersGroup size={20} stroke={1.7} />
        </span>
      ) : (
        <Face id={person?.id ?? id} name={name} />
      )}
      <span className="conversations-face-channel">
        <ChannelIcon channel={channel} size={12} />
      </span>
    </span>
  );
};
