import { defineTexts } from '#kernel/locale.ts';

/** The words of the made-up site that shows the widget. */
export const siteTexts = defineTexts(
  {
    name: 'Магазин «Мастер»',
    heading: 'Трубы, инструмент и ремонт в одном месте',
    lead: 'Это обычная страница обычного сайта. Кнопка чата внизу появилась из одной строки.',
    pipes: 'Трубы и фитинги',
    pipesAbout: 'ПВХ, металлопластик, сталь. Отгрузка со склада в день заказа.',
    tools: 'Инструмент',
    toolsAbout: 'Ручной и электрический, с гарантией и обменом.',
    repair: 'Сервисный центр',
    repairAbout: 'Диагностика бесплатно, срок ремонта — три дня.',
    how: 'Как поставить чат на свой сайт',
    howAbout: 'Вставьте эту строку перед закрывающим тегом body:',
  },
  {
    en: {
      name: 'Master Supplies',
      heading: 'Pipes, tools and repair in one place',
      lead: 'This is an ordinary page of an ordinary site. The chat button below came with one line.',
      pipes: 'Pipes and fittings',
      pipesAbout: 'PVC, composite, steel. Shipped from stock on the day of the order.',
      tools: 'Tools',
      toolsAbout: 'Hand and power tools, with warranty and exchange.',
      repair: 'Service centre',
      repairAbout: 'Free diagnosis, repair within three days.',
      how: 'How to put the chat on your site',
      howAbout: 'Paste this line before the closing body tag:',
    },
  },
);
