import { useQueryClient } from '@tanstack/react-query';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { toast } from '../../parts/toasts.tsx';
import { type BoardColumn, type ListedOrder, orderCalls, type Status, TOUCHED } from './queries.ts';
import { orderTexts } from './texts.ts';

/** Some orders to be moved. */
export interface Move {
  readonly orders: readonly Pick<ListedOrder, 'id' | 'number' | 'doubts'>[];
  readonly status: Status;
  readonly reason?: string;
}

/** Orders that are named when they could not be moved; of more it is told how many. */
const MOST_NAMED = 5;

/** By these an order goes on as it is: what is not clear in it stays so. */
const GOES_ON: ReadonlySet<Status> = new Set(['confirmed', 'assembling', 'shipped', 'done']);

type Board = { readonly columns: readonly BoardColumn[] };

/** Moves orders at once, shows it before the office has answered, and offers to take it back for ten seconds. */
export const useMoves = (onDone?: () => void) => {
  const texts = useTexts(orderTexts);
  const queries = useQueryClient();
  const back = useChange({
    run: orderCalls.undo,
    touches: TOUCHED,
    onDone: ({ undone, refused }) => {
      if (undone.length > 0) toast.told(texts.undone);
      if (refused.length > 0) toast.failed(texts.undoLate);
    },
  });
  const toldOf = (went: Move['orders'], status: Status): string => {
    const [one, ...more] = went;
    if (!one) return '';
    const unclear = went.filter(({ doubts }) => doubts > 0 && GOES_ON.has(status));
    const [told, doubt] =
      more.length === 0
        ? [texts.moved(one.number, texts.statuses[status]), texts.unclear]
        : [
            texts.movedMany(went.length, texts.columns[status]),
            texts.unclearMany(unclear.map(({ number }) => number)),
          ];
    return unclear.length > 0 ? `${told}. ${doubt}` : told;
  };
  const change = useChange({
    run: ({ orders, status, reason = '' }: Move) =>
      orderCalls.move({ ids: orders.map(({ id }) => id), status, ...(reason === '' ? {} : { reason }) }),
    touches: TOUCHED,
    onDone: ({ moved, refused }, { orders, status }) => {
      const numberOf = (id: string) => orders.find((order) => order.id === id)?.number ?? '?';
      if (moved.length > 0) {
        const ids = new Set(moved.map(({ id }) => id));
        toast.undo(
          toldOf(
            orders.filter(({ id }) => ids.has(id)),
            status,
          ),
          () => back.mutate(moved.map(({ change_id }) => change_id)),
        );
      }
      if (refused.length > 0) {
        const named = refused
          .slice(0, MOST_NAMED)
          .map(({ id, status: now }) => texts.notMovedOne(numberOf(id), now && texts.statuses[now]));
        toast.failed(texts.notMoved(named, refused.length - named.length));
      }
      onDone?.();
    },
  });
  const move = (wish: Move): void => {
    const ids = new Set(wish.orders.map(({ id }) => id));
    // What is being read now does not know of the move yet, and would show it undone for a moment.
    void queries.cancelQueries({ queryKey: ['orders', 'board'] });
    queries.setQueriesData<Board>(
      { queryKey: ['orders', 'board'] },
      (board) => board && moved(board, ids, wish.status),
    );
    change.mutate(wish);
  };
  return { move, isPending: change.isPending };
};

/** The board as it will be: the orders at the head of their new column. */
const moved = (board: Board, ids: ReadonlySet<string>, status: Status): Board => {
  const going = board.columns.flatMap(({ items }) => items.filter(({ id }) => ids.has(id)));
  return {
    ...board,
    columns: board.columns.map((column) => {
      const staying = column.items.filter(({ id }) => !ids.has(id));
      const left = column.items.length - staying.length;
      const come = column.status === status ? going.map((order) => ({ ...order, status })) : [];
      return { ...column, items: [...come, ...staying], total: column.total - left + come.length };
    }),
  };
};
