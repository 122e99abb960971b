import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconPower } from '@tabler/icons-react';
import { useTexts } from '../../locale/locale.tsx';
import type { Inbox } from '../../parts/inboxes.ts';
import { inboxTexts } from './texts.ts';

const ICONS = {
  ok: IconCircleCheck,
  degraded: IconAlertTriangle,
  down: IconCircleX,
  off: IconPower,
} as const;

/** How an inbox fares: in a word, a colour and a picture. */
export const HealthMark = ({ health }: Pick<Inbox, 'health'>) => {
  const Icon = ICONS[health];
  return (
    <span className="inbox-health" data-health={health}>
      <Icon size={16} stroke={1.9} aria-hidden="true" />
      {useTexts(inboxTexts).health[health]}
    </span>
  );
};
