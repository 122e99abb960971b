import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Reply, StepInput, TurnContext } from '#modules/conversations/index.ts';
import { parsePhone } from '#modules/people/index.ts';
import { texts } from './texts.ts';

/** A phone as somebody gave it; `verified`: the channel vouches that it is theirs. */
export interface GivenPhone {
  readonly phone: string;
  readonly verified: boolean;
}

/**
 * Asks for a phone: by a key that shares it where the channel has one, else typed. `instead` stands before how to
 * give it; `back`: one may go a step back.
 */
export const phoneQuestion = (
  { locale, conversation }: TurnContext,
  { text, back = false }: { readonly text: string; readonly back?: boolean },
): Reply => {
  const words = texts[locale];
  if (conversation.capabilities.contacts)
    return {
      text: `${text}\n\n${words.howToShare}`,
      keyboard: [
        [{ label: words.sharePhone, contact: true }],
        [...(back ? [{ label: words.back }] : []), { label: words.cancel }],
      ],
    };
  return {
    text: `${text}\n\n${words.howToType}`,
    ...(back ? { buttons: [[{ label: words.back, value: 'back' }]] } : {}),
  };
};

/** Reads the answer: a shared contact of one's own, or a typed number. */
export const phoneIn = (input: StepInput): Result<GivenPhone, 'foreign' | 'unreadable'> => {
  if (input.kind === 'contact' && !input.own) return refuse('foreign');
  const said = input.kind === 'contact' ? input.phone : input.kind === 'text' ? input.text : '';
  const phone = parsePhone(said);
  return phone.ok ? ok({ phone: phone.value, verified: input.kind === 'contact' }) : refuse('unreadable');
};

/** Whether somebody wants to go a step back: by the button, or by the key that says so. */
export const isBack = ({ locale }: TurnContext, input: StepInput): boolean =>
  (input.kind === 'choice' && input.value === 'back') ||
  (input.kind === 'text' && input.text.trim().toLowerCase() === texts[locale].back.toLowerCase());
