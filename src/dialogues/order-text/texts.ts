import { defineTexts, plural } from '#kernel/locale.ts';

const positions = (count: number): string =>
  `${count} ${plural('ru', count, { one: 'позицию', few: 'позиции', other: 'позиций' })}`;
const lines = (count: number): string => `${count} ${plural('en', count, { one: 'item', other: 'items' })}`;

/** Words by which somebody says where to, or when. */
export const DELIVERY = /(?<!\p{L})(?:(?:при|от|под|за|до)вез|достав)\p{L}*/iu;

export const texts = defineTexts(
  {
    title: 'Заказать списком',
    about: 'Заказ словами, списком или файлом',
    phrases: [
      'заказ текстом',
      'заказ списком',

      'хочу заказать',
      'заказать',
    ] as readonly string[],
    ask: 'Напишите или вставьте, что нужно, хоть одним сообщением: «труба ПВХ 20 - 10 м, муфта 1/2 5 шт». Подойдёт и таблица, и файл Excel или CSV. Я найду товары, посчитаю и покажу корзину.',
    notUnderstood:
      'Не понял, что заказать. Напишите товары и количество, например: «муфта 1/2 5 шт, труба 20 - 10 м».',
    understood: (count: number) => `Понял ${positions(count)}:`,
    wrote: (count: number) => `Записал ${positions(count)}, но ещё не всё понял.`,
    quote: (said: string) => `«${said}»`,
    took: (said: string, title: string) => `«${said}» → ${title}`,
    sum: (amount: string, price: string, sum: string) => `${amount} × ${price} = ${sum}`,
    onRequest: (amount: string) => `${amount}, цена по запросу`,
    assumed: 'количество не названо, поставил столько',
    unbelieved: 'столько заказать не получится, поставил столько',
    delivery: 'Куда и когда привезти, укажете при оформлении.',
    packs: 'упаковки пересчитал',
    sizes: 'посчитал по размеру в названии, проверьте',
    earlier: 'как в прошлый раз',
    otherUnit: (unit: string) => `продаётся в «${unit}», проверьте количество`,
    otherUnitPlain: 'единица другая, проверьте количество',
    rounded: (amount: string) => `округлил до ${amount}: продаётся только так`,
    already: (amount: string) => `из них ${amount} уже лежало в корзине`,
    merged: 'одинаковые строки сложил',
    noStock: 'сейчас нет в наличии',
    fewLeft: (amount: string) => `в наличии только ${amount}`,
    notAdded: (said: string) =>
      `«${said}»: не добавил, товар уже не продаётся или количество слишком большое`,
    more: (count: number) => `…и ещё ${positions(count)}, все в корзине`,
    doubts: (count: number, said: string) =>
      count === 1 ? `Уточню: ${said}` : `Уточню ${positions(count)}: ${said}`,
    unknown: (said: string) => `Не нашёл: ${said}. Оставил в заказе, их подберёт менеджер.`,
    unknownMore: (said: string, count: number) => `${said} и ещё ${count}`,
    unsearched:
      'Поиск сейчас не работает, поэтому записал ваши слова как есть. Ничего не потеряется: товары подберёт менеджер.',
    left: (count: number) =>
      `В одном заказе до 500 позиций, поэтому ещё ${positions(count)} не вошли. Пришлите их отдельно после оформления.`,
    total: (sum: string) => `В корзине на ${sum}`,
    cart: 'Корзина и оформление',
    askManager: 'Спросить менеджера',
    notOrder: 'Это не заказ, искать',
    which: (said: string) => `«${said}»: какой товар имели в виду?`,
    whichOf: (said: string, at: number, of: number) => `${at} из ${of}. «${said}»: какой товар имели в виду?`,
    each: (price: string, unit: string) => `${price} за ${unit}`,
    priceUnknown: 'цена по запросу',
    notInStock: 'нет в наличии',
    other: 'Ничего из этого',
    office: 'Пусть найдёт менеджер',
    drop: 'Убрать',
    first: ['первый', 'первая', 'первое', 'первую'] as readonly string[],
    second: ['второй', 'вторая', 'второе', 'вторую'] as readonly string[],
    third: ['третий', 'третья', 'третье', 'третью'] as readonly string[],
    otherWords: ['другое', 'другой', 'другая', 'ничего', 'нет', 'не то', 'никакой'] as readonly string[],
    officeWords: [
      'менеджер',
      'пусть менеджер',
      'не знаю',
      'без разницы',
      'любой',
      'любая',
    ] as readonly string[],
    dropWords: ['убери', 'уберите', 'удалить', 'удалите', 'не надо', 'не нужно'] as readonly string[],
    waits: (said: string, more: number) =>
      more === 0
        ? `«${said}» уточним потом: строка ждёт в корзине.`
        : `«${said}» и ещё ${more} уточним потом: строки ждут в корзине.`,
    removed: (title: string) => `${title}: убрал.`,
    amended: (title: string, amount: string) => `${title}: теперь ${amount}.`,
    corrected: (title: string) => `${title}: исправил, проверьте количество.`,
    amendGone: (title: string) => `${title}: больше не продаётся, количество не изменить.`,
    amendUnclear:
      'Не понял, какую строку исправить. Напишите вместе с названием, например: «муфты не 5, а 7» или «убери муфты 32». Или нажмите «Изменить».',
    back: '‹ Назад',
    askOther: (said: string) => `Напишите иначе, что такое «${said}»: название, размер или артикул.`,
    stillUnknown: (said: string) =>
      `И «${said}» не нашёл. Попробуйте другими словами или поручите менеджеру.`,
    chosen: (title: string, amount: string) => `Добавил: ${title}, ${amount}.`,
    leftToOffice: 'Хорошо, найдёт менеджер. Строка осталась в заказе.',
    dropped: 'Убрал.',
    gone: 'Этот товар только что сняли с продажи. Выберите другой.',
    tooMuch: 'Столько за один раз заказать нельзя. Товар не добавил, уточните количество в корзине.',
    changed: 'Эта строка уже изменилась. Показываю, что осталось.',
    done: (count: number, sum: string) =>
      `Готово. В корзине ${count} ${plural('ru', count, { one: 'позиция', few: 'позиции', other: 'позиций' })} на ${sum}.`,
    emptied: 'Готово. В корзине пусто.',
    fileNoTable: 'Не нашёл в файле списка товаров. Нужны хотя бы два столбца: название и количество.',
    fileBroken:
      'Не смог прочитать этот файл. Подойдёт Excel (xlsx), CSV или обычный текст; можно и просто вставить список сюда.',
    fileTooLarge:
      'Файл больше 5 МБ, такой не прочитаю. Пришлите только лист с заказом или вставьте список сюда.',
    fileOther:
      'Читать заказ из картинок, PDF и голосовых пока не умею. Пришлите список текстом или файлом Excel, либо спросите менеджера: он увидит ваш файл.',
  },
  {
    en: {
      title: 'Order by a list',
      about: 'An order in words, as a list or a file',
      phrases: ['order by text', 'place an order', 'i want to order'],
      ask: 'Write or paste what you need, all in one message: “PVC pipe 20 - 10 m, coupling 1/2 5 pcs”. A table, an Excel or a CSV file will do, too. I will find the goods, count and show the cart.',
      notUnderstood:
        'I did not understand what to order. Write goods and amounts, for example: “coupling 1/2 5 pcs, pipe 20 - 10 m”.',
      understood: (count) => `Understood ${lines(count)}:`,
      wrote: (count) => `Wrote down ${lines(count)}, but not everything is clear yet.`,
      quote: (said) => `“${said}”`,
      took: (said, title) => `“${said}” → ${title}`,
      sum: (amount, price, sum) => `${amount} × ${price} = ${sum}`,
      onRequest: (amount) => `${amount}, price on request`,
      assumed: 'no amount was named, I took this',
      delivery: 'Where to and when you will say at the checkout.',
      unbelieved: 'so many cannot be ordered, I took this',
      packs: 'packs are counted over',
      sizes: 'counted by the size in the title, please check',
      earlier: 'as last time',
      otherUnit: (unit) => `sold by “${unit}”, please check the amount`,
      otherUnitPlain: 'another unit, please check the amount',
      rounded: (amount) => `rounded to ${amount}: it is sold only so`,
      already: (amount) => `${amount} of it was in the cart already`,
      merged: 'equal lines are added up',
      noStock: 'out of stock now',
      fewLeft: (amount) => `only ${amount} in stock`,
      notAdded: (said) => `“${said}”: not added, it is not sold any more or the amount is too large`,
      more: (count) => `…and ${lines(count)} more, all in the cart`,
      doubts: (count, said) =>
        count === 1 ? `To be clear: ${said}` : `To be clear, ${lines(count)}: ${said}`,
      unknown: (said) => `Not found: ${said}. They stay in the order, a manager will find them.`,
      unknownMore: (said, count) => `${said} and ${count} more`,
      unsearched:
        'Search does not work right now, so I wrote down your words as they are. Nothing is lost: a manager will find the goods.',
      left: (count) =>
        `One order has up to 500 items, so ${lines(count)} more are left out. Send them separately afterwards.`,
      total: (sum) => `${sum} in the cart`,
      cart: 'Cart and checkout',
      askManager: 'Ask a manager',
      notOrder: 'Not an order, search',
      which: (said) => `“${said}”: which product do you mean?`,
      whichOf: (said, at, of) => `${at} of ${of}. “${said}”: which product do you mean?`,
      each: (price, unit) => `${price} per ${unit}`,
      priceUnknown: 'price on request',
      notInStock: 'out of stock',
      other: 'None of these',
      office: 'Let a manager find it',
      drop: 'Remove',
      first: ['first', 'the first', 'the first one'],
      second: ['second', 'the second', 'the second one'],
      third: ['third', 'the third', 'the third one'],
      otherWords: ['other', 'none', 'none of them', 'no'],
      officeWords: ['manager', 'let the manager', 'i do not know', 'any'],
      dropWords: ['remove it', 'drop it', 'delete', 'not needed'],
      waits: (said: string, more: number) =>
        more === 0
          ? `“${said}” can be settled later: the line waits in the cart.`
          : `“${said}” and ${more} more can be settled later: the lines wait in the cart.`,
      removed: (title) => `${title}: removed.`,
      amended: (title, amount) => `${title}: now ${amount}.`,
      corrected: (title) => `${title}: corrected, please check the amount.`,
      amendGone: (title) => `${title}: not sold any more, the amount cannot be changed.`,
      amendUnclear:
        'I did not understand which line to correct. Name it, too, for example: “couplings not 5 but 7”. Or press “Change”.',
      back: '‹ Back',
      askOther: (said) => `Write in other words what “${said}” is: a name, a size or an item number.`,
      stillUnknown: (said) => `“${said}” was not found either. Try other words or leave it to a manager.`,
      chosen: (title, amount) => `Added: ${title}, ${amount}.`,
      leftToOffice: 'Fine, a manager will find it. The line stays in the order.',
      dropped: 'Removed.',
      gone: 'This product has just been withdrawn. Please choose another.',
      tooMuch: 'So much cannot be ordered at once. It was not added, please correct the amount in the cart.',
      changed: 'This line has changed meanwhile. Here is what is left.',
      done: (count, sum) => `Done. ${lines(count)} in the cart for ${sum}.`,
      emptied: 'Done. The cart is empty.',
      fileNoTable: 'I found no list of goods in the file. It needs at least two columns: name and amount.',
      fileBroken:
        'I could not read this file. Excel (xlsx), CSV or plain text will do; you can also paste the list here.',
      fileTooLarge:
        'The file is larger than 5 MB, which I do not read. Send only the sheet with the order, or paste the list here.',
      fileOther:
        'I cannot read orders from pictures, PDF or voice messages yet. Send the list as text or an Excel file, or ask a manager, who will see your file.',
    },
  },
);

export type Texts = (typeof texts)['ru'];
