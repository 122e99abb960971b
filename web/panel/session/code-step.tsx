import { Anchor } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { useTexts } from '../locale/locale.tsx';
import { WordField, wordOf } from './fields.tsx';
import { useLock } from './lock.ts';
import { useReason } from './reason.ts';
import { useSessionReload } from './session.ts';
import { Step } from './step.tsx';
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
  const { left, until } = useLock();
  const reason = useReason();
  const reload = useSessionReload();
  const confirm = useMutation({
    mutationFn: (body: { code: string }) => api.POST('/api/v1/session/code', { body }),
    onSuccess: onDone,
    onError: (error) => {
      const { code, retryAfter } = asProblem(error);
      if (code === 'unauthorized') onOver();
      else until(retryAfter);
    },
  });
  const leave = useMutation({ mutationFn: () => api.DELETE('/api/v1/session'), onSettled: () => reload() });
  return (
    <Step
      title={texts.codeTitle}
      about={texts.codeAbout}
      problem={reason({ error: confirm.error, left, wrong: texts.codeWrong })}
      action={texts.confirm}
      busy={confirm.isPending}
      blocked={left !== undefined}
      onSubmit={(form) => confirm.mutate({ code: wordOf(form, 'code') })}
      way={
        <Anchor component="button" type="button" onClick={() => leave.mutate()}>
          {texts.back}
        </Anchor>
      }
    >
      <WordField name="code" label={texts.code} autoComplete="one-time-code" />
    </Step>
  );
};
