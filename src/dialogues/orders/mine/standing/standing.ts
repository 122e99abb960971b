import { shorten } from '#kernel/text.ts';
import type { Order, OrderStep } from '#modules/orders/index.ts';
import { standingOf } from '../../summary.ts';
import { momentIn } from '../when.ts';
import { texts } from './texts.ts';

/** Characters of what somebody wrote about a step. */
const LONGEST_WHY = 200;

/** Where a placed order is, what that means, and how it came there. */
export const standingWords = (
  order: Order,
  steps: readonly OrderStep[],
  where: Parameters<typeof momentIn>[1],
): string[] => {
  const { number, status } = order;
  const words = texts[where.locale];
  const collected = order.address === null;
  const wayOf = ({ status, at, reason }: OrderStep): string => {
    const why = reason === '' ? '' : `: ${shorten(reason, LONGEST_WHY)}`;
    return `${words.step(status, collected)} ${momentIn(at, where)}${why}`;
  };
  return [
    words.order(number ?? 0, standingOf(order, where.locale)),
    ...(status === 'draft' ? [] : [words.meaning(status, collected)]),
    ...steps.map(wayOf),
  ];
};
