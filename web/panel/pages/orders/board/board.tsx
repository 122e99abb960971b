import { Button } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import type { Words } from '../../../parts/list/define-list.ts';
import { WordsField } from '../../../parts/list/words-field.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { EmptyState } from '../../../parts/states.tsx';
import { partTexts } from '../../../parts/texts.ts';
import { useMay } from '../../../session/session.ts';
import { AskReason } from '../ask-reason.tsx';
import { boardQuery, type ListedOrder, type Status } from '../queries.ts';
import { orderTexts } from '../texts.ts';
import { useMoves } from '../use-moves.ts';
import { BoardSkeleton } from './board-skeleton.tsx';
import { Column } from './column.tsx';
import './board.css';

/** Orders by status: cards to drag, or to move by their menu and by Alt with an arrow. */
export const Board = () => {
  const texts = useTexts(orderTexts);
  const { q = '' } = useSearch({ strict: false }) as Words;
  const navigate = useNavigate();
  const board = useQuery(boardQuery(q === '' ? undefined : q));
  const mayWork = useMay('orders.work');
  const { move } = useMoves();
  const [dragged, setDragged] = useState<ListedOrder>();
  const [cancelling, setCancelling] = useState<ListedOrder>();

  const follow = useFocusAfter(board.data);
  const search = (words: string): void =>
    void navigate({ to: '/orders', search: words === '' ? {} : { q: words }, replace: true });
  const carry = (order: ListedOrder, status: Status): void => {
    if (status === 'cancelled') setCancelling(order);
    else {
      follow(order);
      move({ orders: [order], status });
    }
  };
  return (
    <>
      <div className="orders-tools">
        <WordsField value={q} label={texts.search} hint={texts.search} onWords={search} />
        {mayWork && <p className="orders-soft orders-hint">{texts.dragHint}</p>}
      </div>
      <Loaded query={board} skeleton={<BoardSkeleton />}>
        {({ columns }) =>
          columns.every(({ total }) => total === 0) ? (
            <NoOrders q={q} onClear={() => search('')} />
          ) : (
            <div className="orders-board" aria-busy={board.isPlaceholderData}>
              {columns.map((column) => (
                <Column
                  key={column.status}
                  column={column}
                  dragged={dragged}
                  work={mayWork ? { carry, drag: setDragged } : undefined}
                />
              ))}
            </div>
          )
        }
      </Loaded>
      {cancelling && (
        <AskReason
          count={1}
          onClose={() => setCancelling(undefined)}
          onReason={(reason) => {
            follow(cancelling);
            move({ orders: [cancelling], status: 'cancelled', reason });
            setCancelling(undefined);
          }}
        />
      )}
    </>
  );
};

/** Six empty columns tell less than a sentence. */
const NoOrders = ({ q, onClear }: { readonly q: string; readonly onClear: () => void }) => {
  const texts = useTexts(orderTexts);
  const { nothing, nothingText, clear } = useTexts(partTexts).list;
  if (q === '') return <EmptyState title={texts.none} text={texts.noneText} />;
  return (
    <EmptyState
      icon={IconSearchOff}
      title={nothing}
      text={nothingText}
      action={
        <Button variant="default" onClick={onClear}>
          {clear}
        </Button>
      }
    />
  );
};

/** A card that goes to another column is made anew there: whoever carried it by the keyboard stays at it. */
const useFocusAfter = (board: unknown): ((order: ListedOrder) => void) => {
  const followed = useRef<string>(undefined);
  useEffect(() => {
    if (board === undefined || followed.current === undefined) return;
    if (document.activeElement !== document.body) return;
    const link = document.querySelector<HTMLElement>(`[data-order="${followed.current}"] a`);
    followed.current = undefined;
    link?.focus();
  }, [board]);
  return ({ id }) => {
    followed.current = id;
  };
};
