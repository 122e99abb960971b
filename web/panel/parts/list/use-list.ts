import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { type ListDefinition, type ListQuery, readList, type Words, writeList } from './define-list.ts';

interface ListAnswer<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

export interface ListSource<Item, Definition extends ListDefinition> {
  /** The beginning of the query key: what changes of these things touch. */
  readonly name: string;
  readonly list: Definition;
  readonly load: (query: ListQuery<Definition>, signal: AbortSignal) => Promise<ListAnswer<Item>>;
  /** What is asked besides what stands in the address, by the page and by its CSV. */
  readonly besides?: (query: ListQuery<Definition>) => Words;
  /** Milliseconds after which the page is loaded anew while it is looked at. */
  readonly every?: number;
}

/** One page of a list, asked for by what stands in the address; a slow answer never replaces a later one. */
export const useList = <Item, Definition extends ListDefinition>({
  name,
  list,
  load,
  besides,
  every,
}: ListSource<Item, Definition>) => {
  const words: Words = useSearch({ strict: false });
  const navigate = useNavigate();
  const query = useMemo(() => readList(list, words), [list, words]);
  const asked = { ...query, ...besides?.(query) };
  const result = useQuery({
    queryKey: [name, 'list', asked],
    queryFn: ({ signal }) => load(asked, signal),
    placeholderData: keepPreviousData,
    ...(every === undefined ? {} : { refetchInterval: every }),
  });

  /** Changes the address; anything but a turn of the page begins at the first one. */
  const ask = (change: Words, { replace = false } = {}) =>
    void navigate({
      to: '.',
      search: (before: Words) => ({
        ...own(list, before),
        ...writeList(list, readList(list, { ...before, page: undefined, ...change })),
      }),
      replace,
      resetScroll: 'page' in change,
    });

  const { items = [], total = 0 } = result.data ?? {};
  const last = Math.max(1, Math.ceil(total / query.size));
  const beyond = result.isSuccess && !result.isPlaceholderData && items.length === 0 && query.page > last;
  useEffect(() => {
    if (beyond) ask({ page: String(last) }, { replace: true });
  });
  return { query, asked, result, items, total, last, ask };
};

/** What other parts of the page keep in the address. */
const own = ({ filters }: ListDefinition, words: Words): Words => {
  const ours = new Set(['page', 'size', 'sort', 'q', ...Object.keys(filters)]);
  return Object.fromEntries(Object.entries(words).filter(([name]) => !ours.has(name)));
};
