import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { useCounter } from '../../shell/counters.ts';
import { listenLive } from './live/hub.ts';
import { notices } from './notices/notices.ts';
import { noticeTexts } from './notices/texts.ts';
import { useOwnDesk } from './own-desk.ts';
import { countsQuery } from './queries.ts';

/** Lives as long as the shell: keeps the counts, tells who joins the queue, and sends what an operator answered. */
const Feed = () => {
  const texts = useTexts(noticeTexts);
  const { me, typists } = useOwnDesk();
  const queries = useQueryClient();
  const { data: counts } = useQuery(countsQuery);
  useCounter('conversations', counts?.attention);

  useEffect(
    () =>
      listenLive((event) => {
        if (event.type === 'counts') queries.setQueryData(countsQuery.queryKey, event.counts);
        if (event.type === 'typing' && event.operator.id !== me.id)
          typists.heard(event.conversationId, event.operator);
      }),
    [queries, typists, me.id],
  );

  const queue = counts?.queue;
  const before = useRef(queue);
  useEffect(() => {
    if (queue !== undefined && before.current !== undefined && queue > before.current)
      notices.tell(texts.notifyTitle, texts.notifyText(queue));
    before.current = queue;
  }, [queue, texts]);
  return null;
};

export default Feed;
