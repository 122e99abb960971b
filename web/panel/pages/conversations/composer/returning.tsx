import { Button } from '@mantine/core';
import { IconClockPause } from '@tabler/icons-react';
import { useTexts } from '../../../locale/locale.tsx';
import { useClock } from '../list/clock.ts';
import { countdown } from '../list/waiting.ts';
import { composerTexts } from './texts.ts';
import { useTakeOver } from './use-takeover.ts';

/** The return is told when it is nearer than this. */
const NEAR_MS = 3 * 60_000;

/** Counts down to the moment when the conversation goes to the queue or the bot, and offers to stay. */
export const Returning = ({
  id,
  until,
  waits,
}: {
  readonly id: string;
  readonly until: string;
  /** The customer waits for an answer: then the next operator gets the conversation, not the bot. */
  readonly waits: boolean;
}) => {
  const texts = useTexts(composerTexts);
  const stay = useTakeOver(id);
  const left = useClock((now) => {
    const ms = Date.parse(until) - now;
    return ms <= NEAR_MS ? countdown(ms) : null;
  });
  if (left === null) return null;
  return (
    <div className="conversations-returning">
      <IconClockPause size={18} stroke={1.8} aria-hidden="true" />
      <p>
        <strong role="timer">{(waits ? texts.returnsToQueueIn : texts.returnsIn)(left)}</strong>{' '}
        <span>{texts.returnsAbout}</span>
      </p>
      <Button variant="default" size="compact-md" loading={stay.isPending} onClick={() => stay.mutate({})}>
        {texts.stay}
      </Button>
    </div>
  );
};
