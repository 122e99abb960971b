import type { MessagePage } from '../schema.ts';
import { createThread, type Thread } from './thread.ts';

/** The threads of the conversations that were open lately, so that going back to one shows it at once. */
export interface Threads {
  of(conversationId: string): Thread;
  close(): void;
}

const KEPT = 12;

/** `read` fetches pages of one conversation. */
export const createThreads = (
  read: (
    conversationId: string,
    query: { readonly before?: number; readonly after?: number; readonly limit: number },
  ) => Promise<MessagePage>,
): Threads => {
  const threads = new Map<string, Thread>();
  return {
    of(conversationId) {
      const thread = threads.get(conversationId) ?? createThread((query) => read(conversationId, query));
      threads.delete(conversationId);
      threads.set(conversationId, thread);
      for (const [id, old] of threads) {
        if (threads.size <= KEPT) break;
        old.close();
        threads.delete(id);
      }
      return thread;
    },
    close() {
      for (const thread of threads.values()) thread.close();
      threads.clear();
    },
  };
};
