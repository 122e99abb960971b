import { useNavigate } from '@tanstack/react-router';
import { useTexts } from '../../../locale/locale.tsx';
import { useMedia } from '../../../parts/media.ts';
import { PageLink } from '../../../parts/page-link.tsx';
import { useMay } from '../../../session/session.ts';
import { DeskContext } from '../../conversations/desk.ts';
import { useOwnDesk } from '../../conversations/own-desk.ts';
import { ThreadPane } from '../../conversations/thread/thread-pane.tsx';
import '../../conversations/conversations.css';
import type { OrderPage } from '../queries.ts';
import { Section } from './section.tsx';
import { orderPageTexts } from './texts.ts';

/** Room for the conversation beside the order. */
const WIDE = '(min-width: 75em)';

/** Questions about the order, and the conversation with who placed it: beside it where there is room, else a link. */
export const Beside = ({ order }: { readonly order: OrderPage }) => {
  const texts = useTexts(orderPageTexts);
  const isWide = useMedia(WIDE);
  const mayRead = useMay('conversations.read');
  const { conversation_id: id, questions } = order;
  const link = id && (
    <PageLink to="conversations" id={id}>
      {texts.openConversation}
    </PageLink>
  );
  return (
    <div className="orders-beside orders-screen">
      {questions.length > 0 && (
        <Section title={texts.questions}>
          <ul className="orders-questions">
            {questions.map((question) => (
              <li key={question.id}>
                <PageLink to="questions" id={question.id} otherwise={question.title}>
                  {question.title}
                </PageLink>
                {question.closed_at !== null && (
                  <span className="orders-soft"> · {texts.closedQuestion}</span>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={texts.conversation} beside={link}>
        {id === null && <p className="orders-soft">{texts.noConversation}</p>}
        {id !== null && isWide && mayRead && <Conversation id={id} personId={order.person.id} />}
      </Section>
    </div>
  );
};

const Conversation = ({ id, personId }: { readonly id: string; readonly personId: string }) => {
  const navigate = useNavigate();
  return (
    <DeskContext value={useOwnDesk()}>
      <div className="orders-conversation">
        <ThreadPane id={id} onCard={() => void navigate({ to: '/people/$id', params: { id: personId } })} />
      </div>
    </DeskContext>
  );
};
