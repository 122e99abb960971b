import type { ChannelStatus } from './channel.ts';
import type { InboxFigures } from './inbox-figures.ts';

export const HEALTHS = ['ok', 'degraded', 'down', 'off'] as const;
export type Health = (typeof HEALTHS)[number];

/** What ails an inbox, by the one thing that helps; the panel has the words. */
export const CURES = [
  /** off: set what `needs` names. */
  'needs_setting',
  /** off: it was heard once, and is not configured any more. */
  'not_configured',
  /** down: the credentials are refused. */
  'unauthorized',
  /** down: the messenger cannot be reached. */
  'unreachable',
  /** down: it did not answer in time. */
  'late',
  /** down: a webhook of ours should be set and is not. */
  'webhook_missing',
  /** down: a webhook is set, but it leads elsewhere. */
  'webhook_foreign',
  /** down: polling gets nothing while a webhook is set. */
  'webhook_blocks_polling',
  /** degraded: deliveries to our webhook fail. */
  'webhook_failing',
  /** degraded: many updates wait to be delivered to our webhook. */
  'webhook_behind',
  /** degraded: somebody else polls with the same credentials. */
  'second_poller',
  /** degraded: the messenger told us to slow down. */
  'slowed_down',
  /** degraded: what was heard is not worked. */
  'work_stuck',
] as const;
export type Cure = (typeof CURES)[number];

/** Whether an inbox works, and what would help when it does not. */
export interface Diagnosis {
  readonly health: Health;
  readonly cure: Cure | null;
}

const MINUTE = 60_000;
/** Milliseconds for which a trouble of the past counts. */
const RECENT = { webhook: 10 * MINUTE, conflict: 2 * MINUTE, limited: MINUTE } as const;
/** Updates that may wait at the messenger. */
const BEHIND = 50;
/** Seconds that a turn may wait for a worker. */
const STUCK = 60;

/** `status` is undefined when the channel did not answer in time; `now` is milliseconds since 1970. */
export const diagnose = (
  status: ChannelStatus | undefined,
  { waitingSeconds }: Pick<InboxFigures, 'waitingSeconds'>,
  now: number,
): Diagnosis => {
  const down = status ? failureOf(status) : 'late';
  if (down) return { health: 'down', cure: down };
  const cure = status && weaknessOf(status, now);
  if (cure) return { health: 'degraded', cure };
  return waitingSeconds > STUCK ? { health: 'degraded', cure: 'work_stuck' } : { health: 'ok', cure: null };
};

/** Nothing comes in or goes out. */
const failureOf = ({ authorized, trouble, mode, webhook }: ChannelStatus): Cure | undefined => {
  if (!authorized) return 'unauthorized';
  if (trouble !== null) return 'unreachable';
  if (mode === 'polling' && webhook) return 'webhook_blocks_polling';
  if (mode === 'webhook' && !webhook) return 'webhook_missing';
  return mode === 'webhook' && !webhook?.ours ? 'webhook_foreign' : undefined;
};

/** It works, but not as it should. */
const weaknessOf = (status: ChannelStatus, now: number): Cure | undefined => {
  const { webhook, lastConflictAt, lastLimitedAt } = status;
  const since = (time: Date | null | undefined) => now - (time?.getTime() ?? Number.NEGATIVE_INFINITY);
  if (since(webhook?.lastErrorAt) < RECENT.webhook) return 'webhook_failing';
  if (webhook && webhook.pending > BEHIND) return 'webhook_behind';
  if (since(lastConflictAt) < RECENT.conflict) return 'second_poller';
  return since(lastLimitedAt) < RECENT.limited ? 'slowed_down' : undefined;
};
