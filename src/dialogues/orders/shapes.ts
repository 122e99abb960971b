import { z } from 'zod';
import { Changes, Seen } from './changes.ts';

const Line = z.int().positive();
const Page = z.int().positive().default(1);
/** Where and when were asked already, since the cart was opened. */
const asked = z.boolean().default(false);
/** Where to go on from a question about delivery. */
const leadsTo = z.enum(['next', 'confirm']);

/** What the steps of the cart and of the checkout remember; everything else is in the order itself. */
export const data = {
  list: z.object({
    page: Page,
    asked,
    changes: Changes.default([]),
    /** A line whose amount was changed, and to what. */
    touched: z.object({ lineId: Line, wanted: z.string() }).optional(),
    /** What else is to be said first. */
    notice: z.string().optional(),
  }),
  pick: z.object({ page: Page, asked }),
  line: z.object({
    lineId: Line,
    asked,
    unread: z.object({ said: z.string(), why: z.enum(['unclear', 'absurd', 'no_pack']) }).optional(),
  }),
  other: z.object({ lineId: Line, asked, query: z.string().default('') }),
  clear: z.object({ asked }),
  address: z.object({ leadsTo }),
  day: z.object({ leadsTo }),
  comment: z.object({ leadsTo }),
  confirm: z.object({ changes: Changes, seen: Seen, moved: z.boolean().default(false) }),
  placed: z.object({ orderId: z.string(), again: z.boolean() }),
};

/** The way to the cart as it is. */
export const LIST = { go: 'list', data: { asked: false } } as const;
