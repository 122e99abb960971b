import { defineTexts, plural } from '#kernel/locale.ts';

const days = (count: string) =>
  `${count} ${plural('ru', Number(count), { one: 'день', few: 'дня', other: 'дней' })}`;

/** What the report of searches says. */
export const askedTexts = defineTexts(
  {
    about:
      'Запросы из чата и панели. Те, на которые ничего не нашлось или нашлось не то, — готовые подсказки для синонимов.',
    result: 'Какие запросы',
    results: {
      none: 'Ничего не нашли',
      partly: 'Нашли не то',
      corrected: 'Исправили',
      unchosen: 'Ничего не открыли',
      all: 'Все',
    },
    period: 'За сколько дней',
    days,
    searchIn: 'Слова запроса…',
    place: 'Где',
    places: { chat: 'В чате', panel: 'В панели' },
    query: 'Запрос',
    understood: (corrected: string) => `поняли как «${corrected}»`,
    times: 'Раз',
    found: 'Нашлось',
    chosen: 'Открыли',
    lastAt: 'Последний раз',
    actions: 'Действия',
    nothing: 'ничего',
    empties: {
      none: 'Нашлось всё, что искали',
      partly: 'Всё подошло целиком',
      corrected: 'Исправлять было нечего',
      unchosen: 'Таких запросов нет',
      all: 'Пока никто не искал',
    },
    emptyTexts: {
      none: 'Здесь появятся запросы, на которые поиск ничего не нашёл, самые частые сверху.',
      partly:
        'Здесь появятся запросы, на которые нашлось только похожее: ни у одного товара нет всего, что написали.',
      corrected: 'Здесь появятся запросы с опечатками и не в той раскладке, и то, как их понял поиск.',
      unchosen:
        'Здесь появятся запросы, на которые товары нашлись, но никто их не открыл: возможно, нашлось не то.',
      all: 'Здесь появится всё, что покупатели пишут в поиск в чате, самое частое сверху.',
    },
  },
  {
    en: {
      about:
        'Queries of the chat and of the panel. Those that found nothing, or the wrong goods, are good hints for synonyms.',
      result: 'Which queries',
      results: {
        none: 'Found nothing',
        partly: 'Not quite it',
        corrected: 'Corrected',
        unchosen: 'Nothing opened',
        all: 'All',
      },
      period: 'Of how many days',
      days: (count) => `${count} ${plural('en', Number(count), { one: 'day', other: 'days' })}`,
      searchIn: 'Words of the query…',
      place: 'Where',
      places: { chat: 'In the chat', panel: 'In the panel' },
      query: 'Query',
      understood: (corrected) => `understood as “${corrected}”`,
      times: 'Times',
      found: 'Found',
      chosen: 'Opened',
      lastAt: 'Last time',
      actions: 'Actions',
      nothing: 'nothing',
      empties: {
        none: 'Everything was found',
        partly: 'Everything fitted as a whole',
        corrected: 'There was nothing to correct',
        unchosen: 'There are no such queries',
        all: 'Nobody searched yet',
      },
      emptyTexts: {
        none: 'Queries that found nothing appear here, the most frequent first.',
        partly: 'Queries that found only something alike appear here: no product has all that was typed.',
        corrected: 'Queries with typos or in the wrong keyboard layout appear here, and how they were read.',
        unchosen:
          'Queries that found goods of which none was opened appear here: perhaps they were the wrong ones.',
        all: 'Everything that customers look for in the chat appears here, the most frequent first.',
      },
    },
  },
);
