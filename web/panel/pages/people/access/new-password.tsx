import { Button, Checkbox, Group, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { answer, api } from '../../../api/client.ts';
import { useTexts } from '../../../locale/locale.tsx';
import { useChange } from '../../../parts/change.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import { partTexts } from '../../../parts/texts.ts';
import { useNameOf } from '../names.ts';
import { type PersonCard, TOUCHED } from '../queries.ts';
import { Credentials } from './credentials.tsx';
import { accessTexts } from './texts.ts';
import type { Credentials as Made } from './use-accounts.ts';

/** Gives the account of somebody who lost their password, or their phone too, a new one. */
export const NewPassword = ({
  person,
  onClose,
}: {
  readonly person: PersonCard;
  readonly onClose: () => void;
}) => {
  const texts = useTexts(accessTexts);
  const { cancel } = useTexts(partTexts);
  const name = useNameOf()(person);
  const [withoutTotp, setWithoutTotp] = useState(false);
  const [made, setMade] = useState<Made>();
  const reset = useChange({
    run: () =>
      answer(
        api.POST('/api/v1/accounts/{person_id}/password', {
          params: { path: { person_id: person.id } },
          body: { without_totp: withoutTotp },
        }),
      ),
    touches: TOUCHED,
    onDone: setMade,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!reset.isPending) reset.mutate();
  };
  return (
    <Dialog title={texts.newPasswordTitle(name)} onClose={onClose}>
      {made ? (
        <Credentials made={made} onClose={onClose} />
      ) : (
        <form className="people-form" onSubmit={submit}>
          <Text>{texts.newPasswordMeans}</Text>
          <Checkbox
            label={texts.withoutTotp}
            checked={withoutTotp}
            onChange={(event) => setWithoutTotp(event.currentTarget.checked)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {cancel}
            </Button>
            <Button type="submit" color="red" loading={reset.isPending}>
              {texts.newPasswordAction}
            </Button>
          </Group>
        </form>
      )}
    </Dialog>
  );
};
