import type { Links } from '#modules/accounts/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { DeadLetters, Dialogue } from '#modules/conversations/index.ts';
import type { People } from '#modules/people/index.ts';
import type { Search } from '#modules/search/index.ts';
import { createAdmin } from './admin/index.ts';
import { createGoods, SEARCH } from './catalogue/index.ts';
import { help } from './help/index.ts';
import { createLanguage } from './language/index.ts';
import { createLink } from './link/index.ts';
import { menu, menuReply } from './menu/index.ts';
import { createProfile } from './profile/index.ts';
import { createStart } from './start/index.ts';
import { createTalkToPerson } from './talk-to-person/index.ts';

/** Every dialogue, in the order of the menu. */
export const createDialogues = ({
  people,
  audit,
  deadLetters,
  links,
  search,
  ...office
}: {
  people: People;
  audit: Audit;
  deadLetters: DeadLetters;
  links: Links;
  search: Search;
} & Parameters<typeof createTalkToPerson>[0]): readonly Dialogue[] => [
  createStart(office),
  menu,
  ...createGoods({ search, menu: menuReply }),
  createProfile({ people, audit }),
  createLanguage({ people }),
  createTalkToPerson(office),
  createAdmin({ deadLetters, ...office }),
  createLink({ links }),
  help,
];

/** The dialogue that answers what no other understands: words are searched for, the rest brings the menu. */
export const FALLBACK = SEARCH;
