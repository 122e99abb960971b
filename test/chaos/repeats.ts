import type { ConversationHistory, History, Kill, Reached, StoredMessage } from './history.ts';
import { SLOW_MS } from './plan.ts';

/** A message that reached the person once more. */
export interface Repeat {
  readonly message: StoredMessage;
  readonly first: Reached;
  readonly again: Reached;
}

/** Why a message arrived again; a repeat without a cause is an error of the office. */
export type Cause = 'lost answer' | Kill | undefined;

/** A request is served, on a busy machine this much later, although its sender was killed meanwhile. */
const ON_ITS_WAY_MS = 1_000;

/** Every repeat of a run, with its cause: the answer to the copy before was lost, or something was killed since. */
export const repeatsOf = ({ conversations, kills }: History) =>
  conversations.flatMap((conversation) =>
    matchReached(conversation).repeats.map((repeat) => {
      const { first, again } = repeat;
      const asked = first.at - ON_ITS_WAY_MS - (first.slow ? SLOW_MS : 0);
      const kill = kills.find(({ at }) => asked <= at && at <= again.at);
      const cause: Cause = first.answerLost ? 'lost answer' : kill;
      return { ...repeat, conversation, cause };
    }),
  );

/** What arrived, laid beside what the office meant to send: the repeats, and the first disagreement. */
export interface Matching {
  readonly repeats: readonly Repeat[];
  readonly disagreement?: string;
}

/**
 * Walks through both in order. A message with a reference must have arrived as just that; whatever
 * arrived before it since its predecessor can only be the same message earlier. A message of unknown
 * fate may have arrived any number of times.
 */
export const matchReached = ({ messages, reached }: ConversationHistory): Matching => {
  const sent = messages.filter(({ direction }) => direction === 'out');
  const refs = new Set(sent.map(({ ref }) => ref));
  const repeats: Repeat[] = [];
  let at = 0;

  const copiesOf = (message: StoredMessage): readonly Reached[] | undefined => {
    const isOwn = ({ messageId }: Reached) => String(messageId) === message.ref;
    if (message.ref !== null) {
      const index = reached.findIndex((one, place) => place >= at && isOwn(one));
      return index < 0 ? undefined : reached.slice(at, index + 1);
    }
    if (message.delivery === 'sent') return undefined;
    const end = reached.findIndex(
      ({ text, messageId }, place) => place >= at && (text !== message.text || refs.has(String(messageId))),
    );
    return reached.slice(at, end < 0 ? undefined : end);
  };

  for (const message of sent) {
    const copies = copiesOf(message);
    if (!copies)
      return {
        repeats,
        disagreement: `position ${message.position} is sent, and did not arrive in its place`,
      };
    const other = copies.find(({ text }) => text !== message.text);
    if (other) {
      const disagreement = `message ${other.messageId} arrived where position ${message.position} should have`;
      return { repeats, disagreement };
    }
    for (const [index, again] of copies.entries()) {
      const first = copies[index - 1];
      if (first) repeats.push({ message, first, again });
    }
    at += copies.length;
  }
  const surplus = reached[at];
  return surplus
    ? { repeats, disagreement: `message ${surplus.messageId} arrived and nothing meant it` }
    : { repeats };
};
