import { IconAlertTriangle, IconClock, IconHourglassHigh } from '@tabler/icons-react';
import { useTexts } from '../../../locale/locale.tsx';
import { useClock } from './clock.ts';
import { listTexts } from './texts.ts';
import { partsOf, type Wait, waitOf } from './waiting.ts';

const ICONS = { short: IconClock, long: IconHourglassHigh, late: IconAlertTriangle } as const;

/** How long somebody waits, ticking; picture, words and colour tell how bad that is. Nothing when nobody waits. */
export const WaitMark = ({
  conversation,
}: {
  readonly conversation: { readonly queued_at: string | null; readonly waiting_since: string | null };
}) => {
  const texts = useTexts(listTexts);
  const words = useClock((now) => {
    const found = waitOf(conversation, now);
    if (!found) return null;
    const span = partsOf(found.ms).map(({ value, unit }) => texts.span[unit](value));
    return `${found.wait}:${texts.waits[found.wait](span.join(' '))}`;
  });
  if (words === null) return null;
  const border = words.indexOf(':');
  const wait = words.slice(0, border) as Wait;
  const Icon = ICONS[wait];
  return (
    <span className="conversations-wait" data-wait={wait}>
      <Icon size={14} stroke={2} aria-hidden="true" />
      {words.slice(border + 1)}
    </span>
  );
};
