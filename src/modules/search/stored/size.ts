import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';

/** How much of the catalogue the posting lists hold. */
export interface StoredSize {
  readonly documents: number;
  readonly visible: number;
  readonly products: number;
}

export const readSize = async (tx: Tx): Promise<StoredSize> => {
  const { rows } = await sql<StoredSize>`
    select count(*) as documents, count(*) filter (where not hidden) as visible, (select count(*) from products) as products
    from search_documents
  `.execute(tx);
  return rows[0] ?? { documents: 0, visible: 0, products: 0 };
};
