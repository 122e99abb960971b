import { Button, Group } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { partTexts } from '../../../parts/texts.ts';
import { useNameOf } from '../names.ts';
import type { PersonCard, Role } from '../queries.ts';
import { Credentials } from './credentials.tsx';
import { FirstRoles } from './first-roles.tsx';
import { LoginField } from './login-field.tsx';
import { accessTexts } from './texts.ts';
import { type Credentials as Made, useOpening } from './use-accounts.ts';

/** Gives a person whom the office knows a login, and roles where they have none for the panel. */
export const OpenAccess = ({
  person,
  onClose,
}: {
  readonly person: PersonCard;
  readonly onClose: () => void;
}) => {
  const texts = useTexts(accessTexts);
  const { cancel } = useTexts(partTexts);
  const name = useNameOf()(person);
  const [login, setLogin] = useState('');
  const [asksRoles] = useState(person.granted_roles.length === 0);
  const [roles, setRoles] = useState<readonly Role[]>([]);
  const [wrong, setWrong] = useState<string>();
  const [made, setMade] = useState<Made>();
  const opening = useOpening({ onDone: setMade, onLogin: setWrong });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const grant = asksRoles ? { id: person.id, roles } : undefined;
    if (!opening.isPending) opening.mutate({ account: { login, person_id: person.id }, grant });
  };
  return (
    <Dialog title={texts.openTitle(name)} onClose={onClose}>
      {made ? (
        <Credentials made={made} onClose={onClose} />
      ) : (
        <form className="people-form" onSubmit={submit}>
          <LoginField
            first
            value={login}
            error={wrong}
            onChange={(typed) => {
              setLogin(typed);
              setWrong(undefined);
            }}
          />
          {asksRoles && <FirstRoles wanted={roles} onWanted={setRoles} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {cancel}
            </Button>
            <Button
              type="submit"
              disabled={login.trim() === '' || (asksRoles && roles.length === 0)}
              loading={opening.isPending}
            >
              {texts.openAccess}
            </Button>
          </Group>
        </form>
      )}
    </Dialog>
  );
};
