import './people.css';
import { Badge } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTexts } from '../../locale/locale.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { RoleBadge } from '../../parts/role-badge.tsx';
import { DateTime } from '../../parts/time.tsx';
import { useMay } from '../../session/session.ts';
import { AccessSection } from './access/access-section.tsx';
import { BlockButton } from './block/block-button.tsx';
import { BlockInForce } from './block/block-in-force.tsx';
import { ConversationsSection } from './conversations-section.tsx';
import { DataSection } from './data-section.tsx';
import { IdentitySection } from './identity-section.tsx';
import { useNameOf } from './names.ts';
import { type PersonCard, personQuery } from './queries.ts';
import { RolesSection } from './roles-section.tsx';
import { peopleTexts } from './texts.ts';

/** Everything about one person, and what may be done about them. */
const PersonPage = () => {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(personQuery(id));
  return (
    <>
      <Link to="/people" className="people-back">
        <IconArrowLeft size={16} stroke={2} aria-hidden="true" />
        {useTexts(peopleTexts).back}
      </Link>
      <Loaded query={query}>{(person) => <Content key={id} person={person} />}</Loaded>
    </>
  );
};

export default PersonPage;

const Content = ({ person }: { readonly person: PersonCard }) => {
  const texts = useTexts(peopleTexts);
  const name = useNameOf()(person);
  const mayRoles = useMay('people.roles');
  const mayData = useMay('people.data');
  const gone = person.erased_at !== null;
  return (
    <>
      <PageHeader
        title={name}
        beside={
          <>
            {person.roles.map((role) => (
              <RoleBadge key={role} role={role} />
            ))}
            {person.blocked && (
              <Badge variant="light" color="red">
                {texts.blocked}
              </Badge>
            )}
          </>
        }
        {...(person.erased_at === null
          ? {}
          : {
              about: (
                <>
                  {texts.erasedOn} <DateTime at={person.erased_at} />. {texts.erasedNote}
                </>
              ),
            })}
        actions={!gone && <BlockButton person={person} />}
      />
      {person.block && <BlockInForce person={person} block={person.block} />}
      <div className="people-person">
        <div className="people-side">
          <IdentitySection person={person} />
        </div>
        <div className="people-main">
          <ConversationsSection person={person} />
          {!gone && <RolesSection person={person} />}
          {!gone && mayRoles && <AccessSection person={person} />}
          {!gone && mayData && <DataSection person={person} />}
        </div>
      </div>
    </>
  );
};
