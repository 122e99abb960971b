import { IconMessageOff } from '@tabler/icons-react';
import { asProblem } from '../../../api/problem.ts';
import { useTexts } from '../../../locale/locale.tsx';
import { ErrorState, State } from '../../../parts/states.tsx';
import { Dock } from '../composer/dock.tsx';
import { useAddress } from '../use-address.tsx';
import { LogSkeleton } from './log-skeleton.tsx';
import { MessageLog } from './message-log.tsx';
import { threadTexts } from './texts.ts';
import { ThreadHeader } from './thread-header.tsx';
import { useConversation } from './use-conversation.ts';
import { useThread } from './use-thread.ts';

/** The middle of the page: one conversation, from its header to what the operator can do in it. */
export const ThreadPane = ({ id, onCard }: { readonly id: string; readonly onCard: () => void }) => {
  const texts = useTexts(threadTexts);
  const { message } = useAddress();
  const { conversation, error, refetch } = useConversation(id);
  const { thread, state } = useThread(id, message);
  const missing = error !== null && ['missing', 'invalid'].includes(asProblem(error).code);
  if (missing)
    return (
      <section className="conversations-thread" aria-label={texts.thread}>
        <ThreadHeader conversation={undefined} onCard={onCard} />
        <State icon={IconMessageOff} title={texts.notThere} text={texts.notThereText} />
      </section>
    );
  const problem = state.problem ?? (conversation ? null : error);
  return (
    <section className="conversations-thread" aria-label={texts.thread}>
      <ThreadHeader conversation={conversation} onCard={onCard} />
      {state.window && conversation ? (
        <MessageLog key={id} conversation={conversation} thread={thread} state={state} />
      ) : problem ? (
        <ErrorState error={problem} onRetry={() => Promise.all([refetch(), thread.open(message)])} />
      ) : (
        <LogSkeleton />
      )}
      {conversation && <Dock key={`dock ${id}`} conversation={conversation} />}
    </section>
  );
};
