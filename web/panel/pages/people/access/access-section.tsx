import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { answer, api } from '../../../api/client.ts';
import { useTexts } from '../../../locale/locale.tsx';
import { useChange } from '../../../parts/change.ts';
import { Confirm } from '../../../parts/confirm.tsx';
import { Section } from '../../../parts/section.tsx';
import { toast } from '../../../parts/toasts.tsx';
import { useMe } from '../../../session/session.ts';
import { useNameOf } from '../names.ts';
import { type PersonCard, TOUCHED } from '../queries.ts';
import { peopleTexts } from '../texts.ts';
import { NewPassword } from './new-password.tsx';
import { OpenAccess } from './open-access.tsx';
import { accessTexts } from './texts.ts';

/** Whether and how the person logs in to the panel; changed by administrators. */
export const AccessSection = ({ person }: { readonly person: PersonCard }) => {
  const texts = useTexts(accessTexts);
  const me = useMe();
  const [asking, setAsking] = useState<'open' | 'password' | 'close'>();
  const { account } = person;
  const stop = () => setAsking(undefined);
  return (
    <Section title={texts.access} about={texts.accessAbout}>
      {account === null && (
        <>
          <p>{texts.noAccess}</p>
          <Group gap="xs">
            <Button variant="default" onClick={() => setAsking('open')}>
              {texts.openAccess}
            </Button>
          </Group>
        </>
      )}
      {account !== null && (
        <>
          <p>
            {texts.login}: <strong>{account.login}</strong>
          </p>
          {person.id === me.id ? (
            <p className="people-soft">{texts.ownAccess}</p>
          ) : (
            <Group gap="xs">
              <Button variant="default" onClick={() => setAsking('password')}>
                {texts.newPassword}
              </Button>
              <Button variant="light" color="red" onClick={() => setAsking('close')}>
                {texts.closeAccess}
              </Button>
            </Group>
          )}
        </>
      )}
      {asking === 'open' && <OpenAccess person={person} onClose={stop} />}
      {asking === 'password' && <NewPassword person={person} onClose={stop} />}
      {asking === 'close' && <CloseAccess person={person} onClose={stop} />}
    </Section>
  );
};

const CloseAccess = ({ person, onClose }: { readonly person: PersonCard; readonly onClose: () => void }) => {
  const texts = useTexts(accessTexts);
  const common = useTexts(peopleTexts);
  const params = { path: { person_id: person.id } };
  const close = useChange({
    run: () => answer(api.DELETE('/api/v1/accounts/{person_id}', { params })),
    touches: TOUCHED,
    onDone: () => toast.done(texts.closed),
    explain: ({ code }) => (code === 'conflict' ? common.lastAdministrator : undefined),
  });
  return (
    <Confirm
      opened
      onClose={onClose}
      title={texts.closeTitle(useNameOf()(person))}
      action={texts.closeAction}
      busy={close.isPending}
      onConfirm={() => close.mutate(undefined, { onSettled: onClose })}
    >
      {texts.closeMeans}
    </Confirm>
  );
};
