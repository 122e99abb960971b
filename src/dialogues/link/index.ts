import { z } from 'zod';
import type { LinkRefusal, Links } from '#modules/accounts/index.ts';
import { type Dialogue, defineDialogue, effect, type TurnContext } from '#modules/conversations/index.ts';
import { texts } from './texts.ts';

/** For employees: a code from the panel makes this chat part of their account. No menu shows it. */
export const createLink = ({ links }: { links: Links }): Dialogue => {
  const refusal = ({ locale }: TurnContext, reason: string) => {
    const words: Readonly<Record<LinkRefusal, string>> = texts[locale].refusals;
    return { text: reason in words ? words[reason as LinkRefusal] : words.wrong };
  };

  /** What a code leads to: the effects and the words. A wrong one is counted, and that must last. */
  const tried = async (turn: TurnContext, code: string) => {
    const { db, person, locale, conversation } = turn;
    const outlook = await links.outlook(db, { personId: person.id, code });
    if (outlook === 'good') {
      const said = { personId: person.id, code, channel: conversation.channel };
      return {
        good: true,
        effects: [effect('link-chat', (tx) => links.link(tx, said))],
        say: { text: texts[locale].linked },
      };
    }
    if (typeof outlook === 'object')
      return { good: true, say: { text: texts[locale].tooMany(Math.ceil(outlook.wait / 60)) } };
    const effects =
      outlook === 'wrong' ? [effect('count-wrong-code', (tx) => links.countWrong(tx, person.id))] : [];
    return { good: outlook !== 'wrong', effects, say: refusal(turn, outlook) };
  };

  return defineDialogue({
    name: 'link',
    version: 1,
    command: 'link',
    data: { code: z.object({}) },
    begin: async (turn, { text }) => {
      if (text === '') return { go: 'code', data: {} };
      const { good, ...said } = await tried(turn, text);
      return good ? { end: true, ...said } : { go: 'code', data: {}, ...said };
    },
    steps: {
      code: {
        ask: ({ locale }) => ({ text: texts[locale].ask }),
        hear: async (turn, input) => {
          if (input.kind === 'refused') return { stay: true, say: refusal(turn, input.reason) };
          if (input.kind !== 'text') return { stay: true, say: { text: texts[turn.locale].ask } };
          const { good, ...said } = await tried(turn, input.text);
          return good ? { end: true, ...said } : { stay: true, ...said };
        },
      },
    },
  });
};
