import { z } from 'zod';
import { FileRef } from '#modules/conversations/index.ts';

/** What a new question is about. */
export const Subject = z.object({
  orderId: z.string().optional(),
  productId: z.int().optional(),
  /** Words that were not found in the catalogue. */
  sought: z.string().optional(),
});
export type Subject = z.infer<typeof Subject>;

/** What each step of the dialogue remembers. */
export const data = {
  list: z.object({ page: z.int() }),
  /** `skip`: how many of the latest messages are passed over. */
  open: z.object({ id: z.string(), skip: z.int().default(0) }),
  /** A question somebody writes in; `said`: what was heard in it just now. */
  talk: z.object({
    id: z.string(),
    said: z.enum(['nothing', 'question', 'more']),
    /** What was heard just now, when it may as well be an order; empty: it is none. */
    order: z.string().default(''),
  }),
  ask: z.object({ subject: Subject }),
  /** Something was said where it may be a question or not. */
  confirm: z.object({ text: z.string(), files: z.array(FileRef) }),
};
