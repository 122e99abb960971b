import { IconBrandTelegram, IconMessageCircle, IconRocket, IconWorld } from '@tabler/icons-react';
import { useTexts } from '../locale/locale.tsx';
import { partTexts } from './texts.ts';

const ICONS = { telegram: IconBrandTelegram, rocketchat: IconRocket, webchat: IconWorld } as const;

/** The picture of a channel; its name stands beside it. */
export const ChannelIcon = ({ channel, size = 16 }: { readonly channel: string; readonly size?: number }) => {
  const Icon = ICONS[channel as keyof typeof ICONS] ?? IconMessageCircle;
  return <Icon size={size} stroke={1.7} aria-hidden="true" />;
};

/** What a channel is called; one that the panel has no word for keeps its own. */
export const useChannelName = (): ((channel: string) => string) => {
  const { channels } = useTexts(partTexts);
  return (channel) => channels[channel as keyof typeof channels] ?? channel;
};
