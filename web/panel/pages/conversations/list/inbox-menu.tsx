import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconFilter, IconFilterFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { ChannelIcon, useInboxName } from '../parts.tsx';
import { inboxesQuery } from '../queries.ts';
import { conversationTexts } from '../texts.ts';
import { useAddress } from '../use-address.tsx';

/** Narrows the list to one inbox. */
export const InboxMenu = () => {
  const texts = useTexts(conversationTexts);
  const { inbox, go } = useAddress();
  const [opened, setOpened] = useState(false);
  const { data: inboxes = [] } = useQuery({ ...inboxesQuery, enabled: opened || inbox !== undefined });
  const nameOf = useInboxName();
  const chosen = inboxes.find(({ id }) => id === inbox);
  const label = inbox === undefined ? texts.inbox : texts.inboxShown(nameOf(chosen ?? { id: inbox, channel: inbox }));
  const tick = (on: boolean) => (on ? <IconCheck size={16} aria-hidden="true" /> : undefined);
  return (
    <Menu position="bottom-end" opened={opened} onChange={setOpened}>
      <Menu.Target>
        <ActionIcon
          variant={inbox === undefined ? 'default' : 'light'}
          className="conversations-filter"
          aria-label={label}
          title={label}
        >
          {inbox === undefined ? <IconFilter size={18} stroke={1.7} /> : <IconFilterFilled size={18} />}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          role="menuitemradio"
          aria-checked={inbox === undefined}
          rightSection={tick(inbox === undefined)}
          onClick={() => go({ inbox: undefined })}
        >
          {texts.anyInbox}
        </Menu.Item>
        {inboxes.map((one) => (
          <Menu.Item
            key={one.id}
            role="menuitemradio"
            aria-checked={one.id === inbox}
            leftSection={<ChannelIcon channel={one.channel} size={18} />}
            rightSection={tick(one.id === inbox)}
            onClick={() => go({ inbox: one.id })}
          >
            {nameOf(one)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
