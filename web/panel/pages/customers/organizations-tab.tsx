import { Badge } from '@mantine/core';
import { useTexts } from '../../locale/locale.tsx';
import type { Column } from '../../parts/list/column.ts';
import { List } from '../../parts/list/list.tsx';
import { Person } from '../../parts/person.tsx';
import { DateTime } from '../../parts/time.tsx';
import { CUSTOMERS, type ListedOrganization, loadOrganizations, organizationList } from './queries.ts';
import { customerTexts } from './texts.ts';

/** Every organization. */
export const OrganizationsTab = () => {
  const texts = useTexts(customerTexts);
  return (
    <List
      label={texts.tabs.organizations}
      name={CUSTOMERS}
      list={organizationList}
      csv="/api/v1/shop/organizations.csv"
      searchable={texts.searchIn}
      load={loadOrganizations}
      columns={useColumns()}
      filters={[
        {
          name: 'kind',
          label: texts.kind,
          options: (['company', 'private'] as const).map((value) => ({ value, label: texts.kinds[value] })),
        },
        {
          name: 'blocked',
          label: texts.state,
          options: (['false', 'true'] as const).map((value) => ({ value, label: texts.states[value] })),
        },
      ]}
      rowKey={({ id }) => id}
      rowLink={({ id }) => ({ to: '/customers/$id', params: { id } })}
      empty={{ title: texts.empty, text: texts.emptyText }}
    />
  );
};

const useColumns = (): readonly Column<ListedOrganization>[] => {
  const texts = useTexts(customerTexts);
  return [
    {
      key: 'name',
      title: texts.name,
      sort: 'name',
      cell: ({ name, blocked_at: blockedAt }) => (
        <span className="customers-name">
          {name}
          {blockedAt !== null && (
            <Badge variant="light" color="red">
              {texts.blocked}
            </Badge>
          )}
        </span>
      ),
    },
    { key: 'kind', title: texts.kind, width: '9rem', cell: ({ kind }) => texts.kinds[kind] },
    {
      key: 'owner',
      title: texts.owner,
      width: '14rem',
      cell: ({ owner }) =>
        owner ? (
          <Person small id={owner.id} name={owner.name} />
        ) : (
          <span className="customers-soft">{texts.noOwner}</span>
        ),
    },
    {
      key: 'members',
      title: texts.members,
      width: '7rem',
      cell: ({ members }) => texts.memberCount(members),
    },
    {
      key: 'prices',
      title: texts.priceType,
      width: '9rem',
      cell: ({ price_type: type }) => type?.name ?? texts.usualPrices,
    },
    {
      key: 'created',
      title: texts.created,
      sort: 'created_at',
      width: '11rem',
      card: 'hidden',
      cell: ({ created_at: at }) => <DateTime at={at} />,
    },
  ];
};
