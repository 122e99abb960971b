import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { useMay } from '../../../session/session.ts';
import { AskReason } from '../ask-reason.tsx';
import type { OrderPage } from '../queries.ts';
import { orderTexts } from '../texts.ts';
import { useMoves } from '../use-moves.ts';
import { orderPageTexts } from './texts.ts';

/** The ways the order may go: the next step first. */
export const NextMoves = ({ order }: { readonly order: OrderPage }) => {
  const texts = useTexts(orderTexts);
  const page = useTexts(orderPageTexts);
  const mayWork = useMay('orders.work');
  const { move, isPending } = useMoves();
  const [isCancelling, setCancelling] = useState(false);
  if (!mayWork) return null;
  if (order.moves.length === 0) return <p className="orders-soft orders-screen">{page.finished}</p>;
  return (
    <fieldset className="orders-moves orders-screen">
      <legend className="orders-soft">{page.move}</legend>
      {order.moves.map((status, index) => (
        <Button
          key={status}
          variant={index === 0 ? 'filled' : 'default'}
          disabled={isPending}
          onClick={() => (status === 'cancelled' ? setCancelling(true) : move({ orders: [order], status }))}
        >
          {texts.verbs[status]}
        </Button>
      ))}
      {isCancelling && (
        <AskReason
          count={1}
          onClose={() => setCancelling(false)}
          onReason={(reason) => {
            move({ orders: [order], status: 'cancelled', reason });
            setCancelling(false);
          }}
        />
      )}
    </fieldset>
  );
};
