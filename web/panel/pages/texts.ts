import { defineTexts } from '#kernel/locale.ts';

/** Names of pages: in the navigation, in the palette, and in the title of the window. */
export const pageTitles = defineTexts(
  {
    dashboard: 'Обзор',
    conversations: 'Разговоры',
    people: 'Люди',
    person: 'Человек',
    catalogue: 'Каталог',
    product: 'Товар',
    search: 'Поиск',
    imports: 'Загрузки',
    newImport: 'Загрузить прайс-лист',
    import: 'Загрузка',
    deadLetters: 'Необработанное',
    deliveries: 'Отправка',
    inboxes: 'Каналы',
    settings: 'Настройки',
    audit: 'Журнал',
    account: 'Мой доступ',
  },
  {
    en: {
      dashboard: 'Dashboard',
      conversations: 'Conversations',
      people: 'People',
      person: 'Person',
      catalogue: 'Catalogue',
      product: 'Product',
      search: 'Search',
      imports: 'Imports',
      newImport: 'Load a price list',
      import: 'Import',
      deadLetters: 'Dead letters',
      deliveries: 'Deliveries',
      inboxes: 'Inboxes',
      settings: 'Settings',
      audit: 'Audit',
      account: 'My account',
    },
  },
);
