import { useLocale, useTexts } from '../../locale/locale.tsx';
import { Correspondent } from '../../parts/correspondent.tsx';
import { InboxName } from '../../parts/inbox-name.tsx';
import { useInboxOptions } from '../../parts/inboxes.ts';
import type { Column } from '../../parts/list/column.ts';
import { ListPage } from '../../parts/list/list-page.tsx';
import { useList } from '../../parts/list/use-list.ts';
import { Narrowed } from '../../parts/narrowed.tsx';
import { numberOf, useOpened } from '../../parts/opened.ts';
import { TimeAgo } from '../../parts/time.tsx';
import { pageTitles } from '../texts.ts';
import { DeliverySheet } from './delivery-sheet.tsx';
import { type Delivery, deliverySource, MOST_COUNTED, STATES } from './queries.ts';
import { StateBadge } from './state-badge.tsx';
import { deliveryTexts } from './texts.ts';
import { Words } from './words.tsx';
import './deliveries.css';

/** Every message that the office sent, and how it fared. */
const DeliveriesPage = () => {
  const texts = useTexts(deliveryTexts);
  const titles = useTexts(pageTitles);
  const inboxes = useInboxOptions();
  const { opened, linkTo, close } = useOpened('delivery', numberOf);

  const columns: readonly Column<Delivery>[] = [
    {
      key: 'to',
      title: texts.to,
      card: 'title',
      width: '24%',
      cell: (one) => <Correspondent {...one} small />,
    },
    {
      key: 'text',
      title: texts.text,
      card: 'plain',
      cell: ({ text, author }) => (
        <span className="delivery-text">
          <Words text={text} />
          {author && (
            <span className="delivery-author">
              {texts.author}: {author.name}
            </span>
          )}
        </span>
      ),
    },
    {
      key: 'state',
      title: texts.state,
      width: '10.5rem',
      cell: ({ state }) => <StateBadge state={state} />,
    },
    { key: 'inbox', title: texts.inbox, width: '7.5rem', cell: ({ inbox }) => <InboxName id={inbox} /> },
    { key: 'at', title: texts.at, sort: 'at', width: '7rem', cell: ({ at }) => <TimeAgo at={at} /> },
  ];

  return (
    <>
      <ListPage
        {...deliverySource}
        title={titles.deliveries}
        about={texts.about}
        csv="/api/v1/deliveries.csv"
        every={15_000}
        above={<Notes />}
        columns={columns}
        filters={[
          {
            name: 'state',
            label: texts.state,
            options: STATES.map((state) => ({ value: state, label: texts.states[state] })),
          },
          { name: 'inbox', label: texts.inbox, options: inboxes },
          { name: 'from', label: texts.from },
          { name: 'to', label: texts.until },
        ]}
        rowKey={({ id }) => String(id)}
        rowLink={({ id }) => linkTo(String(id))}
        empty={{ title: texts.empty, text: texts.emptyText }}
      />
      {opened !== undefined && <DeliverySheet id={opened} onClose={close} />}
    </>
  );
};

/** What the list leaves out: other conversations, and what lies beyond the count. */
const Notes = () => {
  const texts = useTexts(deliveryTexts);
  const number = new Intl.NumberFormat(useLocale());
  const { query, total } = useList(deliverySource);
  return (
    <>
      {query.conversation_id !== undefined && (
        <Narrowed by="conversation_id" label={texts.oneConversation} all={texts.allConversations} />
      )}
      {total >= MOST_COUNTED && <p className="delivery-note">{texts.capped(number.format(MOST_COUNTED))}</p>}
    </>
  );
};

export default DeliveriesPage;
