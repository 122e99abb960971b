import { SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTexts } from '../../locale/locale.tsx';
import type { Words } from '../../parts/list/define-list.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { pageTitles } from '../texts.ts';
import { Board } from './board/board.tsx';
import { OrderTable } from './table/order-table.tsx';
import { orderTexts } from './texts.ts';
import { useLiveOrders } from './use-live-orders.ts';
import '@mantine/core/styles/FloatingIndicator.layer.css';
import '@mantine/core/styles/SegmentedControl.layer.css';
import './orders.css';

/** All orders: as a board of statuses, or as a table. Which of them stands in the address. */
const OrdersPage = () => {
  const texts = useTexts(orderTexts);
  const title = useTexts(pageTitles).orders;
  const { view, organization_id: organization, person_id: person } = useSearch({ strict: false }) as Words;
  const navigate = useNavigate();
  useLiveOrders();
  // Links to the orders of one customer lead to the table: the board shows those of all.
  const isNarrowed = organization !== undefined || person !== undefined;
  const shown = view === 'table' || isNarrowed ? 'table' : 'board';
  const turn = (to: string) =>
    void navigate({ to: '/orders', search: to === 'table' ? { view: 'table' } : {} });
  return (
    <>
      <PageHeader
        title={title}
        about={texts.about}
        actions={
          <SegmentedControl
            aria-label={texts.view}
            value={shown}
            data={[
              { value: 'board', label: texts.board },
              { value: 'table', label: texts.table },
            ]}
            onChange={turn}
          />
        }
      />
      {shown === 'board' ? <Board /> : <OrderTable />}
    </>
  );
};

export default OrdersPage;
