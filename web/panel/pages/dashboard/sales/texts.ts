import { defineTexts, plural } from '#kernel/locale.ts';

/** The words about orders and revenue on the dashboard. */
export const salesTexts = defineTexts(
  {
    title: 'Заказы за 30 дней',
    orders: 'Заказы',
    revenue: 'Выручка',
    today: 'Сегодня',
    waiting: 'Ждут подтверждения',
    day: 'День',
    summary: (orders: string, revenue: string) => `За 30 дней заказов: ${orders}, на сумму ${revenue}.`,
    top: 'Чаще заказывают',
    inOrders: (count: number) => `в ${count} ${plural('ru', count, { one: 'заказе', other: 'заказах' })}`,
    all: 'Все заказы',
  },
  {
    en: {
      title: 'Orders of 30 days',
      orders: 'Orders',
      revenue: 'Revenue',
      today: 'Today',
      waiting: 'Wait to be confirmed',
      day: 'Day',
      summary: (orders, revenue) => `In 30 days ${orders} orders for ${revenue}.`,
      top: 'Ordered most',
      inOrders: (count) => `in ${count} ${plural('en', count, { one: 'order', other: 'orders' })}`,
      all: 'All orders',
    },
  },
);
