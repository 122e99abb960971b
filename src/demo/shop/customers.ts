import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { Demo } from './demo.ts';
import { DEMO_PRICES, demoCustomers } from './texts.ts';

/** Somebody who buys in the demo, and for whom. */
export interface Buyer {
  readonly personId: string;
  readonly organizationId: string;
  readonly addresses: readonly string[];
  readonly priceTypeId: number | null;
  /** Where they write from, if they do. */
  readonly conversationId: string | null;
}

/** Days since the demo customers came. */
const DAYS = 20;

/** Adds the organizations with their people and addresses; answers the people by their names. */
export const addCustomers = async (tx: Tx, { ago, newId }: Demo): Promise<ReadonlyMap<string, Buyer>> => {
  const met = await whoWrites(
    tx,
    demoCustomers.flatMap(({ people }) => people.map(({ name }) => name)),
  );
  const wholesale = await tx
    .selectFrom('price_types')
    .select('id')
    .where('name', '=', DEMO_PRICES.name)
    .executeTakeFirst();
  const since = ago(DAYS * 24);
  const organizations = demoCustomers.map((one) => ({
    ...one,
    id: newId(),
    priceTypeId: one.wholesale ? (wholesale?.id ?? null) : null,
    people: one.people.map((person) => ({ ...person, id: met.get(person.name)?.personId ?? newId() })),
  }));
  const people = organizations.flatMap((one) => one.people);

  await tx
    .insertInto('people')
    .values(people.map(({ id, name }) => ({ id, name })))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  await tx
    .insertInto('identities')
    .values(people.map(({ id, phone }) => ({ id: newId(), person_id: id, kind: 'phone', value: phone })))
    .execute();
  await tx
    .insertInto('organizations')
    .values(
      organizations.map(({ id, organization, kind, priceTypeId, hours, note }) => ({
        id,
        name: organization,
        kind,
        price_type_id: priceTypeId,
        work_hours: hours,
        note,
        created_at: since,
      })),
    )
    .execute();
  await tx
    .insertInto('organization_members')
    .values(
      organizations.flatMap((one) =>
        one.people.map(({ id }, index) => ({
          organization_id: one.id,
          person_id: id,
          role: index === 0 ? 'owner' : 'member',
          joined_at: since,
          chosen_at: since,
        })),
      ),
    )
    .execute();
  await tx
    .insertInto('delivery_addresses')
    .values(
      organizations.flatMap((one) =>
        one.addresses.map((address, index) => ({
          id: newId(),
          organization_id: one.id,
          address,
          used_at: ago(24 * (index + 1)),
          created_at: since,
        })),
      ),
    )
    .execute();

  return new Map(
    organizations.flatMap(({ id, addresses, priceTypeId, people: members }) =>
      members.map((person) => [
        person.name,
        {
          personId: person.id,
          organizationId: id,
          addresses,
          priceTypeId,
          conversationId: met.get(person.name)?.conversationId ?? null,
        },
      ]),
    ),
  );
};

/** People of these names who have written to the web chat of the demo. */
const whoWrites = async (
  tx: Tx,
  names: readonly string[],
): Promise<ReadonlyMap<string, { personId: string; conversationId: string }>> => {
  const { rows } = await sql<{ name: string; personId: string; conversationId: string }>`
    select distinct on (p.name) p.name, p.id as "personId", c.id as "conversationId"
    from people p join conversations c on c.person_id = p.id
    where p.name = any(${names}) and c.inbox_id = 'webchat'
    order by p.name, p.id
  `.execute(tx);
  return new Map(rows.map(({ name, ...row }) => [name, row]));
};
