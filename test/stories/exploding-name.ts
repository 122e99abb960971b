import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';

/** Makes every turn fail, each time anew, that gives somebody this name; answers the way to mend it. */
export const explodesOn = async (db: Database, name: string): Promise<() => Promise<void>> => {
  await sql`
    create function explode() returns trigger language plpgsql as $$
    begin if new.name = ${sql.lit(name)} then raise exception 'boom'; end if; return new; end $$
  `.execute(db);
  await sql`create trigger explode before update on people for each row execute function explode()`.execute(
    db,
  );
  return async () => {
    await sql`drop function explode() cascade`.execute(db);
  };
};
