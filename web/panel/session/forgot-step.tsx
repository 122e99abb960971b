import { Anchor, Button, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { asProblem, isOutage } from '../api/problem.ts';
import { useTexts } from '../locale/locale.tsx';
import { useTitle } from '../parts/title.ts';
import { useLock } from './lock.ts';
import { LoginProblem } from './login-problem.tsx';
import { loginTexts } from './texts.ts';

/** Asks for a link to a linked chat; the answer is the same whether there is such a login or not. */
export const ForgotStep = ({ onBack }: { readonly onBack: () => void }) => {
  const texts = useTexts(loginTexts);
  const lock = useLock();
  useTitle(texts.forgotTitle);
  const send = useMutation({
    mutationFn: (body: { login: string }) => api.POST('/api/v1/password-links', { body }),
    onError: (error) => lock.until(asProblem(error).retryAfter),
  });
  const problem = send.error ? asProblem(send.error) : undefined;
  const words = () => {
    if (lock.left !== undefined) return texts.locked(lock.left);
    if (!problem || problem.code === 'limited') return undefined;
    return isOutage(problem) ? texts.offline : texts.other;
  };
  const back = (
    <Anchor component="button" type="button" onClick={onBack}>
      {texts.back}
    </Anchor>
  );
  if (send.isSuccess)
    return (
      <div className="login-form" role="status">
        <Title order={1}>{texts.sentTitle}</Title>
        <p className="login-about">{texts.sent}</p>
        <p className="login-about">{texts.sentElse}</p>
        {back}
      </div>
    );
  return (
    <form
      className="login-form"
      aria-label={texts.forgotTitle}
      onSubmit={(event) => {
        event.preventDefault();
        if (send.isPending || lock.left !== undefined) return;
        send.mutate({ login: String(new FormData(event.currentTarget).get('login')).trim() });
      }}
    >
      <Title order={1}>{texts.forgotTitle}</Title>
      <p className="login-about">{texts.forgotAbout}</p>
      <LoginProblem text={words()} />
      <TextInput
        name="login"
        label={texts.login}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        size="md"
        required
        withAsterisk={false}
        autoFocus
      />
      <Button type="submit" size="md" loading={send.isPending}>
        {texts.send}
      </Button>
      {back}
    </form>
  );
};
