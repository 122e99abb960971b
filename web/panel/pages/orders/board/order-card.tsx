import { ActionIcon, Badge, Menu } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { TimeAgo } from '../../../parts/time.tsx';
import { moneyIn } from '../../catalogue/figures.ts';
import { type ListedOrder, STATUSES, type Status } from '../queries.ts';
import { orderTexts } from '../texts.ts';
import { useDay } from '../use-day.ts';
import type { BoardWork } from './column.tsx';
import '@mantine/core/styles/Menu.layer.css';

/** One order on the board: a link to it, and the ways it may go. */
export const OrderCard = ({
  order,
  work,
}: {
  readonly order: ListedOrder;
  readonly work: BoardWork | undefined;
}) => {
  const texts = useTexts(orderTexts);
  const locale = useLocale();
  const day = useDay('short');
  const {
    id,
    number,
    organization,
    person,
    total,
    lines,
    doubts,
    submitted_at,
    delivery_on,
    moves,
    comment,
  } = order;
  const carry = work && moves.length > 0 ? work.carry : undefined;

  const press = (event: KeyboardEvent): void => {
    if (!event.altKey || !work || !['ArrowLeft', 'ArrowRight'].includes(event.key)) return;
    // Where a card cannot go, these keys of the browser would leave the page.
    event.preventDefault();
    const to = neighbour(order, event.key === 'ArrowRight');
    if (to) work.carry(order, to);
  };
  return (
    <article
      className="orders-card"
      data-order={id}
      draggable={carry !== undefined}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', String(number));
        work?.drag(order);
      }}
      onDragEnd={() => work?.drag(undefined)}
      onKeyDown={press}
    >
      <div className="orders-card-head">
        <Link to="/orders/$id" params={{ id }} className="orders-card-link" draggable={false}>
          {texts.number(number)}
        </Link>
        {carry && <MoveMenu order={order} carry={carry} />}
      </div>
      <p className="orders-card-who">{organization?.name ?? person.name}</p>
      {delivery_on !== null && <p className="orders-card-due">{texts.due(day(delivery_on))}</p>}
      {comment !== '' && <p className="orders-soft orders-card-comment">{comment}</p>}
      <div className="orders-card-foot">
        <strong>{moneyIn(locale, total)}</strong>
        {doubts > 0 && moves.length > 0 && (
          <Badge variant="light" color="orange">
            {texts.doubts(doubts)}
          </Badge>
        )}
        <span className="orders-soft orders-card-about">
          {texts.lines(lines)}, <TimeAgo at={submitted_at} />
        </span>
      </div>
    </article>
  );
};

const MoveMenu = ({
  order: { number, moves, ...order },
  carry,
}: {
  readonly order: ListedOrder;
  readonly carry: BoardWork['carry'];
}) => {
  const texts = useTexts(orderTexts);
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={texts.moveOf(number)}>
          <IconArrowsExchange size={18} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {moves.map((to) => (
          <Menu.Item
            key={to}
            {...(to === 'cancelled' ? { c: 'var(--bad)' } : {})}
            onClick={() => carry({ ...order, number, moves }, to)}
          >
            {texts.verbs[to]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};

/** Where an arrow leads: the nearest status on that side that the order may go to; cancelling is asked for by the menu. */
const neighbour = ({ status, moves }: ListedOrder, forward: boolean): Status | undefined => {
  const at = STATUSES.indexOf(status);
  const side = forward ? STATUSES.slice(at + 1) : STATUSES.slice(0, at).toReversed();
  return side.find((to) => to !== 'cancelled' && moves.includes(to));
};
