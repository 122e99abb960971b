import { defineTexts } from '#kernel/locale.ts';

/** Covers what row S4-13 asks for: how to start, how to be recognised, the sections, how to search and to narrow lists. */
export const texts = defineTexts(
  {
    title: 'Помощь',
    about: 'Как пользоваться',
    phrases: [
      'помоги',
      'помогите',
      'нужна помощь',
      'справка',
      'подсказка',
      'что ты умеешь',
      'как пользоваться',
    ] as readonly string[],
    begin: 'Как начать: отправьте /start — я поздороваюсь и покажу кнопки.',
    signInByContact:
      'Как авторизоваться: откройте «Аккаунт» и поделитесь телефоном кнопкой — так я узнаю вас. Код и пароль в чат присылать не нужно.',
    signIn:
      'Как авторизоваться: откройте «Аккаунт» и напишите имя и телефон. Подтвердить телефон можно в нашем боте в Telegram. Код и пароль в чат присылать не нужно.',
    sections: 'Разделы:',
    narrow:
      'Фильтры и поиск: в разделах со списками выбирайте фильтр кнопкой под сообщением или напишите словами, что ищете.',
    search:
      'Найти товар: просто напишите, что нужно, — название, размер или артикул. Опечатки и забытую раскладку я пойму.',
    leave: 'Выйти из любого шага: /cancel или кнопка меню.',
  },
  {
    en: {
      title: 'Help',
      about: 'How to use this',
      phrases: ['help me', 'how to use this', 'what can you do'],
      begin: 'How to start: send /start and I will greet you and show the buttons.',
      signInByContact:
        'How to sign in: open “Profile” and share your phone with the button, so that I know you. Never send codes or passwords to the chat.',
      signIn:
        'How to sign in: open “Profile” and write your name and phone. The phone can be confirmed in our Telegram bot. Never send codes or passwords to the chat.',
      sections: 'Sections:',
      narrow:
        'Filters and search: in sections with lists choose a filter with a button under the message, or write what you are looking for.',
      search:
        'Find a product: simply write what you need, a name, a size or an item number. I cope with typos and a wrong keyboard layout.',
      leave: 'Leave any step with /cancel or a menu button.',
    },
  },
);
