import { Button, Code, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff, IconInbox, IconLock, IconMapQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ComponentType, ReactNode } from 'react';
import { asProblem, isOutage } from '../api/problem.ts';
import { useTexts } from '../locale/locale.tsx';
import { useArrival } from '../shell/arrival.ts';
import { useProblemWords } from './problem-words.ts';
import { partTexts } from './texts.ts';
import { useTitle } from './title.ts';

interface StateProps {
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
  readonly title: string;
  readonly text?: ReactNode;
  /** The one thing to do about it. */
  readonly action?: ReactNode;
  /** The state is all there is on the page: its title is the heading of the page. */
  readonly whole?: boolean;
  /** Told by screen readers as soon as it appears. */
  readonly urgent?: boolean;
}

/** One picture, one sentence, one thing to do: what stands where content is not. */
export const State = ({ icon: Icon, title, text, action, whole = false, urgent = false }: StateProps) => {
  const heading = useArrival();
  return (
    <div className="state" role={urgent ? 'alert' : undefined}>
      <span className="state-icon" aria-hidden="true">
        <Icon size={28} stroke={1.5} />
      </span>
      <Title order={whole ? 1 : 2} size="h3" {...(whole ? { ref: heading, tabIndex: -1 } : {})}>
        {title}
      </Title>
      {text !== undefined && (
        <Text c="dimmed" size="sm" className="state-text" component="div">
          {text}
        </Text>
      )}
      {action}
    </div>
  );
};

/** Nothing is there yet; `text` says where it will come from. */
export const EmptyState = ({
  icon = IconInbox,
  ...props
}: Omit<StateProps, 'icon'> & Partial<StateProps>) => <State icon={icon} {...props} />;

/** The person may not see this. */
export const DeniedState = () => {
  const texts = useTexts(partTexts);
  useTitle(texts.denied);
  return (
    <State whole icon={IconLock} title={texts.denied} text={texts.deniedText} action={<ToDashboard />} />
  );
};

/** There is no such page or thing. */
export const NotFoundState = () => {
  const texts = useTexts(partTexts);
  useTitle(texts.missing);
  return (
    <State
      whole
      icon={IconMapQuestion}
      title={texts.missing}
      text={texts.missingText}
      action={<ToDashboard />}
    />
  );
};

/** What was asked for did not come: the office is away, it refused, or there is a bug. */
export const ErrorState = ({
  error,
  onRetry,
  whole,
}: {
  readonly error: unknown;
  readonly onRetry?: () => unknown;
  readonly whole?: boolean;
}) => {
  const texts = useTexts(partTexts);
  const words = useProblemWords();
  const problem = asProblem(error);
  const retry = onRetry && (
    <Button variant="default" onClick={() => void onRetry()}>
      {texts.retry}
    </Button>
  );
  const common = { action: retry, urgent: true, ...(whole ? { whole } : {}) };
  if (isOutage(problem))
    return <State icon={IconCloudOff} title={texts.offline} text={texts.offlineText} {...common} />;
  if (problem.code === 'denied')
    return <State icon={IconLock} title={texts.denied} text={texts.deniedText} {...common} action={null} />;
  if (problem.code === 'missing')
    return (
      <State
        icon={IconMapQuestion}
        title={texts.missing}
        text={texts.missingText}
        {...common}
        action={<ToDashboard />}
      />
    );
  const { traceId, status } = problem;
  const isRefusal = status >= 400 && status < 500;
  return (
    <State
      icon={IconAlertTriangle}
      title={isRefusal ? texts.refused : texts.wrong}
      text={
        <>
          {isRefusal ? words(problem) : texts.wrongText}
          {traceId !== undefined && (
            <div>
              <Code>{texts.traceId(traceId)}</Code>
            </div>
          )}
        </>
      }
      {...common}
    />
  );
};

const ToDashboard = () => (
  <Button variant="default" renderRoot={(props) => <Link to="/" {...props} />}>
    {useTexts(partTexts).toDashboard}
  </Button>
);
