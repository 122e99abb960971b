import { Anchor } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { useTexts } from '../locale/locale.tsx';
import { SecretField, WordField, wordOf } from './fields.tsx';
import { useLock } from './lock.ts';
import { useReason } from './reason.ts';
import { Step } from './step.tsx';
import { loginTexts } from './texts.ts';

/** Login and password; says what went wrong, and how long to wait when there were too many attempts. */
export const PasswordStep = ({
  notice,
  onDone,
  onForgot,
}: {
  /** What happened before, until the next try. */
  readonly notice: string | undefined;
  readonly onDone: () => unknown;
  readonly onForgot: () => void;
}) => {
  const texts = useTexts(loginTexts);
  const { left, until } = useLock();
  const reason = useReason();
  const enter = useMutation({
    mutationFn: (body: { login: string; password: string }) => api.POST('/api/v1/session', { body }),
    onSuccess: onDone,
    onError: (error) => until(asProblem(error).retryAfter),
  });
  return (
    <Step
      title={texts.title}
      about={texts.about}
      problem={
        enter.isIdle && left === undefined ? notice : reason({ error: enter.error, left, wrong: texts.wrong })
      }
      action={texts.enter}
      busy={enter.isPending}
      blocked={left !== undefined}
      onSubmit={(form) =>
        enter.mutate({ login: wordOf(form, 'login'), password: String(form.get('password')) })
      }
      way={
        <Anchor component="button" type="button" onClick={onForgot}>
          {texts.forgot}
        </Anchor>
      }
    >
      <WordField name="login" label={texts.login} autoComplete="username" data-autofocus />
      <SecretField name="password" label={texts.password} autoComplete="current-password" />
    </Step>
  );
};
