import { defineTexts, plural } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    title: 'Баланс',
    about: 'На какую сумму открыто заказов',
    phrases: [
      'мой баланс',
      'сколько я должен',
      'задолженность',
      'взаиморасчёты',
      'долг',
    ] as readonly string[],
    open: (count: number, shown: string, sum: string) =>
      `${plural('ru', count, { one: 'Открыт', other: 'Открыто' })} ${shown} ${plural('ru', count, { one: 'заказ', few: 'заказа', other: 'заказов' })} на ${sum}.`,
    someOnRequest: 'Цена по запросу в эту сумму не входит.',
    nothingOpen: 'Открытых заказов сейчас нет.',
    more: 'Считаю последние 500 заказов.',
    notPassedOn:
      'Расчёты с вами ведутся в 1С, остаток по ним сюда пока не передаётся. Если нужна точная цифра, задайте вопрос: менеджер ответит здесь.',
    guest: 'Баланс есть у тех, кто зарегистрирован: тогда я знаю, чьи заказы считать.',
    orders: 'Мои заказы',
    question: 'Задать вопрос',
    register: 'Регистрация',
  },
  {
    en: {
      title: 'Balance',
      about: 'What open orders come to',
      phrases: ['my balance', 'how much do i owe', 'debt'],
      open: (count, shown, sum) =>
        `${shown} ${plural('en', count, { one: 'order is', other: 'orders are' })} open for ${sum}.`,
      someOnRequest: 'Prices on request are not part of this sum.',
      nothingOpen: 'There are no open orders now.',
      more: 'I count the latest 500 orders.',
      notPassedOn:
        'Your account is kept in 1C, its balance is not passed on to this chat yet. If you need the exact figure, ask a question: the manager answers here.',
      guest: 'A balance belongs to those who are registered: then I know whose orders to count.',
      orders: 'My orders',
      question: 'Ask a question',
      register: 'Registration',
    },
  },
);
