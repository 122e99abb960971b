import { IconFilter, IconFilterFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../../locale/locale.tsx';
import { useInboxName } from '../parts.tsx';
import { inboxesQuery } from '../queries.ts';
import { useAddress } from '../use-address.tsx';
import { listTexts } from './texts.ts';

/** Narrows the list to one inbox: a picture of a filter with the choice of the browser under it. */
export const InboxFilter = () => {
  const texts = useTexts(listTexts);
  const { inbox, go } = useAddress();
  const nameOf = useInboxName();
  const { data = [] } = useQuery(inboxesQuery);
  const unknown = inbox !== undefined && !data.some(({ id }) => id === inbox);
  const inboxes = unknown ? [...data, { id: inbox, channel: inbox }] : data;
  return (
    <span className="conversations-filter" data-on={inbox !== undefined || undefined}>
      {inbox === undefined ? <IconFilter size={18} stroke={1.7} /> : <IconFilterFilled size={18} />}
      <select
        aria-label={texts.inbox}
        title={texts.inbox}
        value={inbox ?? ''}
        onChange={({ target }) => go({ inbox: target.value || undefined })}
      >
        <option value="">{texts.anyInbox}</option>
        {inboxes.map((one) => (
          <option key={one.id} value={one.id}>
            {nameOf(one)}
          </option>
        ))}
      </select>
    </span>
  );
};
