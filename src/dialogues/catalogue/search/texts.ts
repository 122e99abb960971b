import { defineTexts, plural } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    title: 'Поиск',
    about: 'Найти товар по словам',
    ask: 'Напишите, что ищете: название, размер или артикул. Команда не нужна, ищу по любым словам.',
    found: (count: number, shown: string, query: string) =>
      `По запросу «${query}» ${plural('ru', count, { one: 'нашёлся', other: 'нашлось' })} ${shown} ${plural('ru', count, { one: 'товар', few: 'товара', other: 'товаров' })}`,
    foundMany: (_count: number, shown: string, query: string) =>
      `По запросу «${query}» нашлось ${shown} товаров или больше`,
    readAs: (query: string) => `Показываю результаты для «${query}»`,
    unknown: (count: number, words: string) =>
      `${plural('ru', count, { one: 'Не нашёл слово', other: 'Не нашёл слов' })}: ${words}`,
    quote: (word: string) => `«${word}»`,
    notExactly: 'Точно такого не нашлось.',
    lacks: (_count: number, words: string) => `Точно такого не нашлось: нет ${words}.`,
    lacksWords: (count: number, words: string) =>
      `Точно такого не нашлось: нет ${count === 1 ? 'слова' : 'слов'} ${words}.`,
    closest: 'Показываю самое близкое.',
    closestTo: (query: string) => `Самое близкое к запросу «${query}»`,
    greetings: [
      'привет',
      'приветствую',
      'здравствуйте',
      'здравствуй',
      'добрый день',
      'доброе утро',
      'добрый вечер',
      'доброго дня',
      'здрасте',
      'привет привет',
    ] as readonly string[],
    nothing: (query: string) => `По запросу «${query}» ничего не нашлось.`,
    meant: (query: string) => `Может быть, вы искали «${query}»?`,
    tryOther: 'Попробуйте короче или другими словами. Или задайте вопрос: менеджер ответит здесь.',
    question: 'Задать вопрос',
    find: (query: string) => `Искать «${query}»`,
    unavailable: 'Поиск сейчас не работает, скоро починим. Товары можно посмотреть в каталоге.',
    again: 'Повторить',
    similar: 'Похожие товары',
    similarTo: (title: string) => `Похоже на «${title}»`,
    nothingSimilar: 'Похожих товаров сейчас нет.',
  },
  {
    en: {
      title: 'Search',
      about: 'Find a product by words',
      ask: 'Write what you are looking for: a name, a size or an item number. No command is needed, any words will do.',
      found: (count, shown, query) =>
        `${shown} ${plural('en', count, { one: 'product', other: 'products' })} found for “${query}”`,
      foundMany: (_count, shown, query) => `${shown} products or more found for “${query}”`,
      readAs: (query) => `Showing results for “${query}”`,
      unknown: (count, words) =>
        `${plural('en', count, { one: 'Word', other: 'Words' })} not found: ${words}`,
      quote: (word) => `“${word}”`,
      notExactly: 'No exact match.',
      lacks: (count, words) => `No exact match: ${words} ${count === 1 ? 'is' : 'are'} missing.`,
      lacksWords: (count, words) =>
        `No exact match: the ${count === 1 ? 'word' : 'words'} ${words} ${count === 1 ? 'is' : 'are'} missing.`,
      closest: 'These are the closest ones.',
      closestTo: (query) => `Closest to “${query}”`,
      greetings: ['hello', 'hi', 'hey', 'good morning', 'good afternoon', 'good evening', 'hello there'],
      nothing: (query) => `Nothing was found for “${query}”.`,
      meant: (query) => `Did you mean “${query}”?`,
      tryOther: 'Try fewer or other words. Or ask a question: the manager answers here.',
      question: 'Ask a question',
      find: (query) => `Search for “${query}”`,
      unavailable:
        'Search does not work right now, we will mend it soon. The goods can be seen in the catalogue.',
      again: 'Try again',
      similar: 'Similar products',
      similarTo: (title) => `Similar to “${title}”`,
      nothingSimilar: 'There are no similar products right now.',
    },
  },
);
