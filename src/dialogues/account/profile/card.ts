import { startValue } from '#kernel/start-value.ts';
import type { PhoneAccounts } from '#modules/accounts/index.ts';
import type { Button, Reply, TurnContext } from '#modules/conversations/index.ts';
import type { Customers } from '#modules/customers/index.ts';
import { formatPhone, type People } from '#modules/people/index.ts';
import { texts } from './texts.ts';

/** The account as its owner sees it; guests are shown the way in. */
export const createCard =
  ({
    people,
    phones,
    customers,
  }: {
    people: Pick<People, 'contactCard'>;
    phones: Pick<PhoneAccounts, 'factsOf'>;
    customers: Pick<Customers, 'membershipOf'>;
  }) =>
  async (turn: TurnContext): Promise<Reply> => {
    const { db, person, locale } = turn;
    const words = texts[locale];
    const { email, phone } = await people.contactCard(db, person.id);
    const account = await phones.factsOf(db, person.id);
    const membership = person.customer ? await customers.membershipOf(db, person.id) : undefined;
    const shownPhone = phone
      ? (phone.verified ? words.verified : words.unverified)(formatPhone(phone.value))
      : words.none;
    const lines = [
      words.card(person.name || words.none, email?.value ?? words.none, shownPhone),
      membership && membership.kind === 'company'
        ? words.company(membership.name, words.roles[membership.role])
        : undefined,
      account && words.password[account.hasPassword ? 'set' : 'unset'],
      words.language,
    ];
    const offered = (dialogue: string, label: string): Button[][] =>
      turn.offers.some((offer) => offer.dialogue === dialogue)
        ? [[{ label, value: startValue(dialogue) }]]
        : [];
    return {
      text: lines.filter((line) => line !== undefined).join('\n'),
      buttons: [
        [...offered('register', words.register).flat(), ...offered('log-in', words.logIn).flat()],
        [{ label: words.changeName, value: 'name' }],
        [{ label: words.changeEmail, value: 'email' }],
        [{ label: words.changePhone, value: 'phone' }],
        ...offered('organization', words.organization),
        ...(account
          ? [[{ label: words.changePassword, value: 'password' }], [{ label: words.leave, value: 'leave' }]]
          : []),
      ],
    };
  };
