import { Button } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { asProblem } from '../../../api/problem.ts';
import { useTexts } from '../../../locale/locale.tsx';
import { ErrorState, State } from '../../../parts/states.tsx';
import { partTexts } from '../../../parts/texts.ts';
import { checkTexts } from './texts.ts';

interface FailureProps {
  readonly error: unknown;
  readonly onRetry: () => unknown;
}

/** There is no answer: the search has too much to do or only begins to work, or the office is away. */
export const Failure = ({ error, onRetry }: FailureProps) => {
  const texts = useTexts(checkTexts);
  const { retry } = useTexts(partTexts);
  if (asProblem(error).code !== 'unavailable') return <ErrorState error={error} onRetry={onRetry} />;
  return (
    <State
      urgent
      icon={IconHourglass}
      title={texts.busy}
      text={texts.busyText}
      action={
        <Button variant="default" onClick={() => void onRetry()}>
          {retry}
        </Button>
      }
    />
  );
};
