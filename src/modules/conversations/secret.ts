import type { Channel } from './channel.ts';
import type { AnyOutcome, TurnContext } from './dialogue.ts';
import type { HeardMessage } from './held.ts';
import type { Plan, SecretEnd } from './plan.ts';
import type { Route } from './route.ts';
import type { Input } from './schema.ts';
import { texts } from './texts.ts';

/** What stays of a secret that was said, in JSON. */
export const FORGOTTEN = JSON.stringify({ kind: 'text', text: '', secret: true } satisfies Input);

/**
 * A secret that no step took is forgotten as well; a command or the name of a button is none. `asked`: the step that runs
 * asks for one: what was sent before the question was worked could not be known as one when it was heard.
 */
export const secretEnd = (
  input: Input,
  to: Route,
  { forget }: AnyOutcome,
  asked: boolean,
): SecretEnd | undefined => {
  if (forget) return 'forget';
  if (input.kind !== 'text') return undefined;
  if (!input.secret) return asked && to.to === 'step' && to.input.kind === 'text' ? 'forget' : undefined;
  const isNone =
    to.to === 'dialogue' ||
    to.to === 'cancel' ||
    to.to === 'leave' ||
    (to.to === 'step' && to.input.kind === 'choice');
  return isNone ? 'show' : 'forget';
};

/**
 * Takes a secret out of the chat before the turn commits: whoever dies in between does it once more. The person is
 * told when that failed, so that they do it themselves.
 */
export const takeAway = async (
  channel: Channel,
  address: string,
  { ref }: HeardMessage,
  { plan, turn }: { readonly plan: Plan; readonly turn: TurnContext },
): Promise<Plan> => {
  if (plan.secret !== 'forget' || ref === null || !channel.remove) return plan;
  if (await channel.remove(address, ref)) return plan;
  return { ...plan, before: [...plan.before, { text: texts[turn.locale].secretStays }] };
};
