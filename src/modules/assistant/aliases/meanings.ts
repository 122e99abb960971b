import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';

/** What phrases were taught to mean. */
export interface Meanings {
  /**
   * Products by the phrases (as `phraseKeyOf` writes them) that mean them: what the organization taught before what everybody
   * means. Hidden products are there, too.
   */
  of(
    db: Database,
    wish: { readonly phrases: readonly string[]; readonly organizationId: string | null },
  ): Promise<ReadonlyMap<string, number>>;
}

/** Reads them from the table of aliases. */
export const meanings: Meanings = {
  of: async (db, { phrases, organizationId }) => {
    const wanted = [...new Set(phrases)].filter((phrase) => phrase !== '');
    if (wanted.length === 0) return new Map();
    const { rows } = await sql<{ phrase: string; productId: number }>`
      select distinct on (phrase) phrase, product_id as "productId"
      from order_aliases
      where phrase = any(${wanted}::text[])
        and (organization_id = ${organizationId}::uuid or organization_id is null)
      order by phrase, organization_id nulls last
    `.execute(db);
    return new Map(rows.map(({ phrase, productId }) => [phrase, productId]));
  },
};
