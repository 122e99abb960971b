import { IconAlertTriangle } from '@tabler/icons-react';

/** Why the step did not go on; its place is there all the time, so that screen readers tell what comes. */
export const LoginProblem = ({ text }: { readonly text: string | undefined }) => (
  <div role="alert" className="login-alert">
    {text !== undefined && (
      <p className="login-problem">
        <IconAlertTriangle size={18} stroke={1.7} aria-hidden="true" />
        <span>{text}</span>
      </p>
    )}
  </div>
);
