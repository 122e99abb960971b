import type { Subject } from './data.ts';

/** Where somebody comes in: what stands behind the name of the dialogue in a button or a command. */
export type Wish =
  | { readonly to: 'list' }
  | { readonly to: 'open'; readonly id: string }
  | { readonly to: 'reply'; readonly id: string }
  | { readonly to: 'ask'; readonly subject: Subject }
  /** Words of their own. */
  | { readonly to: 'words'; readonly text: string };

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Characters of what was sought that are kept. */
const LONGEST_SOUGHT = 200;

/**
 * Reads an opening: nothing, `new`, the id of a question, `reply:<id>`, or what a new one is about: `order:<id>`,
 * `product:<id>`, `text:<words that were not found>`.
 */
export const wishOf = (opening: string): Wish => {
  const text = opening.trim();
  if (text === '') return { to: 'list' };
  if (text === 'new') return { to: 'ask', subject: {} };
  if (ID.test(text)) return { to: 'open', id: text };
  const [, what = '', rest = ''] = /^(reply|order|product|text):([\s\S]*)$/.exec(text) ?? [];
  const value = rest.trim();
  switch (what) {
    case 'reply':
      return { to: 'reply', id: value };
    case 'order':
      return { to: 'ask', subject: { orderId: value } };
    case 'product':
      return { to: 'ask', subject: { productId: /^\d{1,9}$/.test(value) ? Number(value) : 0 } };
    case 'text':
      return {
        to: 'ask',
        subject: value === '' ? {} : { sought: value.slice(0, LONGEST_SOUGHT).toWellFormed() },
      };
    default:
      return { to: 'words', text };
  }
};
