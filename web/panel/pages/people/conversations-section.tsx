import { Link } from '@tanstack/react-router';
import { useTexts } from '../../locale/locale.tsx';
import { Section } from '../../parts/section.tsx';
import { TimeAgo } from '../../parts/time.tsx';
import { useNameOf } from './names.ts';
import type { PersonCard } from './queries.ts';
import { peopleTexts } from './texts.ts';

/** Where the person talks with the office. */
export const ConversationsSection = ({ person }: { readonly person: PersonCard }) => {
  const texts = useTexts(peopleTexts);
  const nameOf = useNameOf();
  const { conversations, conversation_count: count } = person;
  return (
    <Section title={texts.conversations}>
      {conversations.length === 0 && <p className="people-soft">{texts.noConversations}</p>}
      <ul className="people-conversations">
        {conversations.map(({ id, inbox, title, heard_at: at, operator }) => (
          <li key={id}>
            <Link to="/conversations/{-$id}" params={{ id }}>
              <span>{texts.kinds[inbox] ?? inbox}</span>
              <span className="people-conversation-title" dir="auto">
                {title || nameOf(person)}
              </span>
              <span className="people-soft">
                {operator && texts.answeredBy(nameOf({ ...operator, erased_at: null }))}{' '}
                {at !== null && <TimeAgo at={at} />}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {count > conversations.length && <p className="people-soft">{texts.conversationsMore(count)}</p>}
    </Section>
  );
};
