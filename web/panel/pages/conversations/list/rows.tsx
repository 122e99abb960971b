import { Anchor, Skeleton } from '@mantine/core';
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { ErrorState } from '../../../parts/states.tsx';
import { useShortcut } from '../../../shell/shortcuts.ts';
import { AddressLink, useAddress } from '../use-address.tsx';
import { Calm } from './calm.tsx';
import { MoreRows } from './more-rows.tsx';
import { Row } from './row.tsx';
import { listTexts } from './texts.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { useRows } from './use-rows.ts';

/** The conversations of a view; keys move between them, more come as one scrolls. */
export const Rows = () => {
  const texts = useTexts(listTexts);
  const { id, view, q, inbox, go } = useAddress();
  const { rows, data, error, refetch, ...pages } = useRows({ view, q, inbox });
  const list = useRef<HTMLUListElement>(null);
  useKeptFocus(list);
  useReturn(list, id);

  const move = (step: 1 | -1): { readonly to?: string | undefined; readonly moved: boolean } => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('.conversations-row') ?? [])];
    const focused = links.indexOf(document.activeElement as HTMLElement);
    const from = focused === -1 ? links.findIndex(({ dataset }) => dataset.id === id) : focused;
    const to = from === -1 ? 0 : Math.min(Math.max(from + step, 0), links.length - 1);
    links[to]?.focus();
    links[to]?.scrollIntoView({ block: 'nearest' });
    return { to: links[to]?.dataset.id, moved: to !== from };
  };
  const open = (step: 1 | -1): void => {
    const { to, moved } = move(step);
    // Keys may come faster than the page follows: `id` can still be of the row before.
    if (to !== undefined && (moved || to !== id)) go({ id: to, message: undefined, card: false });
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
  if (rows.length === 0) return <NoRows />;
  return (
    <div className="conversations-rows">
      {error && (
        <p className="conversations-stale" role="status">
          {texts.stale}
        </p>
      )}
      <ul ref={list} onKeyDown={onKeyDown} aria-label={texts.views[view]}>
        {rows.map((row) => (
          <li key={row.id}>
            <Row conversation={row} open={row.id === id} />
          </li>
        ))}
      </ul>
      <MoreRows {...pages} />
    </div>
  );
};

/** Who comes back from a conversation finds the focus where it was. */
const useReturn = (list: RefObject<HTMLElement | null>, id: string | undefined): void => {
  const before = useRef(id);
  useEffect(() => {
    const left = id === undefined ? before.current : undefined;
    before.current = id;
    if (left !== undefined)
      list.current
        ?.querySelector<HTMLElement>(`[data-id="${CSS.escape(left)}"]`)
        ?.focus({ preventScroll: true });
  }, [list, id]);
};

const NoRows = () => {
  const texts = useTexts(listTexts);
  const { view, q, inbox } = useAddress();
  const found = q !== '' || inbox !== undefined;
  const { title, text } = texts.empty[found ? 'found' : view];
  return (
    <Calm title={title} text={text} kind={found ? 'search' : view}>
      {q.trim().length > 1 && (
        <Anchor renderRoot={(props) => <AddressLink change={{ words: true }} {...props} />}>
          {texts.searchInMessages(q)}
        </Anchor>
      )}
      {view !== 'all' && (
        <Anchor renderRoot={(props) => <AddressLink change={{ view: 'all' }} {...props} />}>
          {texts.showAll}
        </Anchor>
      )}
    </Calm>
  );
};

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

const RowsSkeleton = () => (
  <div className="conversations-rows" role="status" aria-label={useTexts(listTexts).loadingList}>
    {ROWS.map((row) => (
      <div key={row} className="conversations-row">
        <Skeleton circle height={40} />
        <span className="conversations-row-words">
          <Skeleton height={12} width="45%" mt={6} />
          <Skeleton height={12} width="85%" mt={10} mb={6} />
        </span>
      </div>
    ))}
  </div>
);
