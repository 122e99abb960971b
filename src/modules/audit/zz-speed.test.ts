import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { theOffice } from '#modules/access/index.ts';
import { testDatabase } from '#test/database.ts';
import { createAuditTrail } from './index.ts';
it('speed', async () => {
  const { db, close } = await testDatabase();
  await sql`insert into people (id, name) select gen_random_uuid(), (array['Анна','Борис','Вера','Олег'])[1+i%4] || ' Человек ' || i from generate_series(1,100000) i`.execute(db);
  await sql`insert into inboxes (id, channel) values ('w','w')`.execute(db);
  await sql`insert into conversations (id, inbox_id, address, kind, person_id, title) select gen_random_uuid(), 'w', id::text, 'private', id, name from people`.execute(db);
  await sql`insert into audit_entries (seq, at, action, outcome, subject_kind, subject_id, channel, hash, address)
    select row_number() over (), now(), (array['people.block','account.login','people.roles'])[1+(row_number() over ())%3], 'done', 'person', p.id::text, 'panel', '\\x00', '10.0.0.1' from people p`.execute(db);
  await sql`analyze`.execute(db);
  const trail = createAuditTrail({ db });
  const out: string[] = [];
  for (const [q, also] of [['анна человек 9999'], ['анна'], ['ан'], ['а'], ['нет такого'], ['нет', ['people.block','setting','greeting']], ['человек 77', ['people.block']]] as [string, string[]?][])
    for (let n = 0; n < 3; n++) {
      const t = performance.now();
      const { total } = await trail.page(theOffice, { q, also }, { page: 1, size: 25, sort: '-seq' });
      out.push(`${q} ${total} ${Math.round(performance.now() - t)}ms`);
    }
  await close();
  expect(out).toEqual([]);
}, 120_000);
