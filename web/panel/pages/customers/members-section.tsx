import { ActionIcon, Badge } from '@mantine/core';
import { IconCrown, IconUserMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Person } from '../../parts/person.tsx';
import { Section } from '../../parts/section.tsx';
import { useMay } from '../../session/session.ts';
import { readable } from '../people/names.ts';
import { type Organization, TOUCHED } from './queries.ts';
import { customerTexts } from './texts.ts';

type Member = Organization['members'][number];
interface Asked {
  readonly act: 'own' | 'remove';
  readonly member: Member;
}

/** Who belongs to the organization. */
export const MembersSection = ({ organization }: { readonly organization: Organization }) => {
  const texts = useTexts(customerTexts);
  const mayChange = useMay('customers.change');
  const [asked, setAsked] = useState<Asked>();
  const nameOf = ({ name }: Member) => name || texts.nobody;
  const close = () => setAsked(undefined);
  const change = useChange({
    run: ({ act, member }: Asked) => {
      const params = { path: { id: organization.id, person_id: member.id } };
      return answer(
        act === 'own'
          ? api.PATCH('/api/v1/shop/organizations/{id}/members/{person_id}', {
              params,
              body: { role: 'owner' },
            })
          : api.DELETE('/api/v1/shop/organizations/{id}/members/{person_id}', { params }),
      );
    },
    touches: TOUCHED,
    onDone: close,
    explain: ({ code }) => (code === 'conflict' ? texts.ownerStays : undefined),
  });
  const { members } = organization;
  return (
    <Section title={texts.members}>
      {members.length === 0 && <p className="customers-soft">{texts.noMembers}</p>}
      {members.length > 0 && (
        <ul className="customers-lines">
          {members.map((member) => (
            <li key={member.id}>
              <span className="customers-line-words">
                <PageLink
                  to="person"
                  id={member.id}
                  className="customers-person"
                  otherwise={<Person small id={member.id} name={member.name} />}
                >
                  <Person small id={member.id} name={member.name} />
                </PageLink>
                {member.role === 'owner' && <Badge variant="light">{texts.roles.owner}</Badge>}
                {member.phone !== null && (
                  <a className="customers-phone" href={`tel:${member.phone}`}>
                    {readable('phone', member.phone)}
                  </a>
                )}
              </span>
              {mayChange && (
                <span className="customers-acts">
                  {member.role !== 'owner' && (
                    <ActionIcon
                      variant="subtle"
                      size="lg"
                      aria-label={texts.makeOwnerOf(nameOf(member))}
                      title={texts.makeOwner}
                      onClick={() => setAsked({ act: 'own', member })}
                    >
                      <IconCrown size={18} stroke={1.8} />
                    </ActionIcon>
                  )}
                  <ActionIcon
                    variant="subtle"
                    color="red"
                    size="lg"
                    aria-label={texts.removeOf(nameOf(member))}
                    title={texts.remove}
                    onClick={() => setAsked({ act: 'remove', member })}
                  >
                    <IconUserMinus size={18} stroke={1.8} />
                  </ActionIcon>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {asked && (
        <Confirm
          opened
          onClose={close}
          title={(asked.act === 'own' ? texts.makeOwnerOf : texts.removeOf)(nameOf(asked.member))}
          action={asked.act === 'own' ? texts.makeOwner : texts.remove}
          busy={change.isPending}
          onConfirm={() => change.mutate(asked)}
        >
          {asked.act === 'own' ? texts.makeOwnerMeans : texts.removeMeans}
        </Confirm>
      )}
    </Section>
  );
};
