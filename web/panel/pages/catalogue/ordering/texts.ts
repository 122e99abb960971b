import { defineTexts } from '#kernel/locale.ts';

/** The words about how much of a product can be ordered. */
export const orderingTexts = defineTexts(
  {
    title: 'Как заказывают',
    about: 'Количество клиента округлится вверх, и он это увидит. Загрузки эти числа не меняют.',
    least: 'Не меньше',
    multiple: 'Кратно',
    any: 'Пусто — любое количество',
    bad: 'Число больше нуля, до трёх знаков после запятой',
    save: 'Сохранить',
    saved: 'Сохранено',
    anyAmount: 'любое количество',
  },
  {
    en: {
      title: 'How it is ordered',
      about:
        'The amount of a customer is rounded up, and the customer sees it. Imports leave these numbers alone.',
      least: 'At least',
      multiple: 'In multiples of',
      any: 'Empty: any amount',
      bad: 'A number above zero with up to three decimals',
      save: 'Save',
      saved: 'Saved',
      anyAmount: 'any amount',
    },
  },
);
