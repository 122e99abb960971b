import { z } from 'zod';
import { UNITS } from '#modules/assistant/index.ts';

/** Characters of a piece of text that is remembered and said back. */
export const LONGEST_SAID = 300;
/** Characters of a text that can be searched for instead. */
export const LONGEST_TEXT = 300;

const Id = z.int().positive();

/** What became of one wanted line. */
export const Taken = z.object({
  /** As the cart keeps it: by this a line in doubt is found again. */
  said: z.string(),
  /** Null: in doubt. */
  productId: Id.nullable(),
  /** In the unit of the product; null: none was said. */
  amount: z.string().nullable(),
  amountBy: z.enum(['packs', 'earlier', 'other_unit', 'sizes', 'unbelieved']).nullable(),
  /** As it was said, for goods that are chosen later. */
  unit: z.enum(UNITS).nullable(),
  /** Nothing like it was found. */
  unknown: z.boolean(),
});
export type Taken = z.infer<typeof Taken>;

/** What a text came to, while it is talked over. */
export const Review = z.object({
  /** The text, to search for it instead; empty: it was a file. */
  text: z.string(),
  lines: z.array(Taken),
  /** What of these products was in the cart before, by product. */
  had: z.array(z.object({ productId: Id, qty: z.string() })),
  /** Lines in doubt that were in the cart before: they are not of this text. */
  others: z.array(Id),
  /** Wanted lines that were left out: more than one order may have. */
  left: z.int().min(0),
  /** The text says where to or when, too, which is asked for at the checkout. */
  delivery: z.boolean().default(false),
  /** Nothing could be searched. */
  unsearched: z.boolean(),
  /** Nobody has been told yet. */
  fresh: z.boolean(),
  /** The product that was chosen just now: it is told what it costs. */
  chosen: Id.nullable(),
  /** The line in doubt that is asked about before the others, as it was said; null: in their order. */
  first: z.string().nullable().default(null),
});
export type Review = z.infer<typeof Review>;

/** The shapes of the steps. */
export const data = {
  /** Waits for what is wanted. */
  words: z.object({}),
  review: Review,
  /** Waits for other words for a line in doubt. */
  other: z.object({ review: Review, lineId: Id }),
};
