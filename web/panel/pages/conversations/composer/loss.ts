import type { Conversation } from '../schema.ts';

/** Why nobody holds a conversation any more, as far as it shows; what is the reason of the others comes first. */
export const lossOf = ({
  queued_at: queued,
  person,
  reachable,
}: Pick<Conversation, 'queued_at' | 'person' | 'reachable'>): 'queue' | 'blocked' | 'unreachable' | 'bot' => {
  if (person?.blocked) return 'blocked';
  if (!reachable) return 'unreachable';
  return queued === null ? 'bot' : 'queue';
};
