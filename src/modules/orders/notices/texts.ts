import { isZero, roubles } from '#kernel/amounts.ts';
import { defineTexts, plural } from '#kernel/locale.ts';
import type { PlacedStatus } from '../contract.ts';

/** What customers are told of their orders. */
export interface Told {
  readonly number: number;
  readonly status: PlacedStatus;
  /** The customer comes for it. */
  readonly collected: boolean;
  readonly reason: string;
  /** What the office has just agreed to: the sum, and lines without a product or a price; null: nothing new. */
  readonly agreed: { readonly total: string; readonly open: number } | null;
}

export const texts = defineTexts(
  {
    open: 'Открыть заказ',
    told: ({ number, status, collected, reason, agreed }: Told): string =>
      [
        `Заказ № ${number} ${happened(collected)[status]}`,
        agreed === null || isZero(agreed.total) ? [] : `Сумма: ${roubles(agreed.total, 'ru')}.`,
        agreed === null || agreed.open === 0
          ? []
          : `Ещё ${agreed.open} ${plural('ru', agreed.open, { one: 'позицию', few: 'позиции', other: 'позиций' })} уточняет менеджер.`,
        reason === '' ? [] : `Комментарий: ${reason}`,
      ]
        .flat()
        .join('\n'),
  },
  {
    en: {
      open: 'Open the order',
      told: ({ number, status, collected, reason, agreed }: Told): string =>
        [
          `Order No. ${number} ${happenedInEnglish(collected)[status]}`,
          agreed === null || isZero(agreed.total) ? [] : `Total: ${roubles(agreed.total, 'en')}.`,
          agreed === null || agreed.open === 0
            ? []
            : `A manager still clears up ${agreed.open} ${plural('en', agreed.open, { one: 'line', other: 'lines' })}.`,
          reason === '' ? [] : `Note: ${reason}`,
        ]
          .flat()
          .join('\n'),
    },
  },
);

const happened = (collected: boolean): Readonly<Record<PlacedStatus, string>> => ({
  pending: 'принят. Скоро его посмотрит менеджер.',
  confirmed: 'подтверждён. Скоро начнём собирать.',
  assembling: collected
    ? 'собирается. Напишем, когда можно будет забрать.'
    : 'собирается. Напишем, когда отправим.',
  shipped: collected ? 'готов и ждёт вас. Приезжайте!' : 'отправлен и едет к вам.',
  done: 'выполнен. Спасибо, что заказали у нас!',
  cancelled: 'отменён. Если это ошибка, напишите нам.',
});

const happenedInEnglish = (collected: boolean): Readonly<Record<PlacedStatus, string>> => ({
  pending: 'is accepted. A manager will look at it soon.',
  confirmed: 'is confirmed. We will start to assemble it soon.',
  assembling: collected
    ? 'is being assembled. We will write when you can come for it.'
    : 'is being assembled. We will write when it is on its way.',
  shipped: collected ? 'is ready and waits for you. Welcome!' : 'is on its way to you.',
  done: 'is done. Thank you for ordering from us!',
  cancelled: 'is cancelled. If that is a mistake, write to us.',
});
