import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Actor } from '#test/actors/actor.ts';
import type { TestOffice } from '#test/actors/office.ts';

/** A customer of a story, with what the database calls them. */
export interface Enrolled {
  readonly personId: string;
  readonly organizationId: string;
}

/** Who somebody is to the office; they greet it for that. */
export const whoIs = async (office: TestOffice, actor: Actor): Promise<string> => {
  const greeting = `/start ${randomUUID()}`;
  await actor.says(greeting);
  await actor.hears(/^Здравствуйте/);
  const { rows } = await sql<{ person_id: string }>`
    select person_id from messages where direction = 'in' and content->>'text' = ${greeting}
  `.execute(office.db);
  const [row] = rows;
  if (!row) throw new Error('nobody has greeted');
  return row.person_id;
};

/** Makes somebody a customer, as their registration would; `of`: a member of that organization. */
export const enrol = async (
  office: TestOffice,
  actor: Actor,
  { of, priceTypeId = null }: { of?: string; priceTypeId?: number | null } = {},
): Promise<Enrolled> => {
  const personId = await whoIs(office, actor);
  const organizationId = of ?? newId();
  if (of === undefined)
    await sql`
      insert into organizations (id, name, kind, price_type_id)
      values (${organizationId}, ${`Ромашка ${organizationId}`}, 'company', ${priceTypeId})
    `.execute(office.db);
  await sql`
    insert into organization_members (organization_id, person_id, role)
    values (${organizationId}, ${personId}, ${of === undefined ? 'owner' : 'member'})
  `.execute(office.db);
  return { personId, organizationId };
};

/** Lets two chats be those of one person, as a link code would. */
export const joinChats = async (office: TestOffice, mine: Actor, other: Actor): Promise<void> => {
  const personId = await whoIs(office, mine);
  const otherId = await whoIs(office, other);
  await sql`update conversations set person_id = ${personId} where person_id = ${otherId}`.execute(office.db);
  await sql`update identities set person_id = ${personId} where person_id = ${otherId}`.execute(office.db);
};
