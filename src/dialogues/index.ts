import type { Links } from '#modules/accounts/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { DeadLetters, Dialogue } from '#modules/conversations/index.ts';
import type { People } from '#modules/people/index.ts';
import { createAdmin } from './admin/index.ts';
import { catalogue } from './catalogue/index.ts';
import { help } from './help/index.ts';
import { createLanguage } from './language/index.ts';
import { createLink } from './link/index.ts';
import { menu } from './menu/index.ts';
import { createProfile } from './profile/index.ts';
import { createStart } from './start/index.ts';
import { createTalkToPerson } from './talk-to-person/index.ts';

/** Every dialogue, in the order of the menu. */
export const createDialogues = ({
  people,
  audit,
  deadLetters,
  links,
  ...office
}: {
  people: People;
  audit: Audit;
  deadLetters: DeadLetters;
  links: Links;
} & Parameters<typeof createTalkToPerson>[0]): readonly Dialogue[] => [
  createStart(office),
  menu,
  catalogue,
  createProfile({ people, audit }),
  createLanguage({ people }),
  createTalkToPerson(office),
  createAdmin({ deadLetters, ...office }),
  createLink({ links }),
  help,
];

/** The dialogue that answers what no other understands. */
export const FALLBACK = 'menu';
