import { defineTexts, plural } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    title: 'Каталог',
    about: 'Товары, цены и наличие',
    phrases: [
      'каталог товаров',
      'покажи каталог',
      'покажите каталог',
      'в каталог',
      'все товары',
      'товары',
      'ассортимент',
      'прайс',
      'прайс-лист',
      'прайс лист',
    ] as readonly string[],
    empty: 'В каталоге пока нет товаров, мы его наполняем. Загляните чуть позже или спросите нас: /operator',
    emptySection: 'В этом разделе сейчас нет товаров.',
    goneProduct: 'Этого товара больше нет в каталоге. Вернитесь к списку или напишите, что ищете.',
    goods: (count: number, shown: string) =>
      `${shown} ${plural('ru', count, { one: 'товар', few: 'товара', other: 'товаров' })}`,
    page: (page: number, pages: number) => `Страница ${page} из ${pages}`,
    goodsHere: (count: string) => `Товары раздела (${count})`,
    onRequest: 'цена по запросу',
    soldOut: 'нет',
    each: (price: string, unit: string) => `${price} за ${unit}`,
    notInStock: 'нет в наличии',
    priceOnRequest: 'Цена по запросу',
    sku: (sku: string) => `Артикул: ${sku}`,
    price: (price: string) => `Цена: ${price}`,
    priceFor: (price: string, unit: string) => `Цена: ${price} за ${unit}`,
    pack: (amount: string) => `Продаётся кратно: ${amount}`,
    stock: (amount: string) => `В наличии: ${amount}`,
    noStock: 'Нет в наличии',
    least: (amount: string) => `Заказ от: ${amount}`,
    order: 'Добавить в заказ',
    question: 'Задать вопрос',
    howMuch: (title: string) => `${title}\n\nСколько добавить? Нажмите кнопку или напишите количество.`,
    packKey: (pack: string) => `1 уп. (${pack})`,
    unread: {
      unclear: (said: string) => `Не понял количество «${said}». Напишите числом, например: 3 или 1,5.`,
      absurd: (said: string) =>
        `Столько заказать не получится: «${said}». Нужно число больше нуля, но не больше миллиона.`,
      no_pack: (said: string) =>
        `«${said}»: я не знаю, сколько этого товара в упаковке. Напишите количество без упаковок.`,
    },
    find: (said: string) => `Найти «${said}»`,
    added: (title: string, amount: string) => `Добавлено: ${title} — ${amount}.`,
    addedMore: (title: string, amount: string, all: string) =>
      `Добавлено: ${title} — ${amount}, теперь в корзине ${all}.`,
    rounded: (amount: string) => `Этот товар продаётся не любым количеством, поэтому округлил до ${amount}.`,
    noneLeft: 'Сейчас его нет в наличии: менеджер скажет, когда будет.',
    fewLeft: (amount: string) => `В наличии только ${amount}: об остальном договорится менеджер.`,
    inCart: (count: number, shown: string, total: string | undefined) =>
      `В корзине ${shown} ${plural('ru', count, { one: 'товар', few: 'товара', other: 'товаров' })}${
        total === undefined ? '' : ` на ${total}`
      }.`,
    someOnRequest: 'Цену по запросу менеджер назовёт отдельно.',
    notAdded: 'В корзине этого товара уже нет. Можно добавить его снова.',
    cart: 'Корзина',
    onward: 'Продолжить',
    tooMany:
      'В корзине уже 500 строк, больше в один заказ не помещается. Оформите этот заказ и начните новый.',
    fullDescription: 'Описание целиком',
    similar: 'Похожие товары',
    noDescription: 'Описания больше нет.',
    back: '‹ Назад',
    home: 'В начало',
    earlier: '‹ Раньше',
    more: 'Ещё ›',
  },
  {
    en: {
      title: 'Catalogue',
      about: 'Goods, prices and stock',
      phrases: [
        'catalog',
        'show the catalogue',
        'show the catalog',
        'goods',
        'products',
        'all products',
        'price list',
      ],
      empty:
        'There are no goods in the catalogue yet, we are filling it. Look in later, or ask us: /operator',
      emptySection: 'There are no goods in this section right now.',
      goneProduct:
        'This product is not in the catalogue any more. Go back to the list, or write what you are looking for.',
      goods: (count, shown) => `${shown} ${plural('en', count, { one: 'product', other: 'products' })}`,
      page: (page, pages) => `Page ${page} of ${pages}`,
      goodsHere: (count) => `Goods of this section (${count})`,
      onRequest: 'price on request',
      soldOut: 'sold out',
      each: (price, unit) => `${price} per ${unit}`,
      notInStock: 'sold out',
      priceOnRequest: 'Price on request',
      sku: (sku) => `Item no.: ${sku}`,
      price: (price) => `Price: ${price}`,
      priceFor: (price, unit) => `Price: ${price} per ${unit}`,
      pack: (amount) => `Sold in multiples of ${amount}`,
      stock: (amount) => `In stock: ${amount}`,
      noStock: 'Out of stock',
      least: (amount) => `Order from: ${amount}`,
      order: 'Add to the order',
      question: 'Ask a question',
      howMuch: (title) => `${title}\n\nHow much shall I add? Press a button or write the amount.`,
      packKey: (pack) => `1 pack (${pack})`,
      unread: {
        unclear: (said) =>
          `I did not understand the amount “${said}”. Write it as a number, for example 3 or 1.5.`,
        absurd: (said) =>
          `So much cannot be ordered: “${said}”. It takes a number above zero, up to a million.`,
        no_pack: (said) =>
          `“${said}”: I do not know how much of it a pack holds. Write the amount without packs.`,
      },
      find: (said) => `Find “${said}”`,
      added: (title, amount) => `Added: ${title} — ${amount}.`,
      addedMore: (title, amount, all) => `Added: ${title} — ${amount}, now ${all} in the cart.`,
      rounded: (amount) => `This product is not sold in any amount, so I rounded it up to ${amount}.`,
      noneLeft: 'It is out of stock now: the manager will tell you when it comes.',
      fewLeft: (amount) => `Only ${amount} in stock: the manager will arrange the rest.`,
      inCart: (count, shown, total) =>
        `${shown} ${plural('en', count, { one: 'product', other: 'products' })} in the cart${
          total === undefined ? '' : ` for ${total}`
        }.`,
      someOnRequest: 'The manager will tell the prices on request separately.',
      notAdded: 'This product is not in the cart any more. You can add it again.',
      cart: 'Cart',
      onward: 'Go on',
      tooMany:
        'There are 500 lines in the cart already, an order holds no more. Place this order and begin another.',
      fullDescription: 'Full description',
      similar: 'Similar products',
      noDescription: 'There is no description any more.',
      back: '‹ Back',
      home: 'To the beginning',
      earlier: '‹ Earlier',
      more: 'More ›',
    },
  },
);

export type Texts = (typeof texts)['ru'];
