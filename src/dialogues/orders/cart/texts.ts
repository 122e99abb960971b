import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    title: 'Корзина',
    about: 'Что в заказе, и оформить его',
    phrases: [
      'моя корзина',
      'корзину',
      'покажи корзину',
      'покажите корзину',
      'открой корзину',
      'открыть корзину',
      'что в корзине',
      'что у меня в корзине',
      'в корзину',
      'текущий заказ',
    ] as readonly string[],
    empty:
      'В корзине пока пусто.\n\nНапишите, что нужно, например: «труба 20 — 10 шт, муфта 5», или выберите товары в каталоге.',
    head: (goods: string) => `Корзина: ${goods}`,
    changed: 'С прошлого раза изменилось:',
    which: (said: string) => `Что из этого — ${said}?`,
    checkout: 'Оформить',
    edit: 'Изменить',
    clear: 'Очистить',
    other: 'Другое',
    office: 'Пусть найдёт менеджер',
    remove: 'Убрать',
    pick: 'Какую строку изменить? Нажмите номер или напишите его.',
    howMuch: 'Сколько нужно? Нажмите кнопку или напишите количество.',
    whatElse: 'Выберите, что с этой строкой сделать. Количество можно написать числом.',
    packKey: (pack: string) => `1 уп. (${pack})`,
    now: (title: string, amount: string) => `${title}: теперь ${amount}.`,
    rounded: (amount: string) => `Этот товар продаётся не любым количеством, поэтому округлил до ${amount}.`,
    bad: {
      unclear: (said: string) => `Не понял количество «${said}». Напишите числом, например: 3 или 1,5.`,
      absurd: (said: string) =>
        `Столько заказать не получится: «${said}». Нужно число больше нуля, но не больше миллиона.`,
      no_pack: (said: string) =>
        `«${said}»: я не знаю, сколько этого товара в упаковке. Напишите количество без упаковок.`,
    },
    refused: {
      missing: 'Этой строки в корзине уже нет.',
      gone: 'Этот товар больше не продаётся.',
      bad_qty: 'Столько заказать не получится. Напишите другое количество.',
      too_many: 'В корзине уже 500 строк, больше в один заказ не помещается.',
    },
    noLine: (number: string) => `Строки ${number} в корзине нет.`,
    askOther: (said: string) => `Опишите «${said}» другими словами: что это, размер, артикул.`,
    found: (query: string) => `Вот что нашлось по словам «${query}». Выберите нужное или напишите иначе.`,
    notFound: (query: string) =>
      `По словам «${query}» ничего не нашлось. Напишите иначе, или пусть найдёт менеджер.`,
    unavailable: 'Поиск сейчас не отвечает. Попробуйте чуть позже, или пусть найдёт менеджер.',
    sureToClear: (goods: string) => `Убрать из корзины всё (${goods})?`,
    yesClear: 'Да, очистить',
    noClear: 'Не очищать',
    cleared: 'Корзина пуста.',
  },
  {
    en: {
      title: 'Cart',
      about: 'What is in the order, and placing it',
      phrases: ['my cart', 'show my cart', 'show the cart', 'open the cart', 'basket', 'my basket'],
      empty:
        'The cart is empty.\n\nWrite what you need, for example “pipe 20 — 10 pcs, coupling 5”, or choose goods in the catalogue.',
      head: (goods) => `Cart: ${goods}`,
      changed: 'Changed since last time:',
      which: (said) => `Which of these is ${said}?`,
      checkout: 'Check out',
      edit: 'Change',
      clear: 'Empty the cart',
      other: 'Something else',
      office: 'Let the manager find it',
      remove: 'Remove',
      pick: 'Which line shall be changed? Press its number or write it.',
      howMuch: 'How much do you need? Press a button or write the amount.',
      whatElse: 'Choose what to do with this line. The amount can be written as a number.',
      packKey: (pack) => `1 pack (${pack})`,
      now: (title, amount) => `${title}: now ${amount}.`,
      rounded: (amount) => `This product is not sold in any amount, so I rounded it up to ${amount}.`,
      bad: {
        unclear: (said) =>
          `I did not understand the amount “${said}”. Write it as a number, for example 3 or 1.5.`,
        absurd: (said) =>
          `So much cannot be ordered: “${said}”. It takes a number above zero, up to a million.`,
        no_pack: (said) =>
          `“${said}”: I do not know how much of it a pack holds. Write the amount without packs.`,
      },
      refused: {
        missing: 'This line is not in the cart any more.',
        gone: 'This product is not sold any more.',
        bad_qty: 'So much cannot be ordered. Write another amount.',
        too_many: 'There are 500 lines in the cart already, an order holds no more.',
      },
      noLine: (number) => `There is no line ${number} in the cart.`,
      askOther: (said) => `Describe “${said}” in other words: what it is, its size, its item number.`,
      found: (query) => `This is what was found for “${query}”. Choose one, or write it differently.`,
      notFound: (query) =>
        `Nothing was found for “${query}”. Write it differently, or let the manager find it.`,
      unavailable: 'The search does not answer now. Try a little later, or let the manager find it.',
      sureToClear: (goods) => `Remove everything from the cart (${goods})?`,
      yesClear: 'Yes, empty it',
      noClear: 'Keep it',
      cleared: 'The cart is empty.',
    },
  },
);
