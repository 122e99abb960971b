import { type Dialogue, defineDialogue } from '#modules/conversations/index.ts';
import { texts } from './texts.ts';

/** «Invite an employee» in menus: the page of invitations of `organization`. */
export const invite: Dialogue = defineDialogue({
  name: 'invite',
  version: 1,
  command: 'invite',
  words: { ru: texts.ru.invite, en: texts.en.invite },
  audience: 'customers',
  data: {},
  begin: () => ({ start: 'organization', text: 'invite' }),
  steps: {},
});
