import { IconAlertTriangle, IconCheck, IconClock, IconHelpCircle, IconSend } from '@tabler/icons-react';
import { useTexts } from '../../locale/locale.tsx';
import type { DeliveryState } from './queries.ts';
import { deliveryTexts } from './texts.ts';
import './state-badge.css';

const ICONS = {
  queued: IconClock,
  sending: IconSend,
  sent: IconCheck,
  failed: IconAlertTriangle,
  unknown: IconHelpCircle,
} as const;

/** The state of a delivery in a word, a colour and a picture. */
export const StateBadge = ({ state }: { readonly state: DeliveryState }) => {
  const texts = useTexts(deliveryTexts);
  const Icon = ICONS[state];
  return (
    <span className="delivery-state" data-state={state} title={texts.meanings[state]}>
      <Icon size={14} stroke={2} aria-hidden="true" />
      {texts.states[state]}
    </span>
  );
};
