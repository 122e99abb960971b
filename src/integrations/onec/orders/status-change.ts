import { z } from 'zod';
import { SaidStatus } from '#modules/orders/index.ts';
import { words } from '#platform/http/words.ts';

const Count = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
/** The number of an order; 1C also writes it as text, with spaces between thousands. */
const OrderNumber = z.union(
  [
    Count,
    z
      .string()
      .max(30)
      .regex(/^[\d\s]+$/)
      .transform((text) => Number(text.replace(/\s/g, '')))
      .pipe(Count),
  ],
  'must be a whole number above 0',
);

/** What 1C tells of one order. */
export const StatusChange = z
  .strictObject({
    id: z.uuid().optional(),
    number: OrderNumber.optional(),
    external_id: words(200)
      .min(1)
      .optional()
      .describe('Names the order where neither id nor number does; else kept as its id in 1C'),
    status: SaidStatus.optional().describe('Absent: only external_id is told'),
    reason: words(500).default(''),
  })
  .refine(
    ({ id, number, external_id }) => id !== undefined || number !== undefined || external_id !== undefined,
    {
      message: 'id, number or external_id must name the order',
    },
  );
export type StatusChange = z.output<typeof StatusChange>;

/** A change that cannot be understood, and why. */
export interface Misread {
  readonly problems: readonly z.core.$ZodIssue[];
}

/** A change, or why it is none: a bad one does not stop the others. */
const Told = z.union([
  StatusChange,
  z.unknown().transform((raw): Misread => ({ problems: StatusChange.safeParse(raw).error?.issues ?? [] })),
]);

export const isMisread = (told: z.output<typeof Told>): told is Misread => 'problems' in told;

/** Changes told at once, at most `most`; refused as a whole only where none of them can be understood. */
export const statusChanges = (most: number) =>
  z
    .array(Told)
    .min(1)
    .max(most)
    .superRefine((all, { addIssue }) => {
      if (!all.every(isMisread)) return;
      for (const [index, { problems }] of all.entries())
        for (const problem of problems) addIssue({ ...problem, path: [index, ...problem.path] });
    });
