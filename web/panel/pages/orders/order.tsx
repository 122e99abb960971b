import { Button } from '@mantine/core';
import { IconArrowLeft, IconPrinter, IconShoppingCartOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { asProblem } from '../../api/problem.ts';
import { useTexts } from '../../locale/locale.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { PageSkeleton } from '../../parts/page-skeleton.tsx';
import { State } from '../../parts/states.tsx';
import { useMay } from '../../session/session.ts';
import { Beside } from './order/beside.tsx';
import { Details } from './order/details.tsx';
import { History } from './order/history.tsx';
import { Lines } from './order/lines.tsx';
import { NextMoves } from './order/next-moves.tsx';
import { orderPageTexts } from './order/texts.ts';
import { type OrderPage as Order, orderQuery } from './queries.ts';
import { StatusBadge } from './status-badge.tsx';
import { orderTexts } from './texts.ts';
import { useLiveOrders } from './use-live-orders.ts';
import './orders.css';
import './order/order.css';

/** One order: what is in it, what became of it, what its customer says. Printed, it is a list for the warehouse. */
const OrderPage = () => {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const texts = useTexts(orderPageTexts);
  const order = useQuery(orderQuery(id));
  useLiveOrders();
  const isMissing = order.isError && ['missing', 'invalid'].includes(asProblem(order.error).code);
  if (isMissing && !order.data)
    return <State whole icon={IconShoppingCartOff} title={texts.missing} text={texts.missingText} />;
  return (
    <Loaded query={order} skeleton={<PageSkeleton />}>
      {(loaded) => <Content order={loaded} />}
    </Loaded>
  );
};

export default OrderPage;

/** While the office may change the lines (the same as in the orders module). */
const OPEN: readonly Order['status'][] = ['pending', 'confirmed', 'assembling'];

const Content = ({ order }: { readonly order: Order }) => {
  const texts = useTexts(orderTexts);
  const page = useTexts(orderPageTexts);
  const mayChange = useMay('orders.change') && OPEN.includes(order.status);
  return (
    <>
      <PageLink to="orders" className="orders-back orders-screen">
        <IconArrowLeft size={16} stroke={1.8} aria-hidden="true" />
        {page.all}
      </PageLink>
      <PageHeader
        title={texts.order(order.number)}
        about={order.organization?.name ?? order.person.name}
        beside={<StatusBadge status={order.status} />}
        actions={
          <Button
            variant="default"
            className="orders-screen"
            leftSection={<IconPrinter size={18} />}
            onClick={() => window.print()}
          >
            {page.print}
          </Button>
        }
      />
      <div className="orders-page">
        <div className="orders-page-main">
          <NextMoves order={order} />
          <Details order={order} mayChange={mayChange} />
          <Lines order={order} mayChange={mayChange} />
          <p className="orders-paper orders-signature">
            <span>{page.handedOver}</span>
            <span>{page.received}</span>
          </p>
          <History order={order} />
        </div>
        <Beside order={order} />
      </div>
    </>
  );
};
