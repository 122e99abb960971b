import { z } from 'zod';
import { LOCALES } from '#kernel/locale.ts';
import { type Dialogue, defineDialogue, effect } from '#modules/conversations/index.ts';
import type { People } from '#modules/people/index.ts';
import { texts } from './texts.ts';

/** Chooses the language; it is remembered and changes everything the person sees. */
export const createLanguage = ({ people }: { people: People }): Dialogue =>
  defineDialogue({
    name: 'language',
    version: 1,
    command: 'language',
    words: texts,
    data: { choose: z.object({}) },
    begin: () => ({ go: 'choose', data: {} }),
    steps: {
      choose: {
        ask: ({ locale }) => ({
          text: texts[locale].choose,
          buttons: [LOCALES.map((one) => ({ label: texts[one].name, value: one }))],
        }),
        hear: ({ locale, person }, input) => {
          const chosen = input.kind === 'choice' ? LOCALES.find((one) => one === input.value) : undefined;
          if (!chosen) return { stay: true, say: { text: texts[locale].useButtons } };
          return {
            end: true,
            effects: [effect('speak', (tx) => people.speak(tx, { personId: person.id, locale: chosen }))],
            say: { text: texts[chosen].chosen },
          };
        },
      },
    },
  });
