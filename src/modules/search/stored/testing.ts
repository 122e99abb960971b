import type { Database } from '#platform/db/database.ts';

/** For tests: the posting lists and frequencies as they should be the same however they came to be. */
export const storedOf = async (db: Database) => ({
  documents: await db
    .selectFrom('search_documents')
    .select(['product_id', 'hidden', 'head', 'terms', 'words'])
    .orderBy('product_id')
    .execute(),
  terms: await db
    .selectFrom('search_terms')
    .select(['term', 'kind', 'documents', 'heads'])
    .where((eb) => eb.or([eb('documents', '<>', 0), eb('heads', '<>', 0)]))
    .orderBy('term')
    .execute(),
  words: await db
    .selectFrom('search_words')
    .select(['id', 'form', 'term', 'abbreviated', 'documents'])
    .where('documents', '<>', 0)
    .orderBy('id')
    .execute(),
});

/** For tests: forgets the posting lists. */
export const forgetStored = async (db: Database): Promise<void> => {
  await db.deleteFrom('search_documents').execute();
  await db.deleteFrom('search_terms').execute();
  await db.deleteFrom('search_words').execute();
};
