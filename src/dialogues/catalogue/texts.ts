import { defineTexts, plural } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    title: 'Каталог',
    about: 'Товары, цены и наличие',
    empty: 'В каталоге пока нет товаров, мы его наполняем. Загляните чуть позже или спросите нас: /operator',
    emptySection: 'В этом разделе сейчас нет товаров.',
    goneProduct: 'Этого товара больше нет в каталоге. Вернитесь к списку или напишите, что ищете.',
    goods: (count: number, shown: string) =>
      `${shown} ${plural('ru', count, { one: 'товар', few: 'товара', other: 'товаров' })}`,
    page: (page: number, pages: number) => `Страница ${page} из ${pages}`,
    goodsHere: (count: string) => `Товары раздела (${count})`,
    onRequest: 'цена по запросу',
    soldOut: 'нет',
    priceOnRequest: 'Цена по запросу',
    sku: (sku: string) => `Артикул: ${sku}`,
    price: (price: string) => `Цена: ${price}`,
    priceFor: (price: string, unit: string) => `Цена: ${price} за ${unit}`,
    pack: (amount: string) => `Продаётся кратно: ${amount}`,
    stock: (amount: string) => `В наличии: ${amount}`,
    noStock: 'Нет в наличии',
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
      priceOnRequest: 'Price on request',
      sku: (sku) => `Item no.: ${sku}`,
      price: (price) => `Price: ${price}`,
      priceFor: (price, unit) => `Price: ${price} per ${unit}`,
      pack: (amount) => `Sold in multiples of ${amount}`,
      stock: (amount) => `In stock: ${amount}`,
      noStock: 'Out of stock',
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
