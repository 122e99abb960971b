import type { Health } from './queries.ts';

/** Whether Telegram is one of the inboxes. */
export const hasTelegramIn = ({ parts }: Pick<Health, 'parts'>): boolean =>
  parts.some(({ part, name }) => part === 'inbox' && name === 'telegram');

/** First steps are due until somebody wrote, and after that, as with people of the demo, until one is done. */
export const areStepsDue = ({
  isFresh,
  hasTelegram,
  operators,
}: {
  readonly isFresh: boolean;
  readonly hasTelegram: boolean;
  readonly operators: number;
}): boolean => isFresh || (!hasTelegram && operators === 0);
