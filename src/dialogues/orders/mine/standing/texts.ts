import { defineTexts } from '#kernel/locale.ts';
import type { PlacedStatus } from '#modules/orders/index.ts';

/** What is said of an order whose customer comes for it is told by `collected`. */
export const texts = defineTexts(
  {
    order: (number: number, status: string) => `Заказ № ${number}: ${status}`,
    meaning: (status: PlacedStatus, collected: boolean): string =>
      ({
        pending: 'Менеджер проверит его и подтвердит.',
        confirmed: 'Всё проверено, скоро начнём собирать.',
        assembling: 'Собираем его на складе.',
        shipped: collected ? 'Он собран, приезжайте.' : 'Он уже в пути.',
        done: 'Спасибо, что заказали у нас!',
        cancelled: 'Передумали? Нажмите «Повторить».',
      })[status],
    step: (status: PlacedStatus, collected: boolean): string =>
      ({
        pending: 'Оформлен',
        confirmed: 'Подтверждён',
        assembling: 'Собираем с',
        shipped: collected ? 'Готов с' : 'Отправлен',
        done: 'Выполнен',
        cancelled: 'Отменён',
      })[status],
  },
  {
    en: {
      order: (number, status) => `Order no. ${number}: ${status}`,
      meaning: (status, collected) =>
        ({
          pending: 'The manager will check and confirm it.',
          confirmed: 'Everything is checked, we begin to assemble it soon.',
          assembling: 'It is being assembled in the warehouse.',
          shipped: collected ? 'It is packed: come and take it.' : 'It is on its way.',
          done: 'Thank you for ordering from us!',
          cancelled: 'Changed your mind? Press “Repeat”.',
        })[status],
      step: (status, collected) =>
        ({
          pending: 'Placed',
          confirmed: 'Confirmed',
          assembling: 'Being assembled since',
          shipped: collected ? 'Ready since' : 'Shipped',
          done: 'Done',
          cancelled: 'Cancelled',
        })[status],
    },
  },
);
