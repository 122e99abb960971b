import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { newSecret } from '#kernel/ids.ts';
import type { Locale } from '#kernel/locale.ts';
import type { Database } from '#platform/db/database.ts';

/** Somebody with a token: `id` is the account, and the address of the conversation. */
export interface Visitor {
  readonly id: string;
  /** As asked for when the session was made; a choice in the conversation wins over it. */
  readonly locale: Locale;
}

export type Visitors = ReturnType<typeof createVisitors>;

/** The sessions of web chat visitors. A token has 256 random bits; only its SHA-256 is stored. */
export const createVisitors = ({ db }: { db: Database }) => {
  const start = async (locale: Locale): Promise<{ token: string; locale: Locale }> => {
    const token = newSecret();
    await db
      .insertInto('chat_sessions')
      .values({ token_hash: hashOf(token), visitor: randomUUID(), locale })
      .execute();
    return { token, locale };
  };

  /** The visitor behind a token; undefined when nobody has it. */
  const recognise = async (token: string): Promise<Visitor | undefined> => {
    const row = await db
      .selectFrom('chat_sessions')
      .select(['visitor', 'locale', sql<boolean>`seen_at < now() - interval '1 hour'`.as('stale')])
      .where('token_hash', '=', hashOf(token))
      .executeTakeFirst();
    if (!row) return undefined;
    if (row.stale) await touch(row.visitor);
    return { id: row.visitor, locale: row.locale as Locale };
  };

  /** Notes that a visitor is here. An hour is close enough for "last seen" and spares a write at every request. */
  const touch = async (visitor: string): Promise<void> => {
    await sql`
      update chat_sessions set seen_at = now() where visitor = ${visitor} and seen_at < now() - interval '1 hour'
    `.execute(db);
  };

  return { start, recognise, touch };
};

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
