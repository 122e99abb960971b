import { Button } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { EmptyState, ErrorState } from '../states.tsx';
import { partTexts } from '../texts.ts';
import type { Rows } from './column.ts';
import { DataTable } from './data-table.tsx';
import { csvAddress, isNarrowed, type ListDefinition } from './define-list.ts';
import { ListSkeleton } from './list-skeleton.tsx';
import { Paging } from './paging.tsx';
import { type FilterField, Toolbar } from './toolbar.tsx';
import { type ListSource, useList } from './use-list.ts';

export interface ListProps<Item, Definition extends ListDefinition>
  extends ListSource<Item, Definition>,
    Omit<Rows<Item>, 'items'> {
  /** Filters in their order; each `name` is a filter of the definition. */
  readonly filters?: readonly FilterField<keyof Definition['filters'] & string>[];
  /** Shows a field for words, sent as `q`; its hint may say what is searched. */
  readonly searchable?: boolean | string;
  /** The address of the same list as CSV. */
  readonly csv?: string;
  /** What the usual order is called while words are looked for, where it then is another: the best first. */
  readonly bestFirst?: string;
  /** What to say when there is nothing at all yet. */
  readonly empty?: { readonly title: string; readonly text?: string; readonly action?: ReactNode };
}

/** A list with its toolbar and pages; every state of it is told: loading, empty, nothing found, failed. */
export const List = <Item, const Definition extends ListDefinition>(
  props: ListProps<Item, Definition>,
): ReactNode => {
  const { list, columns, filters = [], searchable, csv, bestFirst, empty, label } = props;
  const texts = useTexts(partTexts).list;
  const { query, asked, result, items, total, last, ask } = useList(props);
  const narrowed = isNarrowed(list, query);
  const best =
    query.q !== undefined && bestFirst !== undefined ? { sort: list.usual, title: bestFirst } : undefined;
  const clear = () =>
    ask(Object.fromEntries(['q', ...Object.keys(list.filters)].map((name) => [name, undefined])));

  const content = () => {
    if (result.isPending) return <ListSkeleton columns={columns.length} />;
    if (result.isError && result.data === undefined)
      return <ErrorState error={result.error} onRetry={result.refetch} />;
    if (items.length > 0)
      return (
        <DataTable
          {...props}
          items={items}
          sort={query.sort}
          best={best}
          onSort={(sort) => ask({ sort }, { replace: true })}
        />
      );
    if (narrowed)
      return (
        <EmptyState
          icon={IconSearchOff}
          title={texts.nothing}
          text={texts.nothingText}
          action={
            <Button variant="default" onClick={clear}>
              {texts.clear}
            </Button>
          }
        />
      );
    return (
      <EmptyState
        title={empty?.title ?? texts.empty}
        text={empty?.text ?? texts.emptyText}
        action={empty?.action}
      />
    );
  };

  return (
    <section className="list" aria-label={label}>
      <Toolbar
        list={list}
        query={query}
        best={best}
        columns={columns}
        filters={filters}
        searchable={searchable ?? false}
        csv={csv === undefined ? undefined : csvAddress(csv, asked)}
        narrowed={narrowed}
        onAsk={ask}
        onClear={clear}
      />
      <div
        className="list-body"
        data-stale={result.isPlaceholderData || undefined}
        aria-busy={result.isFetching}
      >
        {content()}
      </div>
      <Paging page={query.page} size={query.size} last={last} total={result.data && total} onAsk={ask} />
    </section>
  );
};
