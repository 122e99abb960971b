import type { Order, OrderLine } from '#modules/orders/index.ts';

/** Lines of one page. */
export const CART_PAGE = 8;

/** The lines of a cart as they are numbered: those in doubt first, then those sold no more. */
export const shownLines = ({ lines }: Order): readonly OrderLine[] => [
  ...lines.filter(({ doubt }) => doubt === 'doubtful'),
  ...lines.filter(({ doubt, gone }) => doubt !== 'doubtful' && gone),
  ...lines.filter(({ doubt, gone }) => doubt !== 'doubtful' && !gone),
];

/** One page of them; a page past the end is the last one. */
export const pageOf = (order: Order, wanted: number) => {
  const lines = shownLines(order);
  const pages = Math.max(1, Math.ceil(lines.length / CART_PAGE));
  const page = Math.min(Math.max(1, wanted), pages);
  const first = (page - 1) * CART_PAGE;
  const numbered = lines
    .slice(first, first + CART_PAGE)
    .map((line, at) => ({ line, number: first + at + 1 }));
  return { page, pages, numbered };
};
