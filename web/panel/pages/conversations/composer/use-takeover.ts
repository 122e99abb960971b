import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useTexts } from '../../../locale/locale.tsx';
import { useChange } from '../../../parts/change.ts';
import { toast } from '../../../parts/toasts.tsx';
import { calls } from '../calls.ts';
import { useDesk } from '../desk.ts';
import { CONVERSATIONS, cardQuery } from '../queries.ts';
import type { Conversation, ConversationDetails } from '../schema.ts';
import { composerTexts } from './texts.ts';

/** Takes a conversation over: from the bot, or with `seize` from another operator. */
export const useTakeOver = (id: string, onDone?: () => void) => {
  const texts = useTexts(composerTexts);
  const show = useShow();
  return useChange({
    run: ({ seize = false }: { seize?: boolean }) => calls.takeOver(id, seize),
    touches: [cardQuery(id).queryKey],
    onDone: (taken) => {
      show(taken);
      onDone?.();
    },
    explain: ({ code }) => (code === 'conflict' ? texts.takenFirst : undefined),
  });
};

/** Gives a conversation back to the bot; it can be taken again from the toast. */
export const useHandBack = (id: string) => {
  const texts = useTexts(composerTexts);
  const { leaving } = useDesk();
  const show = useShow();
  const takeOver = useTakeOver(id);
  return useChange({
    run: () => {
      leaving.add(id);
      return calls.handBack(id);
    },
    touches: [cardQuery(id).queryKey],
    onDone: (given) => {
      show(given);
      toast.undo(texts.handedBack, () => takeOver.mutate({}));
    },
  });
};

/** Shows a conversation as it is now wherever it is on show, before anything is asked anew. */
const useShow = (): ((now: Conversation) => void) => {
  const queries = useQueryClient();
  return (now) => {
    queries.setQueryData<ConversationDetails>(
      cardQuery(now.id).queryKey,
      (before) => before && { ...before, ...now, person: before.person },
    );
    queries.setQueriesData<InfiniteData<{ items: readonly Conversation[]; total: number }>>(
      { queryKey: [...CONVERSATIONS, 'list'] },
      (before) =>
        before && {
          ...before,
          pages: before.pages.map((page) => ({
            ...page,
            items: page.items.map((row) => (row.id === now.id ? now : row)),
          })),
        },
    );
  };
};
