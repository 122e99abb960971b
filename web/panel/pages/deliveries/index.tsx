import { Button } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useLocale, useTexts } from '../../locale/locale.tsx';
import type { Column } from '../../parts/list/column.ts';
import { ListPage } from '../../parts/list/list-page.tsx';
import { useList } from '../../parts/list/use-list.ts';
import { Person } from '../../parts/person.tsx';
import { TimeAgo } from '../../parts/time.tsx';
import { InboxName, useInboxOptions } from '../inboxes/names.tsx';
import { pageTitles } from '../texts.ts';
import { DeliverySheet } from './delivery-sheet.tsx';
import { type Delivery, deliverySource, MOST_COUNTED, STATES } from './queries.ts';
import { StateBadge } from './state-badge.tsx';
import { deliveryTexts } from './texts.ts';
import { Words } from './words.tsx';
import './deliveries.css';

type Search = Readonly<Record<string, string | undefined>>;

/** Every message that the office sent, and how it fared. */
const DeliveriesPage = () => {
  const texts = useTexts(deliveryTexts);
  const titles = useTexts(pageTitles);
  const inboxes = useInboxOptions();
  const { delivery }: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const opened = /^[1-9]\d{0,14}$/.test(delivery ?? '') ? Number(delivery) : undefined;

  const columns: readonly Column<Delivery>[] = [
    {
      key: 'to',
      title: texts.to,
      card: 'title',
      width: '24%',
      cell: ({ person, title }) => (person ? <Person {...person} small /> : title),
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
        rowLink={({ id }) => ({
          to: '.',
          search: (before: Search) => ({ ...before, delivery: String(id) }),
        })}
        empty={{ title: texts.empty, text: texts.emptyText }}
      />
      {opened !== undefined && (
        <DeliverySheet
          id={opened}
          onClose={() =>
            void navigate({
              to: '.',
              search: (before: Search) => ({ ...before, delivery: undefined }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      )}
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
        <div className="delivery-note">
          {texts.oneConversation}
          <Button
            variant="default"
            size="xs"
            renderRoot={(props) => (
              <Link
                {...props}
                to="."
                search={(before: Search) => ({ ...before, conversation_id: undefined, page: undefined })}
              />
            )}
          >
            {texts.allConversations}
          </Button>
        </div>
      )}
      {total >= MOST_COUNTED && <p className="delivery-note">{texts.capped(number.format(MOST_COUNTED))}</p>}
    </>
  );
};

export default DeliveriesPage;
