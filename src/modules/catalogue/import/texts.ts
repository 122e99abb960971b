import { defineTexts } from '#kernel/locale.ts';

/** Words that an import writes into the catalogue itself. */
export const texts = defineTexts(
  { withoutCategory: 'Без категории' },
  { en: { withoutCategory: 'Without category' } },
);
