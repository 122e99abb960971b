import { Anchor, Button, PasswordInput, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { asProblem, isOutage } from '../api/problem.ts';
import { useTexts } from '../locale/locale.tsx';
import { useTitle } from '../parts/title.ts';
import { useLock } from './lock.ts';
import { LoginProblem } from './login-problem.tsx';
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
  const lock = useLock();
  useTitle(texts.title);
  const enter = useMutation({
    mutationFn: (body: { login: string; password: string }) => api.POST('/api/v1/session', { body }),
    onSuccess: onDone,
    onError: (error) => lock.until(asProblem(error).retryAfter),
  });
  const problem = enter.error ? asProblem(enter.error) : undefined;
  const words = () => {
    if (lock.left !== undefined) return texts.locked(lock.left);
    if (!problem) return enter.isIdle ? notice : undefined;
    if (problem.code === 'limited') return texts.unlocked;
    if (isOutage(problem)) return texts.offline;
    return problem.status < 500 ? texts.wrong : texts.other;
  };
  return (
    <form
      className="login-form"
      aria-label={texts.title}
      onSubmit={(event) => {
        event.preventDefault();
        if (enter.isPending || lock.left !== undefined) return;
        const form = new FormData(event.currentTarget);
        enter.mutate({ login: String(form.get('login')).trim(), password: String(form.get('password')) });
      }}
    >
      <Title order={1}>{texts.title}</Title>
      <p className="login-about">{texts.about}</p>
      <LoginProblem text={words()} />
      <TextInput
        name="login"
        label={texts.login}
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        size="md"
        required
        withAsterisk={false}
        data-autofocus
        autoFocus
      />
      <PasswordInput
        name="password"
        label={texts.password}
        autoComplete="current-password"
        size="md"
        required
        withAsterisk={false}
      />
      <Button type="submit" size="md" loading={enter.isPending} disabled={lock.left !== undefined}>
        {texts.enter}
      </Button>
      <Anchor component="button" type="button" onClick={onForgot}>
        {texts.forgot}
      </Anchor>
    </form>
  );
};
