import { CloseButton } from '@mantine/core';
import {
  IconBrandTelegram,
  IconCircleCheckFilled,
  IconMessageCircle,
  IconUserPlus,
} from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Card } from './card.tsx';
import { dashboardTexts } from './texts.ts';

/** What a new office needs before it works with real people. */
export const FirstSteps = ({
  isFresh,
  hasTelegram,
  onDismiss,
}: {
  /** Nobody has written yet. */
  readonly isFresh: boolean;
  readonly hasTelegram: boolean;
  readonly onDismiss: () => void;
}) => {
  const texts = useTexts(dashboardTexts);
  const dismiss = <CloseButton aria-label={texts.dismissSteps} onClick={onDismiss} />;
  return (
    <Card title={texts.firstSteps} beside={dismiss}>
      <p className="dashboard-soft">{isFresh ? texts.firstStepsText : texts.nextStepsText}</p>
      <ol className="dashboard-steps">
        <Step icon={IconMessageCircle} title={texts.stepChat} text={texts.stepChatText}>
          <a href="/chat" target="_blank" rel="noreferrer" className="page-link">
            {texts.stepChatAction}
          </a>
        </Step>
        {hasTelegram ? (
          <Step icon={IconCircleCheckFilled} title={texts.stepTelegramDone} isDone />
        ) : (
          <Step icon={IconBrandTelegram} title={texts.stepTelegram} text={texts.stepTelegramText}>
            <PageLink to="inboxes">{texts.stepTelegramAction}</PageLink>
          </Step>
        )}
        <Step icon={IconUserPlus} title={texts.stepOperator} text={texts.stepOperatorText}>
          <PageLink to="people">{texts.stepOperatorAction}</PageLink>
        </Step>
      </ol>
    </Card>
  );
};

const Step = ({
  icon: Icon,
  title,
  text,
  isDone = false,
  children,
}: {
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
  readonly title: string;
  readonly text?: string;
  readonly isDone?: boolean;
  readonly children?: ReactNode;
}) => (
  <li className="dashboard-step" data-done={isDone || undefined}>
    <span className="dashboard-step-icon" aria-hidden="true">
      <Icon size={22} stroke={1.6} />
    </span>
    <div>
      <h3>{title}</h3>
      {text !== undefined && <p>{text}</p>}
      {children}
    </div>
  </li>
);
