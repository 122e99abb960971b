import { Button } from '@mantine/core';
import { IconBrandTelegram, IconMessageCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { useChannelName } from '../../parts/channel.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { TimeAgo } from '../../parts/time.tsx';
import { toast } from '../../parts/toasts.tsx';
import { Card } from './card.tsx';
import { LinkChat } from './link-chat.tsx';
import { chatsQuery } from './queries.ts';
import { RowsSkeleton } from './rows-skeleton.tsx';
import { accountTexts } from './texts.ts';

/** Chats that belong to the account: where a link comes when the password is forgotten. */
export const ChatsCard = () => {
  const texts = useTexts(accountTexts);
  const nameOf = useChannelName();
  const chats = useQuery(chatsQuery);
  const [leaving, setLeaving] = useState<{ readonly id: string; readonly name: string }>();
  const unlink = useChange({
    run: (id: string) => api.DELETE('/api/v1/account/chats/{id}', { params: { path: { id } } }),
    touches: [chatsQuery.queryKey],
    onDone: () => {
      setLeaving(undefined);
      toast.done(texts.unlinked);
    },
  });
  return (
    <Card title={texts.chats} about={texts.chatsAbout}>
      <Loaded query={chats} skeleton={<RowsSkeleton />}>
        {({ items }) => (
          <>
            {items.length === 0 && <p className="account-empty">{texts.noChats}</p>}
            <ul className="account-rows">
              {items.map(({ id, channel, title, linked_at }) => {
                const channelName = nameOf(channel);
                const name = title === '' ? channelName : `${channelName}, ${title}`;
                const Icon = channel === 'telegram' ? IconBrandTelegram : IconMessageCircle;
                return (
                  <li key={id}>
                    <Icon size={22} stroke={1.5} aria-hidden="true" />
                    <div className="account-row-words">
                      <strong>{name}</strong>
                      <span className="account-soft">
                        {texts.since} <TimeAgo at={linked_at} />
                      </span>
                    </div>
                    <Button
                      variant="default"
                      size="xs"
                      aria-label={texts.unlinkOf(name)}
                      onClick={() => setLeaving({ id, name })}
                    >
                      {texts.unlink}
                    </Button>
                  </li>
                );
              })}
            </ul>
            <LinkChat />
          </>
        )}
      </Loaded>
      <Confirm
        opened={leaving !== undefined}
        onClose={() => setLeaving(undefined)}
        title={texts.unlinkTitle(leaving?.name ?? '')}
        action={texts.unlink}
        busy={unlink.isPending}
        onConfirm={() => leaving && unlink.mutate(leaving.id)}
      >
        {texts.unlinkText}
      </Confirm>
    </Card>
  );
};
