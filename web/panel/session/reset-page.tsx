import { Anchor } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { asProblem, isOutage } from '../api/problem.ts';
import { useTexts } from '../locale/locale.tsx';
import { Door } from './door.tsx';
import { SecretField } from './fields.tsx';
import { Step, StepDone } from './step.tsx';
import { loginTexts } from './texts.ts';

/** Sets a new password by the link that came in a chat; what the link proves stands after its `#`. */
const ResetPage = () => {
  const texts = useTexts(loginTexts);
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
  const save = (form: FormData): void => {
    const password = String(form.get('password'));
    const same = password === form.get('again');
    setMismatch(!same);
    if (same) change.mutate(password);
  };
  if (change.isSuccess)
    return (
      <Door>
        <StepDone title={texts.resetDone}>
          <p className="login-about">{texts.resetDoneAbout}</p>
          {toLogin}
        </StepDone>
      </Door>
    );
  return (
    <Door>
      <Step
        title={texts.resetTitle}
        about={texts.resetAbout}
        problem={words()}
        action={texts.save}
        busy={change.isPending}
        blocked={token === ''}
        onSubmit={save}
        way={toLogin}
      >
        <SecretField name="password" label={texts.newPassword} autoComplete="new-password" autoFocus />
        <SecretField name="again" label={texts.again} autoComplete="new-password" />
      </Step>
    </Door>
  );
};

export default ResetPage;
