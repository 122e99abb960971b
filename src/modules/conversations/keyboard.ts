import type { Reply, TurnContext } from './dialogue.ts';
import type { Standing } from './held.ts';
import type { Registry } from './registry.ts';
import type { Key } from './schema.ts';

/** The keyboard to bring up after these replies, or undefined when the right one is shown already. */
export const keyboardFor = (
  registry: Registry,
  turn: TurnContext,
  replies: readonly Reply[],
  standing: Standing,
  staying: boolean,
): readonly (readonly Key[])[] | undefined => {
  if (turn.conversation.kind === 'group') return undefined;
  const asked = replies.findLast(({ keyboard }) => keyboard)?.keyboard;
  if (!asked && staying && standing.dialogue) return undefined;
  const wanted = (asked ?? registry.keyboard(turn.offers))
    .map((row) => row.filter((key) => !key.contact || turn.conversation.capabilities.contacts))
    .filter((row) => row.length > 0);
  return JSON.stringify(wanted) === JSON.stringify(standing.keyboard) ? undefined : wanted;
};
