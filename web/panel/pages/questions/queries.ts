import { infiniteQueryOptions, type QueryKey, queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { formOf } from '../../parts/uploads/form-of.ts';
import type { Address } from './address.tsx';

/** Questions of one page of the list, and messages of one part of a thread. */
const LIST_SIZE = 50;
const PART = 50;
/** Milliseconds between looks at how many wait, while the page itself is not open. */
const COUNT_EVERY_MS = 15_000;

/** Everything that changes with a question. */
export const TOUCHED: readonly QueryKey[] = [['questions']];

export const countsQuery = queryOptions({
  queryKey: ['questions', 'counts'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/shop/questions/unread', { signal })),
  refetchInterval: COUNT_EVERY_MS,
});

/** The list page by page; who waits longest stands first among those who wait. */
export const listQuery = ({ state, q, organizationId }: Pick<Address, 'state' | 'q' | 'organizationId'>) =>
  infiniteQueryOptions({
    queryKey: ['questions', 'list', state, q, organizationId],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/v1/shop/questions', {
          params: {
            query: {
              page: pageParam,
              size: LIST_SIZE,
              state,
              sort: state === 'waiting' ? 'waiting_since' : '-last_at',
              ...(q === '' ? {} : { q }),
              ...(organizationId === undefined ? {} : { organization_id: organizationId }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: 1,
    getNextPageParam: ({ total }, pages) => (pages.length * LIST_SIZE < total ? pages.length + 1 : undefined),
  });

/** A question with its messages, the latest part first. */
export const threadQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['questions', 'thread', id],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/v1/shop/questions/{id}', {
          params: { path: { id }, query: { limit: PART, ...(pageParam === 0 ? {} : { before: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: ({ more, messages }) => (more ? messages[0]?.id : undefined),
  });

/** A question as the list shows it, a message of it, and an attachment. */
export type Question = Awaited<ReturnType<typeof calls.close>>;
export type Message = Awaited<ReturnType<typeof calls.answer>>['message'];
export type Attached = Message['files'][number];

/** Changes of questions; each throws a `Problem`. */
export const calls = {
  answer: (id: string, body: { text: string; file_ids: string[]; key: string }) =>
    answer(api.POST('/api/v1/shop/questions/{id}/messages', { params: { path: { id } }, body })),
  close: (id: string) => answer(api.POST('/api/v1/shop/questions/{id}/close', { params: { path: { id } } })),
  reopen: (id: string) =>
    answer(api.POST('/api/v1/shop/questions/{id}/reopen', { params: { path: { id } } })),
  read: (id: string, message_id: number) =>
    answer(api.POST('/api/v1/shop/questions/{id}/read', { params: { path: { id } }, body: { message_id } })),
  upload: (file: File) => answer(api.POST('/api/v1/shop/questions/files', formOf(file))),
  events: async (signal: AbortSignal): Promise<ReadableStream<Uint8Array>> => {
    const { data } = await api.GET('/api/v1/shop/questions/live', { parseAs: 'stream', signal });
    if (!data) throw new Error('an event stream has no body');
    return data;
  },
};

/** Where the content of an attachment is; `shown`: to look at, not to save. */
export const fileAddress = (questionId: string, fileId: string, shown = false): string =>
  `/api/v1/shop/questions/${questionId}/files/${fileId}${shown ? '?inline=true' : ''}`;
