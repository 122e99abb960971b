import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    title: 'Меню',
    about: 'Все разделы',
    phrases: [
      'главное меню',
      'основное меню',
      'покажи меню',
      'покажите меню',
      'в меню',
      'разделы',
    ] as readonly string[],
    choose: 'Чтобы найти товар, просто напишите, что нужно.\n\nВыберите раздел:',
    chooseCustomer: 'Чтобы заказать, просто напишите, что нужно, хоть целым списком.\n\nВыберите раздел:',
    unclear: 'Я вас не понял. Напишите, какой товар нужен, выберите раздел или отправьте /help:',
  },
  {
    en: {
      title: 'Menu',
      about: 'All sections',
      phrases: ['main menu', 'show the menu', 'sections'],
      choose: 'To find a product, simply write what you need.\n\nChoose a section:',
      chooseCustomer: 'To order, simply write what you need, a whole list if you like.\n\nChoose a section:',
      unclear: 'I did not understand. Write which product you need, choose a section or send /help:',
    },
  },
);
