import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    title: 'Меню',
    about: 'Все разделы',
    choose: 'Выберите раздел:',
    unclear: 'Я вас не понял. Выберите раздел или отправьте /help:',
  },
  {
    en: {
      title: 'Menu',
      about: 'All sections',
      choose: 'Choose a section:',
      unclear: 'I did not understand. Choose a section or send /help:',
    },
  },
);
