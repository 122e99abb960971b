import { ChannelIcon, useChannelName } from './channel.tsx';
import './inbox-name.css';

/** An inbox by picture and name. */
export const InboxName = ({ id }: { readonly id: string }) => (
  <span className="inbox-name">
    <ChannelIcon channel={id} />
    {useInboxName()(id)}
  </span>
);

/** Names of inboxes as people know them: that of the channel, and its own where a channel has several. */
export const useInboxName = (): ((id: string, channel?: string) => string) => {
  const nameOf = useChannelName();
  return (id, channel = id) => (id === channel ? nameOf(id) : `${nameOf(channel)} · ${id}`);
};
