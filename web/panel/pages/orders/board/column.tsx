import { type DragEvent, useId, useState } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { toast } from '../../../parts/toasts.tsx';
import { countIn, moneyIn } from '../../catalogue/figures.ts';
import type { BoardColumn, ListedOrder, Status } from '../queries.ts';
import { orderTexts } from '../texts.ts';
import { OrderCard } from './order-card.tsx';

/** What may be done with the cards of the board. */
export interface BoardWork {
  readonly carry: (order: ListedOrder, to: Status) => void;
  /** Undefined: nothing is dragged any more. */
  readonly drag: (order: ListedOrder | undefined) => void;
}

/** The orders of one status; a card that may come here can be dropped on it. */
export const Column = ({
  column: { status, total, sum, items },
  dragged,
  work,
}: {
  readonly column: BoardColumn;
  readonly dragged: ListedOrder | undefined;
  readonly work: BoardWork | undefined;
}) => {
  const texts = useTexts(orderTexts);
  const locale = useLocale();
  const heading = useId();
  const [isOver, setOver] = useState(false);
  const mayDrop = dragged?.moves.includes(status) === true;
  const isEnd = status === 'done' || status === 'cancelled';

  const over = (event: DragEvent): void => {
    if (!dragged || dragged.status === status) return;
    event.preventDefault();
    // Let go where it may not be, it is told why: a browser says nothing of a drop that it refuses.
    event.dataTransfer.dropEffect = 'move';
    setOver(true);
  };
  const leave = ({ currentTarget, relatedTarget }: DragEvent): void => {
    // Passing over a card inside of the column is no leaving.
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (!dragged || dragged.status === status) return;
    if (mayDrop) work?.carry(dragged, status);
    else toast.failed(texts.cannotDrop(texts.statuses[dragged.status], texts.statuses[status]));
  };
  return (
    <section
      className="orders-column"
      aria-labelledby={heading}
      data-status={status}
      data-target={(dragged && mayDrop) || undefined}
      data-over={isOver || undefined}
      onDragOver={over}
      onDragLeave={leave}
      onDrop={drop}
    >
      <header>
        <h2 id={heading}>
          {texts.columns[status]} <span className="orders-count">{countIn(locale, total)}</span>
        </h2>
        <p className="orders-soft">
          {moneyIn(locale, sum)}
          {isEnd && ` · ${texts.lastWeek}`}
        </p>
      </header>
      <ul>
        {items.map((order) => (
          <li key={order.id}>
            <OrderCard order={order} work={work} />
          </li>
        ))}
      </ul>
      {items.length === 0 && <p className="orders-soft orders-empty">{texts.columnEmpty}</p>}
      {total > items.length && (
        <PageLink to="orders" search={{ view: 'table', status }}>
          {texts.more(total - items.length)}
        </PageLink>
      )}
    </section>
  );
};
