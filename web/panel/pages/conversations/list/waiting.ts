/** How bad a wait is: `short` is normal, `long` wants somebody, `late` is a shame. */
export type Wait = 'short' | 'long' | 'late';

const LONG_MS = 3 * 60_000;
const LATE_MS = 15 * 60_000;

/** How long somebody has waited and how bad that is; null: nobody waits. */
export const waitOf = (
  conversation: { readonly queued_at: string | null; readonly waiting_since: string | null },
  now: number,
): { readonly ms: number; readonly wait: Wait } | null => {
  const since = waitingFrom(conversation);
  if (since === null) return null;
  // A clock that runs behind the office's must not show a wait below nothing.
  const ms = Math.max(0, now - Date.parse(since));
  return { ms, wait: ms >= LATE_MS ? 'late' : ms >= LONG_MS ? 'long' : 'short' };
};

/** Since when: the oldest of being unanswered and standing in the queue. */
export const waitingFrom = (conversation: {
  readonly queued_at: string | null;
  readonly waiting_since: string | null;
}): string | null => {
  const { queued_at: queued, waiting_since: waiting } = conversation;
  if (queued === null || waiting === null) return queued ?? waiting;
  return queued < waiting ? queued : waiting;
};

/** A span in its two greatest units: whole parts, the greatest first; below a minute in seconds. */
export const partsOf = (ms: number): readonly { readonly value: number; readonly unit: SpanUnit }[] => {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return [{ value: seconds, unit: 'second' }];
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return [{ value: minutes, unit: 'minute' }];
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return withRest({ value: hours, unit: 'hour' }, { value: minutes % 60, unit: 'minute' });
  const days = Math.floor(hours / 24);
  return withRest({ value: days, unit: 'day' }, { value: hours % 24, unit: 'hour' });
};

export type SpanUnit = 'second' | 'minute' | 'hour' | 'day';

/** The time left as a clock counts down: `4:09`. */
export const countdown = (ms: number): string => {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

type Part = { readonly value: number; readonly unit: SpanUnit };

const withRest = (first: Part, rest: Part): readonly Part[] => (rest.value === 0 ? [first] : [first, rest]);
