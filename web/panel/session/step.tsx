import { Button, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTitle } from '../parts/title.ts';
import { LoginProblem } from './login-problem.tsx';

interface StepProps {
  readonly title: string;
  readonly about: string;
  /** Why it did not go on. */
  readonly problem: string | undefined;
  /** What the button says. */
  readonly action: string;
  readonly busy: boolean;
  /** It cannot go on now. */
  readonly blocked?: boolean;
  /** Gets what the fields hold. */
  readonly onSubmit: (form: FormData) => void;
  /** The fields. */
  readonly children: ReactNode;
  /** The way elsewhere, under the button. */
  readonly way: ReactNode;
}

/** One step of the way in: a form with its heading, its button, and a place for what went wrong. */
export const Step = ({
  title,
  about,
  problem,
  action,
  busy,
  blocked = false,
  onSubmit,
  children,
  way,
}: StepProps) => {
  useTitle(title);
  return (
    <form
      className="login-form"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && !blocked) onSubmit(new FormData(event.currentTarget));
      }}
    >
      <Title order={1}>{title}</Title>
      <p className="login-about">{about}</p>
      <LoginProblem text={problem} />
      {children}
      <Button type="submit" size="md" loading={busy} disabled={blocked}>
        {action}
      </Button>
      {way}
    </form>
  );
};

/** What stands in place of a step that is done, when nothing follows by itself. */
export const StepDone = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <div className="login-form" role="status">
    <Title order={1}>{title}</Title>
    {children}
  </div>
);
