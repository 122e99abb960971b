import { Button, Loader } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { readAnew } from '../../parts/read-anew.ts';
import { ErrorState } from '../../parts/states.tsx';
import { useSession } from '../../session/session.ts';
import { Composer } from './composer.tsx';
import { MessageItem } from './message.tsx';
import { calls, countsQuery, threadQuery } from './queries.ts';
import { questionTexts } from './texts.ts';
import { ThreadHeader } from './thread-header.tsx';

/** Pixels from the end within which a reader is kept at the end. */
const NEAR = 80;

/** The right of the page: an open question, what was said in it, and where to answer. */
export const ThreadPane = ({ id }: { readonly id: string }) => {
  const texts = useTexts(questionTexts);
  const { may = [] } = useSession();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    threadQuery(id),
  );
  const question = data?.pages[0]?.question;
  const messages = data ? [...data.pages].reverse().flatMap((part) => part.messages) : [];
  const lastId = messages.at(-1)?.id;
  useReading(id, lastId, question?.unread ?? 0);
  const log = useKeptAtEnd(lastId);

  if (!question)
    return (
      <section className="questions-thread questions-choose" aria-label={texts.thread}>
        {error ? (
          <ErrorState error={error} onRetry={refetch} />
        ) : (
          <Loader role="status" aria-label={texts.loading} />
        )}
      </section>
    );
  const mayAnswer = may.includes('questions.answer');
  return (
    <section className="questions-thread" aria-label={question.title}>
      <ThreadHeader question={question} mayWork={mayAnswer} />
      <div ref={log} className="questions-log" role="log" aria-label={texts.thread}>
        {hasNextPage && (
          <Button variant="subtle" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {texts.older}
          </Button>
        )}
        {messages.map((message) => (
          <MessageItem key={message.id} questionId={id} message={message} />
        ))}
      </div>
      {mayAnswer && <Composer question={question} />}
    </section>
  );
};

/** What is shown counts as read, while somebody looks. */
const useReading = (id: string, lastId: number | undefined, unread: number): void => {
  const queries = useQueryClient();
  useEffect(() => {
    if (lastId === undefined || unread === 0) return;
    const read = async (): Promise<void> => {
      if (document.visibilityState !== 'visible') return;
      queries.setQueryData(countsQuery.queryKey, await calls.read(id, lastId));
      await readAnew(queries, ['questions', 'list']);
    };
    const tell = (): void => void read().catch(() => {});
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [id, lastId, unread, queries]);
};

/** A log that shows its end first, and goes on showing it to who stands there. */
const useKeptAtEnd = (lastId: number | undefined) => {
  const log = useRef<HTMLDivElement>(null);
  const seen = useRef<number>(undefined);
  useLayoutEffect(() => {
    const { current } = log;
    if (!current || lastId === undefined || seen.current === lastId) return;
    const last = current.lastElementChild;
    const before =
      current.scrollHeight - current.scrollTop - current.clientHeight - (last?.clientHeight ?? 0);
    if (seen.current === undefined || before < NEAR) current.scrollTop = current.scrollHeight;
    seen.current = lastId;
  }, [lastId]);
  return log;
};
