import { Anchor } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { useTexts } from '../locale/locale.tsx';
import { WordField, wordOf } from './fields.tsx';
import { useLock } from './lock.ts';
import { useReason } from './reason.ts';
import { Step, StepDone } from './step.tsx';
import { loginTexts } from './texts.ts';

/** Asks for a link to a linked chat; the answer is the same whether there is such a login or not. */
export const ForgotStep = ({ onBack }: { readonly onBack: () => void }) => {
  const texts = useTexts(loginTexts);
  const { left, until } = useLock();
  const reason = useReason();
  const send = useMutation({
    mutationFn: (body: { login: string }) => api.POST('/api/v1/password-links', { body }),
    onError: (error) => until(asProblem(error).retryAfter),
  });
  const back = (
    <Anchor component="button" type="button" onClick={onBack}>
      {texts.back}
    </Anchor>
  );
  if (send.isSuccess)
    return (
      <StepDone title={texts.sentTitle}>
        <p className="login-about">{texts.sent}</p>
        <p className="login-about">{texts.sentElse}</p>
        {back}
      </StepDone>
    );
  return (
    <Step
      title={texts.forgotTitle}
      about={texts.forgotAbout}
      problem={reason({ error: send.error, left, wrong: texts.other })}
      action={texts.send}
      busy={send.isPending}
      blocked={left !== undefined}
      onSubmit={(form) => send.mutate({ login: wordOf(form, 'login') })}
      way={back}
    >
      <WordField name="login" label={texts.login} autoComplete="username" />
    </Step>
  );
};
