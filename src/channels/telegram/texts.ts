import { defineTexts } from '#kernel/locale.ts';

/** What the channel itself says; S4-11 fixes the Russian words of `closed`. */
export const texts = defineTexts(
  { closed: 'Доступ к этому боту ограничен.' },
  { en: { closed: 'Access to this bot is restricted.' } },
);
