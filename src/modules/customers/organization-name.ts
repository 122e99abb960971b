import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { cleanText } from '#kernel/text.ts';
import type { Tx } from '#platform/db/database.ts';

const LONGEST = 200;

/** A name of an organization: 1 to 200 characters with a letter or a digit, in one line, white space folded. */
export const parseOrganizationName = (text: string): Result<string, 'invalid'> => {
  const name = cleanText(text).trim().replace(/\s+/g, ' ');
  return name.length <= LONGEST &&
    /[\p{L}\p{N}]/u.test(name) &&
    !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name)
    ? ok(name)
    : refuse('invalid');
};

/**
 * Whether another company is called so, in any case of letters. Until the end of the transaction nobody else who asks
 * gives this name to one.
 */
export const isNameTaken = async (tx: Tx, name: string, besides: string | null): Promise<boolean> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('organization ' || lower(${name}), 0))`.execute(tx);
  const { rows } = await sql`
    select from organizations
    where kind = 'company' and lower(name) = lower(${name}) and id is distinct from ${besides}::uuid
  `.execute(tx);
  return rows.length > 0;
};
