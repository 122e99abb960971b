import { Button } from '@mantine/core';
import { useState } from 'react';
import { ROLES } from '#modules/access/index.ts';
import { answer, api } from '../../api/client.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { useRoleName } from '../../parts/role-names.tsx';
import { Section } from '../../parts/section.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useMay, useMe } from '../../session/session.ts';
import { type PersonCard, type Role, TOUCHED } from './queries.ts';
import { RoleChoice } from './role-choice.tsx';
import { peopleTexts } from './texts.ts';

/** What the person may do in the office, with every role explained; changed by whoever may. */
export const RolesSection = ({ person }: { readonly person: PersonCard }) => {
  const texts = useTexts(peopleTexts);
  const mayGrant = useMay('people.roles');
  const { roles } = person;
  if (!mayGrant && roles.length === 0) return null;
  return (
    <Section title={texts.roles} about={texts.rolesAbout}>
      {mayGrant ? <Editor person={person} key={person.granted_roles.join()} /> : <Explained roles={roles} />}
    </Section>
  );
};

const Explained = ({ roles }: { readonly roles: readonly Role[] }) => {
  const nameOf = useRoleName();
  const { roleMeans } = useTexts(peopleTexts);
  return (
    <dl className="people-roles">
      {roles.map((role) => (
        <div key={role}>
          <dt>{nameOf(role)}</dt>
          <dd className="people-soft">{roleMeans[role]}</dd>
        </div>
      ))}
    </dl>
  );
};

const Editor = ({ person }: { readonly person: PersonCard }) => {
  const texts = useTexts(peopleTexts);
  const me = useMe();
  const { id, granted_roles: granted, configured_roles: configured } = person;
  const [wanted, setWanted] = useState<readonly Role[]>(granted);
  const change = useChange({
    run: (roles: readonly Role[]) =>
      answer(api.PUT('/api/v1/people/{id}/roles', { params: { path: { id } }, body: { roles: [...roles] } })),
    // One's own rights may be others now.
    touches: [...TOUCHED, ...(id === me.id ? [['session']] : [])],
    onDone: (_, roles) => {
      if (roles === granted) return;
      toast.undo(texts.rolesSaved, () => change.mutate(granted));
    },
    explain: ({ code }) => (code === 'conflict' ? texts.lastAdministrator : undefined),
  });
  /** Why a role cannot be changed here. */
  const fixed = (role: Role): string | undefined => {
    if (!granted.includes(role)) return configured.includes(role) ? texts.fixed : undefined;
    return role === 'administrator' && id === me.id ? texts.ownRole : undefined;
  };
  const isSame = ROLES.every((role) => wanted.includes(role) === granted.includes(role));
  return (
    <form
      className="people-roles"
      onSubmit={(event) => {
        event.preventDefault();
        if (!change.isPending) change.mutate(wanted);
      }}
    >
      <RoleChoice wanted={wanted} onWanted={setWanted} always={configured} fixed={fixed} />
      <Button type="submit" disabled={isSame} loading={change.isPending}>
        {texts.save}
      </Button>
    </form>
  );
};
