import { defineTexts } from '#kernel/locale.ts';

/** The words of the stand-in server. */
export const standInTexts = defineTexts(
  {
    title: 'Магазин «Мастер»',
    greeting:
      'Здравствуйте! Это магазин «Мастер». Помогу подобрать товар, оформить заказ или узнать, что с ремонтом.\n\nЧто вам нужно?',
    catalogue: 'Каталог',
    order: 'Мои заказы',
    question: 'Задать вопрос',
    keys: [['Каталог', 'Корзина'], ['Мои заказы', 'Задать вопрос'], ['Профиль']],
    menu: 'главное меню',
    language: 'выбрать язык',
    help: 'что я умею',
    cancel: 'прервать и вернуться в меню',
    chosen: (label: string) => `Вы выбрали «${label}». Сейчас посмотрю.`,
    echo: (text: string) => `Вы написали: ${text}`,
    file: 'Получил, спасибо. Передам мастеру.',
    pickLanguage: 'На каком языке говорить?',
    spoken: 'Теперь говорим по-русски.',
    operator: 'Анна Петрова',
    history: [
      'Здравствуйте, трубы ПВХ 20 мм есть?',
      'Есть. Труба ПВХ 20 мм, хлыст 3 м — 187,50 ₽, на складе 240 шт. Описание: https://master.example/catalog/pipes/pvc-20?from=chat.',
      'Отлично, 10 штук',
      'Добавил в корзину: труба ПВХ 20 мм — 10 шт, 1 875 ₽.\nДоставка завтра с 10 до 14.',
      'Спасибо 🙏',
      '👍',
    ],
  },
  {
    en: {
      title: 'Master Supplies',
      greeting:
        'Hello! This is Master Supplies. I can find goods, take an order or look up a repair.\n\nWhat do you need?',
      catalogue: 'Catalogue',
      order: 'My orders',
      question: 'Ask a question',
      keys: [['Catalogue', 'Cart'], ['My orders', 'Ask a question'], ['Profile']],
      menu: 'main menu',
      language: 'choose the language',
      help: 'what I can do',
      cancel: 'stop and go back to the menu',
      chosen: (label) => `You chose “${label}”. Let me look.`,
      echo: (text) => `You wrote: ${text}`,
      file: 'Got it, thank you. I will pass it on.',
      pickLanguage: 'Which language shall we speak?',
      spoken: 'Now we speak English.',
      operator: 'Anna Petrova',
      history: [
        'Hello, do you have PVC pipes, 20 mm?',
        'Yes. PVC pipe 20 mm, 3 m — €1.90, 240 in stock. Details: https://master.example/catalog/pipes/pvc-20?from=chat.',
        'Great, 10 of them',
        'Added to the cart: PVC pipe 20 mm — 10 pcs, €19.00.\nDelivery tomorrow from 10 to 14.',
        'Thank you 🙏',
        '👍',
      ],
    },
  },
);

/** Each language in its own words. */
export const LANGUAGES = { ru: 'Русский', en: 'English' } as const;
