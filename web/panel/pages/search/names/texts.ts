import { defineTexts } from '#kernel/locale.ts';

/** What the parts of the page are called: on their tabs, and in the palette. */
export const searchNames = defineTexts(
  { check: 'Проверить поиск', synonyms: 'Синонимы', asked: 'Что ищут' },
  { en: { check: 'Check the search', synonyms: 'Synonyms', asked: 'Searches' } },
);
