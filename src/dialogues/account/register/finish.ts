import type { Accounts, PhoneAccounts } from '#modules/accounts/index.ts';
import { effect, type TurnContext } from '#modules/conversations/index.ts';
import type { Registering } from '#modules/customers/index.ts';
import { me } from '../me.ts';
import { linkReply } from '../new-password.ts';
import type { Draft } from './draft.ts';
import { summaryOf } from './summary.ts';
import { texts } from './texts.ts';

/** How the password is chosen at the end: here, by a link, or not at all. */
export type Choice = { readonly hash: string | null; readonly byLink: boolean };

/** The end of a registration; everything commits together, and a refusal comes back to the step that asked last. */
export const createFinish =
  ({ registering, links }: { registering: Registering; links: Pick<Accounts, 'newLink' | 'keepLink'> }) =>
  (turn: TurnContext, draft: Draft, { hash, byLink }: Choice) => {
    const link = byLink ? links.newLink() : undefined;
    const register = effect('register', (tx) =>
      registering.register(tx, {
        personId: turn.person.id,
        by: turn.by,
        name: draft.name,
        company: draft.company,
        phone: draft.phone,
        verified: draft.verified,
        address: draft.address,
        workHours: draft.hours,
        email: draft.email,
        passwordHash: hash,
      }),
    );
    return {
      start: draft.onward || 'menu',
      effects: [register, ...(link ? [effect('keep-link', (tx) => links.keepLink(tx, me(turn), link))] : [])],
      say: [
        { text: `${texts[turn.locale].done}\n\n${summaryOf(turn.locale, draft)}` },
        ...(link ? [linkReply(turn, link)] : []),
      ],
    };
  };

/** Where to go when somebody was faster while this person answered. */
export const refusedAs = ({ locale }: TurnContext, reason: string, draft: Omit<Draft, 'email'>) => {
  if (reason === 'phone_taken')
    return { go: 'phone' as const, data: draft, say: { text: texts[locale].phoneTaken } };
  if (reason === 'company_taken' && draft.company !== null)
    return { go: 'taken' as const, data: { ...draft, company: draft.company } };
  return { start: draft.onward || 'profile', say: { text: texts[locale].already } };
};

/** A phone that the channel vouches for is theirs from now on, and with it what it gives. */
export const ownPhone = (phones: PhoneAccounts, { by, person }: TurnContext, phone: string) =>
  effect('own-phone', (tx) => phones.setPhone(tx, { by, personId: person.id, phone, verified: true }));
