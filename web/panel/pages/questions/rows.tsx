import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { EmptyState, ErrorState } from '../../parts/states.tsx';
import { useShortcut } from '../../shell/shortcuts.ts';
import { AddressLink, useAddress } from './address.tsx';
import { listQuery } from './queries.ts';
import { Row } from './row.tsx';
import { questionTexts } from './texts.ts';

/** The questions of a state; keys move between them. */
export const Rows = () => {
  const texts = useTexts(questionTexts);
  const { id, state, q, organizationId, go } = useAddress();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    listQuery({ state, q, organizationId }),
  );
  const list = useRef<HTMLUListElement>(null);

  const move = (step: 1 | -1): string | undefined => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('.questions-row') ?? [])];
    const focused = links.indexOf(document.activeElement as HTMLElement);
    const from = focused === -1 ? links.findIndex(({ dataset }) => dataset.id === id) : focused;
    const next = links[from === -1 ? 0 : Math.min(Math.max(from + step, 0), links.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
    return next?.dataset.id;
  };
  const open = (step: 1 | -1): void => {
    const to = move(step);
    if (to !== undefined) go({ id: to });
  };
  useShortcut('j', texts.keys.next, () => open(1));
  useShortcut('k', texts.keys.previous, () => open(-1));
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] as 1 | -1 | undefined;
    if (step === undefined) return;
    event.preventDefault();
    move(step);
  };

  if (data === undefined) return error ? <ErrorState error={error} onRetry={refetch} /> : <RowsSkeleton />;
  // A question that moved between two reads may stand on two pages.
  const rows = [...new Map(data.pages.flatMap(({ items }) => items).map((row) => [row.id, row])).values()];
  if (rows.length === 0) return <NoRows />;
  return (
    <div className="questions-rows">
      {error && (
        <p className="questions-stale" role="status">
          {texts.stale}
        </p>
      )}
      <ul ref={list} onKeyDown={onKeyDown} aria-label={texts.states[state]}>
        {rows.map((row) => (
          <li key={row.id}>
            <Row question={row} open={row.id === id} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button
          variant="subtle"
          fullWidth
          size="md"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {texts.more}
        </Button>
      )}
    </div>
  );
};

const NoRows = () => {
  const texts = useTexts(questionTexts);
  const { state, q } = useAddress();
  const what = q === '' ? state : 'found';
  return (
    <div className="questions-rows">
      <EmptyState
        title={texts.empty[what]}
        text={texts.emptyText[what]}
        action={
          state !== 'all' && (
            <AddressLink change={{ state: 'all' }} className="questions-all">
              {texts.showAll}
            </AddressLink>
          )
        }
      />
    </div>
  );
};

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f'];

const RowsSkeleton = () => (
  <div className="questions-rows" role="status" aria-label={useTexts(questionTexts).loading}>
    {ROWS.map((row) => (
      <div key={row} className="questions-row">
        <Skeleton height={12} width="60%" mt={6} />
        <Skeleton height={12} width="85%" mt={10} mb={6} />
      </div>
    ))}
  </div>
);
