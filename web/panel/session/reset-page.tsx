import { Anchor, Button, PasswordInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { asProblem, isOutage } from '../api/problem.ts';
import { useTexts } from '../locale/locale.tsx';
import { useTitle } from '../parts/title.ts';
import { Door } from './door.tsx';
import { LoginProblem } from './login-problem.tsx';
import { loginTexts } from './texts.ts';

/** Sets a new password by the link that came in a chat; what the link proves stands after its `#`. */
const ResetPage = () => {
  const texts = useTexts(loginTexts);
  useTitle(texts.resetTitle);
  const [token] = useState(() => location.hash.slice(1));
  const [mismatch, setMismatch] = useState(false);
  const change = useMutation({
    mutationFn: (password: string) => api.POST('/api/v1/password-links/use', { body: { token, password } }),
  });
  const problem = change.error ? asProblem(change.error) : undefined;
  const words = () => {
    if (token === '' || problem?.code === 'missing') return texts.linkOver;
    if (mismatch) return texts.mismatch;
    if (!problem) return undefined;
    if (isOutage(problem)) return texts.offline;
    return problem.code === 'invalid' ? texts.weak : texts.otherReset;
  };
  const toLogin = <Anchor renderRoot={(props) => <Link to="/login" {...props} />}>{texts.back}</Anchor>;
  if (change.isSuccess)
    return (
      <Door>
        <div className="login-form" role="status">
          <Title order={1}>{texts.resetDone}</Title>
          <p className="login-about">{texts.resetDoneAbout}</p>
          {toLogin}
        </div>
      </Door>
    );
  return (
    <Door>
      <form
        className="login-form"
        aria-label={texts.resetTitle}
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const password = String(form.get('password'));
          const same = password === form.get('again');
          setMismatch(!same);
          if (same && !change.isPending) change.mutate(password);
        }}
      >
        <Title order={1}>{texts.resetTitle}</Title>
        <p className="login-about">{texts.resetAbout}</p>
        <LoginProblem text={words()} />
        <PasswordInput
          name="password"
          label={texts.newPassword}
          autoComplete="new-password"
          size="md"
          required
          withAsterisk={false}
          autoFocus
        />
        <PasswordInput
          name="again"
          label={texts.again}
          autoComplete="new-password"
          size="md"
          required
          withAsterisk={false}
        />
        <Button type="submit" size="md" loading={change.isPending} disabled={token === ''}>
          {texts.save}
        </Button>
        {toLogin}
      </form>
    </Door>
  );
};

export default ResetPage;
