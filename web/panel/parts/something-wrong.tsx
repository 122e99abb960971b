import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ErrorState } from './states.tsx';

/** Stands in place of a page that broke or could not be loaded. */
export const SomethingWrong = ({ error, reset }: ErrorComponentProps) => {
  const router = useRouter();
  return (
    <ErrorState
      whole
      error={error}
      onRetry={() => {
        reset();
        return router.invalidate();
      }}
    />
  );
};
