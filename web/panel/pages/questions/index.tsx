import { IconMessageQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../locale/locale.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { useTitle } from '../../parts/title.ts';
import { useAddress } from './address.tsx';
import { ListPane } from './list-pane.tsx';
import { countsQuery } from './queries.ts';
import './questions.css';
import { questionTexts } from './texts.ts';
import { ThreadPane } from './thread-pane.tsx';
import { useLive } from './use-live.ts';

/** Questions of customers: who waits on the left, what was said on the right. */
const QuestionsPage = () => {
  const texts = useTexts(questionTexts);
  const { id } = useAddress();
  const { data: counts } = useQuery(countsQuery);
  const waiting = counts?.waiting ?? 0;
  useTitle(waiting > 0 ? `(${waiting}) ${texts.title}` : texts.title);
  useLive();
  return (
    <div className="questions" data-open={id !== undefined || undefined}>
      <ListPane />
      {id === undefined ? (
        <div className="questions-thread questions-choose">
          <EmptyState icon={IconMessageQuestion} title={texts.choose} text={texts.chooseText} />
        </div>
      ) : (
        <ThreadPane key={id} id={id} />
      )}
    </div>
  );
};

export default QuestionsPage;
