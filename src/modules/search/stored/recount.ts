import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import { lockPostings } from './writer.ts';

/** Counts all frequencies anew from the posting lists, whatever they were taken for; forgets what no product has. */
export const recountFrequencies = (db: Database): Promise<void> =>
  db.transaction().execute(async (tx) => {
    await lockPostings(tx);
    await sql`select set_config('work_mem', '64MB', true)`.execute(tx);
    await sql`
      with counted as (
        select term, count(*)::integer as documents
        from search_documents d, lateral (select distinct unnest(d.terms) as term) as t
        where not d.hidden group by term
      ), opened as (
        select head as term, count(*)::integer as heads
        from search_documents where not hidden and head is not null group by head
      ), right_ones as (
        select t.term, coalesce(c.documents, 0) as documents, coalesce(o.heads, 0) as heads
        from search_terms t left join counted c using (term) left join opened o using (term)
      )
      update search_terms t set documents = r.documents, heads = r.heads, search_xid = pg_current_xact_id()
      from right_ones r
      where r.term = t.term and (t.documents, t.heads) is distinct from (r.documents, r.heads)
    `.execute(tx);
    await sql`
      with counted as (
        select id, count(*)::integer as documents
        from search_documents d, lateral unnest(d.words) as w (id)
        where not d.hidden group by id
      ), right_ones as (
        select w.id, coalesce(c.documents, 0) as documents from search_words w left join counted c using (id)
      )
      update search_words w set documents = r.documents, search_xid = pg_current_xact_id()
      from right_ones r where r.id = w.id and w.documents <> r.documents
    `.execute(tx);
    await sql`
      with used as (select distinct unnest(terms) as term from search_documents)
      delete from search_terms t
      where documents = 0 and heads = 0 and not exists (select from used u where u.term = t.term)
    `.execute(tx);
    await sql`
      with used as (select distinct unnest(words) as id from search_documents)
      delete from search_words w where documents = 0 and not exists (select from used u where u.id = w.id)
    `.execute(tx);
  });
