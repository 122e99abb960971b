import { Alert, Button, PasswordInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { toast } from '../../parts/toasts.tsx';
import { useLock } from '../../session/lock.ts';
import { useMe, useSession, useSessionReload } from '../../session/session.ts';
import { Card } from './card.tsx';
import { sessionsQuery } from './queries.ts';
import { accountTexts } from './texts.ts';

type Field = 'current' | 'password' | 'again';

/** Changes the password; the office ends all other sessions. */
export const PasswordCard = () => {
  const texts = useTexts(accountTexts);
  const { login } = useMe();
  const mustChange = useSession().must_change === true;
  const reload = useSessionReload();
  const lock = useLock();
  const [wrong, setWrong] = useState<Partial<Record<Field, string>>>({});
  const words = (issue: string): string => texts.issues[issue as keyof typeof texts.issues] ?? issue;
  const change = useChange({
    run: (body: { form: HTMLFormElement; current: string; password: string }) =>
      api.PUT('/api/v1/account/password', { body: { current: body.current, password: body.password } }),
    touches: [sessionsQuery.queryKey],
    onDone: (_, { form }) => {
      form.reset();
      toast.done(texts.changed);
      return reload();
    },
    explain: ({ code, fields, retryAfter }: Problem) => {
      if (code === 'limited') lock.until(retryAfter);
      const told = Object.entries(fields).map(([field, issue]) => [field, words(issue)] as const);
      setWrong(Object.fromEntries(told));
      return code === 'limited' || told.length > 0 ? false : undefined;
    },
  });
  const field = (name: Field, label: string, autoComplete: string) => (
    <PasswordInput
      name={name}
      label={label}
      autoComplete={autoComplete}
      error={wrong[name]}
      required
      withAsterisk={false}
    />
  );
  return (
    <Card title={texts.password} about={texts.passwordAbout}>
      {mustChange && (
        <Alert icon={<IconKey size={18} />} color="yellow" variant="light">
          {texts.mustChange}
        </Alert>
      )}
      <form
        className="account-form"
        aria-label={texts.change}
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const given = new FormData(form);
          const [current, password] = [String(given.get('current')), String(given.get('password'))];
          const same = password === given.get('again');
          setWrong(same ? {} : { again: texts.mismatch });
          if (same && !change.isPending && lock.left === undefined)
            change.mutate({ form, current, password });
        }}
      >
        {/* Password managers learn whose password it is. */}
        <input type="text" name="login" autoComplete="username" defaultValue={login} hidden readOnly />
        {field('current', texts.current, 'current-password')}
        {field('password', texts.newPassword, 'new-password')}
        {field('again', texts.again, 'new-password')}
        <p role="alert" className="account-alert">
          {lock.left !== undefined && texts.wait(lock.left)}
        </p>
        <Button
          type="submit"
          className="account-start"
          loading={change.isPending}
          disabled={lock.left !== undefined}
        >
          {texts.change}
        </Button>
      </form>
    </Card>
  );
};
