import { Badge, Checkbox } from '@mantine/core';
import '@mantine/core/styles/Checkbox.layer.css';
import { useState } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import type { Column } from '../../../parts/list/column.ts';
import { List } from '../../../parts/list/list.tsx';
import { useList } from '../../../parts/list/use-list.ts';
import { Narrowed } from '../../../parts/narrowed.tsx';
import { DateTime } from '../../../parts/time.tsx';
import { useMay } from '../../../session/session.ts';
import { moneyIn } from '../../catalogue/figures.ts';
import { type ListedOrder, orderSource, STATUSES } from '../queries.ts';
import { StatusBadge } from '../status-badge.tsx';
import { orderTexts } from '../texts.ts';
import { BulkMoves } from './bulk-moves.tsx';

/** Orders as a table: found, filtered, sorted, moved many at once. */
export const OrderTable = () => {
  const texts = useTexts(orderTexts);
  const mayWork = useMay('orders.work');
  const { items, query, result } = useList(orderSource);
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const selected = items.filter(({ id }) => ids.has(id));
  const flip = (id: string) =>
    setIds(new Set(ids.has(id) ? [...ids].filter((one) => one !== id) : [...ids, id]));

  const select: Column<ListedOrder> = {
    key: 'select',
    title: texts.select,
    width: '5rem',
    card: 'mark',
    cell: ({ id, number }) => (
      <Checkbox aria-label={texts.selectOne(number)} checked={ids.has(id)} onChange={() => flip(id)} />
    ),
  };
  const columns = useColumns();
  return (
    <>
      {query.organization_id !== undefined && (
        <Narrowed by="organization_id" label={texts.oneOrganization} all={texts.all} />
      )}
      {query.person_id !== undefined && <Narrowed by="person_id" label={texts.onePerson} all={texts.all} />}
      {mayWork && (items.length > 0 || result.isPending) && (
        <BulkMoves
          selected={selected}
          shown={items}
          onSelect={(orders) => setIds(new Set(orders.map(({ id }) => id)))}
        />
      )}
      <List
        {...orderSource}
        label={texts.table}
        csv="/api/v1/shop/orders.csv"
        searchable={texts.search}
        columns={mayWork ? [select, ...columns] : columns}
        filters={[
          {
            name: 'status',
            label: texts.status,
            options: STATUSES.map((value) => ({ value, label: texts.statuses[value] })),
          },
          { name: 'from', label: texts.from },
          { name: 'to', label: texts.to },
        ]}
        rowKey={({ id }) => id}
        rowLink={({ id }) => ({ to: '/orders/$id', params: { id } })}
        empty={{ title: texts.none, text: texts.noneText }}
      />
    </>
  );
};

const useColumns = (): readonly Column<ListedOrder>[] => {
  const texts = useTexts(orderTexts);
  const locale = useLocale();
  return [
    {
      key: 'number',
      title: '№',
      sort: 'number',
      width: '6rem',
      card: 'title',
      nowrap: true,
      cell: ({ number }) => texts.number(number),
    },
    {
      key: 'customer',
      title: texts.customer,
      cell: ({ organization, person }) => (
        <>
          {organization?.name ?? person.name}
          {organization && organization.name !== person.name && <p className="orders-soft">{person.name}</p>}
        </>
      ),
    },
    {
      key: 'status',
      title: texts.status,
      width: '10rem',
      cell: ({ status }) => <StatusBadge status={status} />,
    },
    {
      key: 'goods',
      title: texts.goods,
      width: '9rem',
      // Nobody clears up what is over.
      cell: ({ lines, doubts, moves }) => (
        <>
          {texts.lines(lines)}{' '}
          {doubts > 0 && moves.length > 0 && (
            <Badge variant="light" color="orange">
              {texts.doubts(doubts)}
            </Badge>
          )}
        </>
      ),
    },
    {
      key: 'total',
      title: texts.total,
      sort: 'total',
      width: '9rem',
      align: 'end',
      nowrap: true,
      cell: ({ total }) => moneyIn(locale, total),
    },
    {
      key: 'submitted',
      title: texts.submitted,
      sort: 'submitted_at',
      width: '11rem',
      cell: ({ submitted_at: at }) => <DateTime at={at} />,
    },
  ];
};
