import type { Accounts } from '#modules/accounts/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Dialogue } from '#modules/conversations/index.ts';
import type { Customers, Registering } from '#modules/customers/index.ts';
import type { People } from '#modules/people/index.ts';
import { createLogIn } from './log-in/index.ts';
import { createProfile, logOut } from './profile/index.ts';
import { createRecover } from './recover/index.ts';
import { createRegister } from './register/index.ts';

/** What the dialogues about one's own account take. */
export interface AccountDeps {
  readonly accounts: Pick<
    Accounts,
    'phones' | 'chatLogIn' | 'chatPasswords' | 'newLink' | 'keepLink' | 'requestPasswordLink'
  >;
  readonly registering: Registering;
  readonly customers: Customers;
  readonly people: People;
  readonly audit: Audit;
  /** Whether people can open our pages from this channel. */
  readonly linksReach: (channel: string) => boolean;
}

/** Everything about one's own account, by name. */
export const createAccountDialogues = ({
  accounts,
  registering,
  customers,
  people,
  audit,
  linksReach,
}: AccountDeps): Readonly<Record<'register' | 'logIn' | 'recover' | 'profile' | 'logOut', Dialogue>> => {
  const { phones, chatLogIn, chatPasswords: passwords, requestPasswordLink: requestLink } = accounts;
  const choosing = { passwords, links: accounts, linksReach };
  return {
    register: createRegister({ ...choosing, registering, phones, chatLogIn }),
    logIn: createLogIn({ chatLogIn }),
    recover: createRecover({ ...choosing, chatLogIn, phones, requestLink }),
    profile: createProfile({ ...choosing, people, phones, chatLogIn, customers, audit }),
    logOut,
  };
};
