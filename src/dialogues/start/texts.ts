import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    title: 'Начать',
    about: 'Начать работу',
    hello: (name: string) =>
      `${name === '' ? 'Здравствуйте' : `Здравствуйте, ${name}`}! Это контора. Напишите, что нужно, своими словами, например: «труба 20 — 10 шт, муфта 5». Я найду товары, посчитаю и соберу заказ.\n\nИли откройте каталог кнопкой ниже. Все разделы — /menu, если что-то непонятно — /help.`,
    guest:
      'Чтобы оформить заказ, понадобится регистрация: пара минут. Смотреть товары и цены можно и без неё.',
    helloGroup:
      'Здравствуйте! Я отвечаю в личных сообщениях: напишите мне, и я помогу. Здесь работает /help.',
  },
  {
    en: {
      title: 'Start',
      about: 'Start',
      hello: (name: string) =>
        `Hello${name === '' ? '' : `, ${name}`}! This is the office. Write what you need in your own words, for example “pipe 20 — 10 pcs, coupling 5”. I find the goods, tell the price and put the order together.\n\nOr open the catalogue with the button below. All sections: /menu, if anything is unclear: /help.`,
      guest:
        'To place an order you need to register: two minutes. Goods and prices can be looked at without it.',
      helloGroup: 'Hello! I answer in private messages: write to me and I will help. Here you can use /help.',
    },
  },
);
