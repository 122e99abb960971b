import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { remember, remembered } from '../../locale/memory.ts';
import { type Health, type Now, operatorsQuery } from './queries.ts';
import { areStepsDue, hasTelegramIn } from './steps.ts';

const KEY = 'kontora.panel.first-steps';
const DISMISSED = 'dismissed';

/** Whether the first steps are to be shown here, and how to be rid of them in this browser. */
export const useFirstSteps = (now: Now | undefined, health: Health | undefined) => {
  const [dismissed, setDismissed] = useState(() => remembered(KEY) === DISMISSED);
  const operators = useQuery({ ...operatorsQuery, enabled: !dismissed });
  const hasTelegram = health && hasTelegramIn(health);
  return {
    due:
      !dismissed &&
      areStepsDue({
        isFresh: now?.fresh ?? false,
        hasTelegram: hasTelegram ?? true,
        operators: operators.data ?? 1,
      }),
    hasTelegram: hasTelegram ?? false,
    dismiss: () => {
      remember(KEY, DISMISSED);
      setDismissed(true);
    },
  };
};
