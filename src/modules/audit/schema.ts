import { z } from 'zod';

/** What an entry says was done, such as `people.block`. */
export type AuditAction = `${string}.${string}`;

export const OUTCOMES = ['done', 'refused'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What something was done to; `id` may be of any form. */
export interface AuditSubject {
  readonly kind: string;
  readonly id: string;
}

/**
 * An entry exactly as its hash covers it, with the hash in hex: what an export holds and `verify` reads.
 * `at` is ISO 8601 in UTC with milliseconds.
 */
export const auditRow = z.strictObject({
  seq: z.int(),
  at: z.string(),
  actor_id: z.string().nullable(),
  action: z.string(),
  outcome: z.string(),
  subject_kind: z.string().nullable(),
  subject_id: z.string().nullable(),
  before: z.json(),
  after: z.json(),
  channel: z.string(),
  address: z.string().nullable(),
  trace_id: z.string().nullable(),
  hash: z.string(),
});

export type AuditRow = z.infer<typeof auditRow>;

/** The last entry of a chain: whoever keeps it can tell later whether the chain was rewritten. */
export interface Head {
  readonly seq: number;
  /** Hex. */
  readonly hash: string;
}
