import { IconBrandTelegram, IconMessageCircle, IconRocket, IconWorld } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../locale/locale.tsx';
import { useMay } from '../../session/session.ts';
import { inboxesQuery } from './queries.ts';
import { inboxTexts } from './texts.ts';

const ICONS = { telegram: IconBrandTelegram, rocketchat: IconRocket, webchat: IconWorld } as const;

/** The picture of a channel; its name stands beside it. */
export const ChannelIcon = ({ channel, size = 16 }: { readonly channel: string; readonly size?: number }) => {
  const Icon = ICONS[channel as keyof typeof ICONS] ?? IconMessageCircle;
  return <Icon size={size} stroke={1.7} aria-hidden="true" />;
};

/** Names of inboxes as people know them: that of the channel, and its own where a channel has several. */
export const useInboxName = (): ((id: string, channel?: string) => string) => {
  const { channels } = useTexts(inboxTexts);
  const nameOf = (channel: string): string => channels[channel as keyof typeof channels] ?? channel;
  return (id, channel = id) => (id === channel ? nameOf(id) : `${nameOf(channel)} · ${id}`);
};

/** An inbox by picture and name. */
export const InboxName = ({ id }: { readonly id: string }) => (
  <span className="inbox-name">
    <ChannelIcon channel={id} />
    {useInboxName()(id)}
  </span>
);

/** Every inbox as a choice of a filter. */
export const useInboxOptions = (): readonly { readonly value: string; readonly label: string }[] => {
  const { data } = useQuery({ ...inboxesQuery, refetchInterval: false, enabled: useMay('inboxes.read') });
  const nameOf = useInboxName();
  return (data?.items ?? []).map(({ id, channel }) => ({ value: id, label: nameOf(id, channel) }));
};
