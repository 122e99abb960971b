import type { DeadLetters, Dialogue } from '#modules/conversations/index.ts';
import type { People } from '#modules/people/index.ts';
import { createAdmin } from './admin/index.ts';
import { help } from './help/index.ts';
import { createLanguage } from './language/index.ts';
import { menu } from './menu/index.ts';
import { createProfile } from './profile/index.ts';
import { start } from './start/index.ts';

/** Every dialogue, in the order of the menu. */
export const createDialogues = ({
  people,
  deadLetters,
}: {
  people: People;
  deadLetters: DeadLetters;
}): readonly Dialogue[] => [
  start,
  menu,
  createProfile({ people }),
  createLanguage({ people }),
  createAdmin({ deadLetters }),
  help,
];

/** The dialogue that answers what no other understands. */
export const FALLBACK = 'menu';
