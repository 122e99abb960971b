import { Button, Group, PasswordInput, Text } from '@mantine/core';
import { useState } from 'react';
import type { Problem } from '../../api/problem.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { useLock } from '../../session/lock.ts';
import { useMe } from '../../session/session.ts';
import { accountTexts } from './texts.ts';

interface AskPasswordProps<Answer> {
  /** What happens with the password, as a verb on the button. */
  readonly action: string;
  readonly danger?: boolean;
  readonly run: (body: { password: string }) => Promise<Answer>;
  readonly onDone: (answer: Answer) => unknown;
  readonly onClose: () => void;
}

/** Asks for the password before what an open session alone must not be enough for. */
export const AskPassword = <Answer,>({ action, danger, run, onDone, onClose }: AskPasswordProps<Answer>) => {
  const texts = useTexts(accountTexts);
  const { login } = useMe();
  const lock = useLock();
  const [wrong, setWrong] = useState<string>();
  const prove = useChange({
    run,
    touches: [],
    onDone,
    explain: ({ code, fields, retryAfter }: Problem) => {
      if (code === 'limited') lock.until(retryAfter);
      setWrong(fields.password ? texts.issues.wrong : undefined);
      return code === 'limited' || fields.password ? false : undefined;
    },
  });
  return (
    <form
      className="account-form"
      onSubmit={(event) => {
        event.preventDefault();
        const password = String(new FormData(event.currentTarget).get('password'));
        if (!prove.isPending && lock.left === undefined) prove.mutate({ password });
      }}
    >
      <Text>{texts.prove}</Text>
      <input type="text" name="login" autoComplete="username" defaultValue={login} hidden readOnly />
      <PasswordInput
        name="password"
        label={texts.current}
        autoComplete="current-password"
        error={lock.left === undefined ? wrong : texts.wait(lock.left)}
        required
        withAsterisk={false}
        data-autofocus
        autoFocus
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {texts.cancel}
        </Button>
        <Button
          type="submit"
          loading={prove.isPending}
          disabled={lock.left !== undefined}
          {...(danger ? { color: 'red' } : {})}
        >
          {action}
        </Button>
      </Group>
    </form>
  );
};
