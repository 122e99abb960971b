import { createContext, use } from 'react';
import type { Conversation } from '../schema.ts';

/** What the parts of a log need of it. */
interface Log {
  readonly conversation: Conversation;
  /** Labels of pressed buttons by the message that showed them. */
  readonly presses: ReadonlyMap<number, ReadonlySet<string>>;
}

export const LogContext = createContext<Log | null>(null);

export const useLog = (): Log => {
  const log = use(LogContext);
  if (log === null) throw new Error('a part of a log is used outside of it');
  return log;
};
