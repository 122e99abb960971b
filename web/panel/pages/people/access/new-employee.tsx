import { Button, Group, TextInput } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { partTexts } from '../../../parts/texts.ts';
import { useMay } from '../../../session/session.ts';
import { useCommand } from '../../../shell/commands.ts';
import type { Role } from '../queries.ts';
import { peopleTexts } from '../texts.ts';
import { Credentials } from './credentials.tsx';
import { FirstRoles } from './first-roles.tsx';
import { LoginField } from './login-field.tsx';
import { accessTexts } from './texts.ts';
import { type Credentials as Made, useOpening } from './use-accounts.ts';

/** The way to bring somebody into the office who never wrote to it: a person, roles and a login at once. */
export const NewEmployee = () => {
  const { newEmployee: label } = useTexts(accessTexts);
  const [asking, setAsking] = useState(false);
  const may = useMay('people.roles');
  const run = () => setAsking(true);
  useCommand(may ? { id: 'people-new', label, icon: IconUserPlus, run } : undefined);
  if (!may) return null;
  return (
    <>
      <Button leftSection={<IconUserPlus size={18} />} onClick={run}>
        {label}
      </Button>
      {asking && (
        <Dialog title={label} onClose={() => setAsking(false)}>
          <Form onClose={() => setAsking(false)} />
        </Dialog>
      )}
    </>
  );
};

const Form = ({ onClose }: { readonly onClose: () => void }) => {
  const texts = useTexts(accessTexts);
  const common = useTexts(peopleTexts);
  const { cancel } = useTexts(partTexts);
  const [name, setName] = useState('');
  const [login, setLogin] = useState('');
  const [roles, setRoles] = useState<readonly Role[]>(['operator']);
  const [wrong, setWrong] = useState<string>();
  const [made, setMade] = useState<Made>();
  const opening = useOpening({ onDone: setMade, onLogin: setWrong });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!opening.isPending) opening.mutate({ account: { login, name, roles: [...roles] } });
  };
  if (made) return <Credentials made={made} onClose={onClose} />;
  return (
    <form className="people-form" onSubmit={submit}>
      <TextInput
        label={common.name}
        value={name}
        maxLength={100}
        required
        data-autofocus
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <LoginField
        value={login}
        error={wrong}
        onChange={(typed) => {
          setLogin(typed);
          setWrong(undefined);
        }}
      />
      <FirstRoles wanted={roles} onWanted={setRoles} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {cancel}
        </Button>
        <Button
          type="submit"
          disabled={name.trim() === '' || login.trim() === '' || roles.length === 0}
          loading={opening.isPending}
        >
          {texts.openAccess}
        </Button>
      </Group>
    </form>
  );
};
