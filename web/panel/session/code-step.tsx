import { Anchor, Button, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { asProblem, isOutage } from '../api/problem.ts';
import { useTexts } from '../locale/locale.tsx';
import { useTitle } from '../parts/title.ts';
import { useLock } from './lock.ts';
import { LoginProblem } from './login-problem.tsx';
import { useSessionReload } from './session.ts';
import { loginTexts } from './texts.ts';

/** The second factor: a code of the app, or one for recovery. */
export const CodeStep = ({
  onDone,
  onOver,
}: {
  readonly onDone: () => unknown;
  /** The login waited too long for its code. */
  readonly onOver: () => unknown;
}) => {
  const texts = useTexts(loginTexts);
  const lock = useLock();
  const reload = useSessionReload();
  useTitle(texts.codeTitle);
  const confirm = useMutation({
    mutationFn: (body: { code: string }) => api.POST('/api/v1/session/code', { body }),
    onSuccess: onDone,
    onError: (error) => {
      const { code, retryAfter } = asProblem(error);
      if (code === 'unauthorized') onOver();
      else lock.until(retryAfter);
    },
  });
  const leave = useMutation({ mutationFn: () => api.DELETE('/api/v1/session'), onSettled: () => reload() });
  const problem = confirm.error ? asProblem(confirm.error) : undefined;
  const words = () => {
    if (lock.left !== undefined) return texts.locked(lock.left);
    if (!problem) return undefined;
    if (problem.code === 'limited') return texts.unlocked;
    if (isOutage(problem)) return texts.offline;
    return problem.status < 500 ? texts.codeWrong : texts.other;
  };
  return (
    <form
      className="login-form"
      aria-label={texts.codeTitle}
      onSubmit={(event) => {
        event.preventDefault();
        if (confirm.isPending || lock.left !== undefined) return;
        confirm.mutate({ code: String(new FormData(event.currentTarget).get('code')).trim() });
      }}
    >
      <Title order={1}>{texts.codeTitle}</Title>
      <p className="login-about">{texts.codeAbout}</p>
      <LoginProblem text={words()} />
      <TextInput
        name="code"
        label={texts.code}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        size="md"
        required
        withAsterisk={false}
        autoFocus
      />
      <Button type="submit" size="md" loading={confirm.isPending} disabled={lock.left !== undefined}>
        {texts.confirm}
      </Button>
      <Anchor component="button" type="button" onClick={() => leave.mutate()}>
        {texts.back}
      </Anchor>
    </form>
  );
};
