import { defineTexts } from '#kernel/locale.ts';

/** What the page and more than one of its tabs say. */
export const searchTexts = defineTexts(
  {
    about:
      'Как покупатели находят товары: проверьте запрос, научите поиск новым словам, посмотрите, чего не нашли.',
    check: 'Проверить',
    checkOne: (query: string) => `Проверить: ${query}`,
    makeSynonym: 'Сделать синонимом',
    makeSynonymOf: (query: string) => `Сделать синонимом: ${query}`,
  },
  {
    en: {
      about: 'How customers find goods: try a query, teach the search new words, see what it did not find.',
      check: 'Check',
      checkOne: (query) => `Check: ${query}`,
      makeSynonym: 'Make a synonym',
      makeSynonymOf: (query) => `Make a synonym: ${query}`,
    },
  },
);
