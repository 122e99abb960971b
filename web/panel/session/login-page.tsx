import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTexts } from '../locale/locale.tsx';
import { CodeStep } from './code-step.tsx';
import { Door } from './door.tsx';
import { ForgotStep } from './forgot-step.tsx';
import { PasswordStep } from './password-step.tsx';
import { forgetEverything, sessionQuery, useSessionReload } from './session.ts';
import { loginTexts } from './texts.ts';

/** The way in: login and password, the second factor where there is one, and a link for who forgot. */
const LoginPage = () => {
  const texts = useTexts(loginTexts);
  const [forgot, setForgot] = useState(false);
  const [notice, setNotice] = useState<string>();
  const { data: session } = useQuery(sessionQuery);
  const { to = '/' } = useSearch({ from: '/login' });
  const reload = useSessionReload();
  const router = useRouter();
  const queries = useQueryClient();
  useEffect(() => forgetEverything(queries), [queries]);
  const proceed = async (): Promise<void> => {
    const { stage } = await reload();
    if (stage === 'open') await router.navigate({ to });
  };
  const step = () => {
    if (forgot) return <ForgotStep onBack={() => setForgot(false)} />;
    if (session?.stage === 'code') {
      const over = () => {
        setNotice(texts.codeExpired);
        return reload();
      };
      return <CodeStep onDone={proceed} onOver={over} />;
    }
    return <PasswordStep notice={notice} onDone={proceed} onForgot={() => setForgot(true)} />;
  };
  return <Door>{step()}</Door>;
};

export default LoginPage;
