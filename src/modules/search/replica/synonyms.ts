import type { Database } from '#platform/db/database.ts';
import type { SynonymGroup } from '../contract.ts';

/** The synonyms of the office, oldest group first. */
export const readSynonyms = async (db: Database): Promise<readonly SynonymGroup[]> => {
  const rows = await db.selectFrom('search_synonyms').select('phrases').orderBy('id').execute();
  return rows.map(({ phrases }) => phrases);
};
