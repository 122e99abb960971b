import { type QueryKey, queryOptions } from '@tanstack/react-query';
import { answer, api, type Paths } from '../../api/client.ts';
import { defineList, type ListQuery } from '../../parts/list/define-list.ts';

export const STATUSES = [
  'draft',
  'queued',
  'running',
  'ready',
  'done',
  'failed',
  'cancelled',
  'undone',
] as const;
export const SOURCES = ['push', 'pull', 'file', 'shell'] as const;

/** Milliseconds between looks at imports that are at work. */
export const LOOK_EVERY_MS = 1_000;
/** Milliseconds between looks at imports when all is quiet: a push may come. */
const QUIET_MS = 20_000;

const importList = defineList({
  sorts: ['created_at'],
  usual: '-created_at',
  filters: { status: STATUSES, source: SOURCES },
});

/** The list of imports, for whoever shows it and for whoever wants to know what it shows. */
export const importSource = {
  name: 'imports',
  list: importList,
  load: (query: ListQuery<typeof importList>, signal: AbortSignal) =>
    answer(api.GET('/api/v1/shop/imports', { params: { query }, signal })),
};

/** An import as the list shows it. */
export type Batch = Awaited<ReturnType<typeof importSource.load>>['items'][number];

/** Whether an import waits for its turn or is at work. */
export const isAtWork = ({ status }: Pick<Batch, 'status'>): boolean =>
  status === 'queued' || status === 'running';

/** Imports that a guard rail holds until somebody decides. */
export const heldQuery = queryOptions({
  queryKey: ['imports', 'held'],
  queryFn: ({ signal }) =>
    answer(api.GET('/api/v1/shop/imports', { params: { query: { status: 'ready', size: 50 } }, signal })),
  refetchInterval: QUIET_MS,
});

/** How many imports wait or are at work: while there are some, lists are looked at often. */
export const workQuery = queryOptions({
  queryKey: ['imports', 'work'],
  queryFn: async ({ signal }) => {
    const counts = await Promise.all(
      (['queued', 'running'] as const).map((status) =>
        answer(api.GET('/api/v1/shop/imports', { params: { query: { status, size: 1 } }, signal })),
      ),
    );
    return counts.reduce((sum, { total }) => sum + total, 0);
  },
  refetchInterval: ({ state }) => (state.data ? LOOK_EVERY_MS : QUIET_MS / 4),
});

/** One import with samples of what it would do; looked at often while it is at work. */
export const batchQuery = (id: number) =>
  queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/shop/imports/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => paceOf(state.data?.status),
  });

/** Milliseconds until an import may be another: at work soon; open ones, when somebody else decides. */
const paceOf = (status: Batch['status'] | undefined): number | false => {
  if (status === 'queued' || status === 'running') return LOOK_EVERY_MS / 2;
  return status === 'draft' || status === 'ready' ? LOOK_EVERY_MS * 5 : false;
};

/** An import with its samples. */
export type BatchPage = Awaited<ReturnType<NonNullable<ReturnType<typeof batchQuery>['queryFn']>>>;
export type Preview = NonNullable<BatchPage['preview']>;

/** The table of a file as it is going to be read. */
export const tableQuery = (id: number) =>
  queryOptions({
    // Not one of `imports`: what changes those ends the time in which a table can be asked for.
    queryKey: ['import-table', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/shop/imports/{id}/table', { params: { path: { id } }, signal })),
  });

/** A table of a file: how it is read, its columns, and which field each is. */
export type Table = NonNullable<
  Paths['/api/v1/shop/imports/{id}/table']['get']['responses'][200]['content']['application/json']['table']
>;

/** The exchange with 1C; looked at often while goods are being asked for. */
export const exchangeQuery = queryOptions({
  queryKey: ['exchange'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/shop/exchange', { signal })),
  refetchInterval: ({ state }) => (state.data?.pull.running ? LOOK_EVERY_MS : QUIET_MS),
});

export type Exchange = Awaited<ReturnType<NonNullable<typeof exchangeQuery.queryFn>>>;

/** What changes of imports touch. */
export const TOUCHED: readonly QueryKey[] = [['imports'], ['exchange'], ['catalogue']];
