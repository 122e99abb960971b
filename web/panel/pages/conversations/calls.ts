import { answer, api } from '../../api/client.ts';
import type { paths } from '../../api/schema.generated.ts';
import { formOf } from '../../parts/uploads/form-of.ts';

type ListQuery = NonNullable<paths['/api/v1/conversations']['get']['parameters']['query']>;
type HitsQuery = paths['/api/v1/messages']['get']['parameters']['query'];
type PartQuery = NonNullable<paths['/api/v1/conversations/{id}/messages']['get']['parameters']['query']>;

/** A canned answer as it is written. */
interface Canned {
  readonly title: string;
  readonly text: string;
  readonly shared: boolean;
}

/** Every call of the office that the page makes; each throws a `Problem`. */
export const calls = {
  list: (query: ListQuery, signal: AbortSignal) =>
    answer(api.GET('/api/v1/conversations', { params: { query }, signal })),
  counts: (signal: AbortSignal) => answer(api.GET('/api/v1/conversations/counts', { signal })),
  events: async (signal: AbortSignal): Promise<ReadableStream<Uint8Array>> => {
    const { data } = await api.GET('/api/v1/conversations/events', { parseAs: 'stream', signal });
    if (!data) throw new Error('an event stream has no body');
    return data;
  },
  card: (id: string, signal: AbortSignal) =>
    answer(api.GET('/api/v1/conversations/{id}', { params: { path: { id } }, signal })),
  messages: (id: string, query: PartQuery) =>
    answer(api.GET('/api/v1/conversations/{id}/messages', { params: { path: { id }, query } })),
  files: (id: string, signal: AbortSignal) =>
    answer(api.GET('/api/v1/conversations/{id}/files', { params: { path: { id } }, signal })),
  takeOver: (id: string, seize = false) =>
    answer(api.POST('/api/v1/conversations/{id}/operator', { params: { path: { id } }, body: { seize } })),
  handBack: (id: string) =>
    answer(api.DELETE('/api/v1/conversations/{id}/operator', { params: { path: { id } } })),
  upload: (file: File) => answer(api.POST('/api/v1/conversations/files', formOf(file))),
  say: (conversationId: string, body: { id: string; text: string } | { id: string; file_id: string }) =>
    answer(
      api.POST('/api/v1/conversations/{id}/messages', { params: { path: { id: conversationId } }, body }),
    ),
  typing: (id: string) => api.POST('/api/v1/conversations/{id}/typing', { params: { path: { id } } }),
  notes: (id: string, signal: AbortSignal) =>
    answer(api.GET('/api/v1/conversations/{id}/notes', { params: { path: { id } }, signal })),
  addNote: (id: string, text: string) =>
    answer(api.POST('/api/v1/conversations/{id}/notes', { params: { path: { id } }, body: { text } })),
  removeNote: (id: string, noteId: string) =>
    api.DELETE('/api/v1/conversations/{id}/notes/{note_id}', { params: { path: { id, note_id: noteId } } }),
  canned: (query: { page: number; size: number }, signal: AbortSignal) =>
    answer(api.GET('/api/v1/canned-answers', { params: { query }, signal })),
  addCanned: (body: Canned) => answer(api.POST('/api/v1/canned-answers', { body })),
  changeCanned: (id: string, body: Canned) =>
    answer(api.PATCH('/api/v1/canned-answers/{id}', { params: { path: { id } }, body })),
  removeCanned: (id: string) => api.DELETE('/api/v1/canned-answers/{id}', { params: { path: { id } } }),
  hits: (query: HitsQuery, signal: AbortSignal) =>
    answer(api.GET('/api/v1/messages', { params: { query }, signal })),
};

/** Where the content of a file of a conversation is; `shown`: to look at, not to save. */
export const fileAddress = (conversationId: string, fileId: string, shown = false): string =>
  `/api/v1/conversations/${conversationId}/files/${fileId}${shown ? '?inline=true' : ''}`;
