import { defineTexts, plural } from '#kernel/locale.ts';
import type { MatchKind } from '#modules/search/contract.ts';

const goods = (count: number) => plural('ru', count, { one: 'товар', few: 'товара', other: 'товаров' });
const items = (count: number) => plural('en', count, { one: 'product', other: 'products' });

/** What the tab says on which a search is tried. */
export const checkTexts = defineTexts(
  {
    query: 'Запрос',
    hint: 'Как пишет покупатель…',
    note: 'Enter запишет запрос в «Что ищут»',
    noted: 'Запрос записан в «Что ищут»',
    withHidden: 'И скрытые товары',
    results: 'Результаты в том порядке, в каком их видят покупатели',
    found: (count: number, shown: string) =>
      `${plural('ru', count, { one: 'Нашёлся', few: 'Нашлось', other: 'Нашлось' })} ${shown} ${goods(count)}`,
    foundMany: (shown: string) => `Нашлось ${shown} товаров или больше`,
    understood: 'Поняли как',
    unknown: 'Незнакомые слова:',
    addSynonym: 'Добавить синоним',
    addSynonymFor: (word: string) => `Добавить синоним к слову «${word}»`,
    doubts: {
      partly: 'Ничего не подошло целиком.',
      alike: 'Несколько товаров подходят одинаково.',
    },

    why: 'Почему нашёлся',
    missed: (word: string) => `нет «${word}»`,
    kinds: {
      exact: 'точно',
      form: 'другая форма слова',
      number: 'число или размер',
      code: 'код',
      transliteration: 'другой алфавит',
      synonym: 'синоним',
      layout: 'раскладка',
      context: 'из категории',
      prefix: 'начало слова',
      typo: 'опечатка',
    } satisfies Record<MatchKind, string>,
    by: { sku: 'Это его артикул', barcode: 'Это его штрихкод' },
    share: (percent: string) => `${percent} от лучшего`,
    figures: 'Цифры',
    figuresOf: (title: string) => `Цифры: ${title}`,
    word: 'Слово',
    similarity: 'Сходство',
    weight: 'Вес',
    coverage: (percent: string) => `Слова товара закрывают ${percent} веса запроса.`,

    start: 'Что находит покупатель',
    startText:
      'Напишите запрос с опечаткой, латиницей или не в той раскладке. Здесь будут товары в том же порядке, что и в чате, и объяснение к каждому.',
    recent: 'Недавно искали',
    nothing: 'Ничего не нашлось',
    nothingText:
      'Если такой товар есть, но называется иначе, добавьте синоним: поиск сразу начнёт его находить. Если товара нет, проверьте загрузки.',
    nothingRead: 'Если такой товар есть, но называется иначе, попросите менеджера добавить синоним.',
    tryCorrected: (query: string) => `Искать «${query}»`,
    tryHidden: 'Искать и среди скрытых',
    empty: 'Здесь нечего искать',
    emptyText:
      'Это приветствие или слова без товара, вроде «есть?» и «почём». В чате бот ответит на них меню.',

    busy: 'Поиск не ответил',
    busyText: 'Он занят или только поднимается. Через несколько секунд попробуем снова сами.',

    states: {
      ready: 'Поиск работает',
      building: 'Собираем индекс',
      stored: 'Поиск работает по базе данных',
      down: 'Поиск не работает',
    },
    meanings: {
      ready: 'Новые и изменённые товары находятся через секунду-другую.',
      building: 'Пока он не готов, отвечает база данных: находит то же самое, но чуть медленнее.',
      stored: 'Для индекса не хватает отведённой памяти. Находится то же самое, но чуть медленнее.',
      down: 'Покупатели сейчас ничего не найдут. Контора поднимает поиск сама; если это дольше пары минут, покажите это тому, кто следит за системой.',
    },
    size: (count: number, shown: string, megabytes: string) => `${shown} ${goods(count)}, ${megabytes} МБ`,
    goods: (count: number, shown: string) => `${shown} ${goods(count)}`,
  },
  {
    en: {
      query: 'Query',
      hint: 'As a customer writes…',
      note: 'Enter notes the query in “Searches”',
      noted: 'The query is noted in “Searches”',
      withHidden: 'Hidden products, too',
      results: 'Results in the order in which customers see them',
      found: (count, shown) => `${shown} ${items(count)} found`,
      foundMany: (shown) => `${shown} products found, or more`,
      understood: 'Understood as',
      unknown: 'Unknown words:',
      addSynonym: 'Add a synonym',
      addSynonymFor: (word) => `Add a synonym of “${word}”`,
      doubts: {
        partly: 'Nothing fits as a whole.',
        alike: 'Several products fit equally well.',
      },

      why: 'Why it was found',
      missed: (word) => `no “${word}”`,
      kinds: {
        exact: 'exact',
        form: 'another form',
        number: 'number or size',
        code: 'code',
        transliteration: 'another alphabet',
        synonym: 'synonym',
        layout: 'keyboard layout',
        context: 'of the category',
        prefix: 'beginning of a word',
        typo: 'typo',
      },
      by: { sku: 'This is its SKU', barcode: 'This is its barcode' },
      share: (percent) => `${percent} of the best`,
      figures: 'Figures',
      figuresOf: (title) => `Figures: ${title}`,
      word: 'Word',
      similarity: 'Similarity',
      weight: 'Weight',
      coverage: (percent) => `Words of the product cover ${percent} of the weight of the query.`,

      start: 'What a customer finds',
      startText:
        'Type a query with a typo, in Latin letters or in the wrong keyboard layout. Here come the goods in the order of the chat, each with its reason.',
      recent: 'Looked for lately',
      nothing: 'Nothing found',
      nothingText:
        'If there is such a product under another name, add a synonym: the search finds it at once. If there is none, look at the imports.',
      nothingRead: 'If there is such a product under another name, ask a manager to add a synonym.',
      tryCorrected: (query) => `Search “${query}”`,
      tryHidden: 'Search hidden ones, too',
      empty: 'Nothing to look for',
      emptyText:
        'These are a greeting or words without a product. In the chat the bot answers with its menu.',

      busy: 'The search did not answer',
      busyText: 'It is busy or only begins to work. In a few seconds we try again.',

      states: {
        ready: 'The search works',
        building: 'The index is being built',
        stored: 'The search works from the database',
        down: 'The search does not work',
      },
      meanings: {
        ready: 'New and changed products are found within a second or two.',
        building: 'Until it is ready the database answers: it finds the same, a little slower.',
        stored: 'The index needs more memory than it may take. The same is found, a little slower.',
        down: 'Customers find nothing just now. The office brings the search back by itself; if that takes more than a few minutes, show this to whoever looks after the system.',
      },
      size: (count, shown, megabytes) => `${shown} ${items(count)}, ${megabytes} MB`,
      goods: (count, shown) => `${shown} ${items(count)}`,
    },
  },
);
