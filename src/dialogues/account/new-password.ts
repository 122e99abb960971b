import type { Accounts, ChatPasswords, PasswordLink } from '#modules/accounts/index.ts';
import type { Button, Reply, StepInput, TurnContext } from '#modules/conversations/index.ts';
import { texts } from './texts.ts';

/** What choosing a password takes. */
export interface PasswordDeps {
  readonly passwords: ChatPasswords;
  readonly links: Pick<Accounts, 'newLink' | 'keepLink'>;
  /** Whether people can open our pages from this channel. */
  readonly linksReach: (channel: string) => boolean;
}

/** What somebody answered: a password that can be used, words to say instead, or the wish for a link. */
export type Chosen =
  | { readonly kind: 'hash'; readonly hash: string }
  | { readonly kind: 'link' }
  | { readonly kind: 'again'; readonly say: Reply };

/** Asks for a new password, here or on our page; `more` are further buttons. */
export const newPasswordQuestion = (
  { locale, conversation }: TurnContext,
  { linksReach }: PasswordDeps,
  { before = '', more }: { readonly before?: string; readonly more: readonly (readonly Button[])[] },
): Reply => {
  const words = texts[locale];
  const page = linksReach(conversation.channel);
  return {
    text: [before, words.newPassword, page ? words.orByLink : ''].filter((part) => part !== '').join('\n\n'),
    buttons: [...(page ? [[{ label: words.onPage, value: 'link' }]] : []), ...more],
  };
};

/** Reads the answer; slow, because it hashes. */
export const newPasswordIn = async (
  { locale }: TurnContext,
  { passwords }: PasswordDeps,
  { input, login }: { readonly input: StepInput; readonly login: string },
): Promise<Chosen> => {
  const words = texts[locale];
  if (input.kind === 'choice' && input.value === 'link') return { kind: 'link' };
  if (input.kind === 'refused') return { kind: 'again', say: { text: words.tooManyLinks } };
  if (input.kind !== 'text' || input.text === '') return { kind: 'again', say: { text: words.sendPassword } };
  const hashed = await passwords.hashNew(input.text, login);
  return hashed.ok
    ? { kind: 'hash', hash: hashed.value }
    : { kind: 'again', say: { text: words.passwordProblems[hashed.reason] } };
};

/** Says the link, to nobody but its owner. */
export const linkReply = ({ locale }: TurnContext, { url }: PasswordLink): Reply => ({
  text: texts[locale].link(url),
  secret: true,
});
