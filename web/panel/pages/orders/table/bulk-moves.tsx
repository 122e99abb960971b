import { Button, Checkbox, Group } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { AskReason } from '../ask-reason.tsx';
import { type ListedOrder, STATUSES, type Status } from '../queries.ts';
import { orderTexts } from '../texts.ts';
import { useMoves } from '../use-moves.ts';

/** What can be done with many orders at once: the moves that all of them may make. */
export const BulkMoves = ({
  selected,
  shown,
  onSelect,
}: {
  readonly selected: readonly ListedOrder[];
  /** All of the page. */
  readonly shown: readonly ListedOrder[];
  readonly onSelect: (orders: readonly ListedOrder[]) => void;
}) => {
  const texts = useTexts(orderTexts);
  const [isCancelling, setCancelling] = useState(false);
  const { move, isPending } = useMoves(() => onSelect([]));
  const common = STATUSES.filter(
    (status) => selected.length > 0 && selected.every(({ moves }) => moves.includes(status)),
  );
  const isAll = shown.length > 0 && selected.length === shown.length;
  const go = (status: Status) =>
    status === 'cancelled' ? setCancelling(true) : move({ orders: selected, status });
  return (
    <div className="orders-bulk">
      <Checkbox
        label={texts.selectAll}
        checked={isAll}
        disabled={shown.length === 0}
        indeterminate={selected.length > 0 && !isAll}
        onChange={() => onSelect(isAll ? [] : shown)}
      />
      {selected.length > 0 && (
        <Group gap="xs" role="group" aria-label={texts.selected(selected.length)}>
          <span>{texts.selected(selected.length)}</span>
          {common.length === 0 && <span className="orders-soft">{texts.nothingCommon}</span>}
          {common.map((status) => (
            <Button
              key={status}
              size="xs"
              variant={status === 'cancelled' ? 'default' : 'light'}
              loading={isPending}
              onClick={() => go(status)}
            >
              {texts.verbs[status]}
            </Button>
          ))}
          <Button size="xs" variant="subtle" onClick={() => onSelect([])}>
            {texts.unselect}
          </Button>
        </Group>
      )}
      {isCancelling && (
        <AskReason
          count={selected.length}
          onClose={() => setCancelling(false)}
          onReason={(reason) => {
            move({ orders: selected, status: 'cancelled', reason });
            setCancelling(false);
          }}
        />
      )}
    </div>
  );
};
