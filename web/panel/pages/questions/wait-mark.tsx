import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconHourglassHigh,
  IconMessageCheck,
} from '@tabler/icons-react';
import { useTexts } from '../../locale/locale.tsx';
import { useNow } from '../../parts/time.tsx';
import { partsOf } from '../conversations/list/waiting.ts';
import type { Question } from './queries.ts';
import { questionTexts } from './texts.ts';

/** Questions are answered within hours, not within minutes as a conversation is. */
const LONG_MS = 60 * 60_000;
const LATE_MS = 4 * LONG_MS;
const ICONS = { short: IconClock, long: IconHourglassHigh, late: IconAlertTriangle } as const;

/** How a question stands: how long it waits, by picture, words and colour; that it is answered, or closed. */
export const WaitMark = ({
  question: { waiting_since: since, closed_at: closed },
}: {
  readonly question: Pick<Question, 'waiting_since' | 'closed_at'>;
}) => {
  const texts = useTexts(questionTexts);
  const now = useNow();
  if (closed !== null)
    return (
      <span className="questions-mark">
        <IconCheck size={14} stroke={2} aria-hidden="true" />
        {texts.closed}
      </span>
    );
  if (since === null)
    return (
      <span className="questions-mark">
        <IconMessageCheck size={14} stroke={2} aria-hidden="true" />
        {texts.answered}
      </span>
    );
  const ms = Math.max(0, now - Date.parse(since));
  const wait = ms >= LATE_MS ? 'late' : ms >= LONG_MS ? 'long' : 'short';
  const Icon = ICONS[wait];
  const span = partsOf(ms).map(({ value, unit }) => texts.span[unit](value));
  return (
    <span className="questions-mark" data-wait={wait}>
      <Icon size={14} stroke={2} aria-hidden="true" />
      {texts.waits(span.join(' '))}
    </span>
  );
};
