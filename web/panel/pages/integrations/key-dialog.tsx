import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { keyCalls, keysQuery, SCOPES, type Scope } from './queries.ts';
import { ShownOnce } from './shown-once.tsx';
import { integrationTexts } from './texts.ts';
import { Ticks } from './ticks.tsx';

/** Makes a key and shows it, once. */
export const KeyDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const texts = useTexts(integrationTexts);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(SCOPES);
  const [day, setDay] = useState('');
  const [isTried, setTried] = useState(false);
  const make = useChange({ run: keyCalls.make, touches: [keysQuery.queryKey] });
  if (make.data)
    return <ShownOnce title={texts.keyMade} text={texts.keyOnce} secret={make.data.key} onClose={onClose} />;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    // The whole day counts, as the person who chose it sees days.
    const expires_at = day === '' ? null : new Date(`${day}T23:59:59`).toISOString();
    if (name.trim() !== '' && scopes.length > 0 && !make.isPending) make.mutate({ name, scopes, expires_at });
  };
  return (
    <Dialog title={texts.addKey} onClose={onClose}>
      <form className="integrations-form" onSubmit={submit}>
        <TextInput
          label={texts.name}
          description={texts.nameHint}
          data-autofocus
          maxLength={100}
          value={name}
          error={isTried && name.trim() === '' ? texts.nameNeeded : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Ticks
          label={texts.mayDo}
          all={SCOPES}
          names={texts.scopes}
          ticked={scopes}
          error={isTried && scopes.length === 0 ? texts.scopeNeeded : undefined}
          onChange={setScopes}
        />
        <TextInput
          type="date"
          label={texts.expires}
          description={texts.expiresHint}
          min={new Date().toISOString().slice(0, 10)}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button type="submit" loading={make.isPending}>
            {texts.makeKey}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
};
