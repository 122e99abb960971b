import type { Links } from '#modules/accounts/index.ts';
import { type Dialogue, defineDialogue, effect } from '#modules/conversations/index.ts';
import { texts } from './texts.ts';

/**
 * For employees: says a code that makes this chat part of their account once they give it in the panel. An aside, so
 * the running dialogue stays where it is; no menu shows it.
 */
export const createLink = ({ links }: { links: Links }): Dialogue =>
  defineDialogue({
    name: 'link',
    version: 2,
    command: 'link',
    data: {},
    begin: async ({ db, person, locale }) => {
      const words = texts[locale];
      const outlook = await links.outlook(db, person.id);
      if (typeof outlook === 'object')
        return { stay: true, say: { text: words.tooMany(Math.ceil(outlook.wait / 60)) } };
      if (outlook !== 'good') return { stay: true, say: { text: words.refusals[outlook] } };
      const code = links.newCode();
      return {
        stay: true,
        effects: [effect('keep-link-code', (tx) => links.keep(tx, { personId: person.id, code }))],
        say: { text: words.code(code), secret: true },
      };
    },
    steps: {},
  });
