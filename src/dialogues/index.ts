import type { Dialogue } from '#modules/conversations/index.ts';
import { createAccountDialogues } from './account/index.ts';
import { createAdmin } from './admin/index.ts';
import { createGoods, SEARCH } from './catalogue/index.ts';
import { help } from './help/index.ts';
import { createJoin } from './join/index.ts';
import { createLanguage } from './language/index.ts';
import { createLink } from './link/index.ts';
import { createLlmTest } from './llm-test/index.ts';
import { menu, menuReply } from './menu/index.ts';
import { createOrderText } from './order-text/index.ts';
import { createOrdering, readAmount } from './orders/index.ts';
import { createOrganization, invite } from './organization/index.ts';
import { createQuestionsDialogue } from './questions/index.ts';
import { createRequestAccess } from './request-access/index.ts';
import { createStart } from './start/index.ts';
import { createTalkToPerson } from './talk-to-person/index.ts';

/** What a dialogue is made of. */
type Made<Create extends (deps: never) => unknown> = Parameters<Create>[0];

/** What all of them are made of. */
type DialogueDeps = Made<typeof createAccountDialogues> &
  Omit<Made<typeof createGoods>, 'menu' | 'order' | 'readAmount'> &
  Omit<Made<typeof createOrdering>, 'order'> &
  Made<typeof createOrderText> &
  Omit<Made<typeof createQuestionsDialogue>, 'links'> &
  Made<typeof createOrganization> &
  Made<typeof createRequestAccess> &
  Made<typeof createJoin> &
  Made<typeof createTalkToPerson> &
  Made<typeof createAdmin> &
  Made<typeof createLlmTest> &
  Made<typeof createLink> & { readonly fileLinks: Made<typeof createQuestionsDialogue>['links'] };

/** Every dialogue, in the order of the menu. */
export const createDialogues = (deps: DialogueDeps): readonly Dialogue[] => {
  const account = createAccountDialogues(deps);
  const orderText = createOrderText(deps);
  const order = orderText.route;
  return [
    createStart(deps),
    menu,
    account.register,
    account.logIn,
    account.recover,
    ...createGoods({ ...deps, menu: menuReply, order, readAmount }),
    ...createOrdering({ ...deps, order }),
    orderText.dialogue,
    createQuestionsDialogue({ ...deps, links: deps.fileLinks }),
    account.profile,
    account.logOut,
    createOrganization(deps),
    invite,
    createRequestAccess(deps),
    createJoin(deps),
    createLanguage(deps),
    createTalkToPerson(deps),
    createAdmin(deps),
    createLlmTest(deps),
    createLink(deps),
    help,
  ];
};

/** The dialogue that answers what no other understands: words are searched for, the rest brings the menu. */
export const FALLBACK = SEARCH;
