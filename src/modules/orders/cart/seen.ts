import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import { isShort, type SeenLine } from '../order-rows.ts';

/** Nobody remembers a cart for longer. */
const REMEMBERED_DAYS = 90;

/**
 * What was left of the goods of a cart when its customer was told that there is too little: by line. A line that is not
 * here was seen as enough. It may be lost: then the customer is told once more.
 */
export type SeenStock = ReadonlyMap<number, string>;

export const readSeen = async (tx: Tx, orderId: string): Promise<SeenStock> => {
  const row = await tx
    .selectFrom('cache_entries')
    .select('value')
    .where('key', '=', keyOf(orderId))
    .executeTakeFirst();
  return new Map(row ? (JSON.parse(row.value.toString()) as [number, string][]) : []);
};

/** Keeps what these lines show now, beside what is known of the others. */
export const writeSeen = async (
  tx: Tx,
  orderId: string,
  { before, lines }: { before: SeenStock; lines: readonly SeenLine[] },
): Promise<void> => {
  const seen = new Map(before);
  for (const line of lines) {
    if (isShort(line) && line.stock !== null) seen.set(line.id, line.stock);
    else seen.delete(line.id);
  }
  if (seen.size === 0) return forgetSeen(tx, orderId);
  const value = Buffer.from(JSON.stringify([...seen]));
  await sql`
    insert into cache_entries (key, value, expires_at)
    values (${keyOf(orderId)}, ${value}, now() + ${REMEMBERED_DAYS}::integer * interval '1 day')
    on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at
  `.execute(tx);
};

export const forgetSeen = async (tx: Tx, orderId: string): Promise<void> => {
  await tx.deleteFrom('cache_entries').where('key', '=', keyOf(orderId)).execute();
};

const keyOf = (orderId: string): string => `cart short ${orderId}`;
