import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { cleanText, isBlank } from '#kernel/text.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { DeliveryAddress } from './contract.ts';

/** Addresses of one organization. */
const MOST = 100;
/** Addresses that are offered. */
const OFFERED = 10;
const SHORTEST = 3;
const LONGEST = 300;

/** The addresses of an organization, the one used last first; at most ten. */
export const readAddresses = (db: Database, organizationId: string): Promise<readonly DeliveryAddress[]> =>
  db
    .selectFrom('delivery_addresses')
    .select(['id', 'address'])
    .where('organization_id', '=', organizationId)
    .orderBy('used_at', 'desc')
    .orderBy('id', 'desc')
    .limit(OFFERED)
    .execute();

/** An address as it is kept: in one line, 3 to 300 characters, and no question. */
export const parseAddress = (text: string): Result<string, 'invalid'> => {
  const address = cleanText(text).trim().replace(/\s+/g, ' ');
  return isBlank(address) || address.length < SHORTEST || address.length > LONGEST || address.endsWith('?')
    ? refuse('invalid')
    : ok(address);
};

/** Remembers an address, or that it was used again. */
export const keepAddress = async (
  tx: Tx,
  wish: { readonly organizationId: string; readonly address: string; readonly now: number },
): Promise<Result<undefined, 'invalid' | 'too_many'>> => {
  const address = parseAddress(wish.address);
  if (!address.ok) return address;
  const { numAffectedRows: again } = await sql`
    update delivery_addresses set used_at = clock_timestamp()
    where organization_id = ${wish.organizationId} and lower(address) = lower(${address.value})
  `.execute(tx);
  if (again === 1n) return ok(undefined);
  const { numAffectedRows: added } = await sql`
    insert into delivery_addresses (id, organization_id, address, used_at)
    select ${newId(wish.now)}::uuid, ${wish.organizationId}::uuid, ${address.value}, clock_timestamp()
    where (select count(*) from delivery_addresses where organization_id = ${wish.organizationId}) < ${MOST}
    on conflict (organization_id, lower(address)) do update set used_at = excluded.used_at
  `.execute(tx);
  return added === 1n ? ok(undefined) : refuse('too_many');
};

/** Forgets an address of this organization; false: it has no such one. */
export const removeAddress = async (
  tx: Tx,
  { organizationId, addressId }: { readonly organizationId: string; readonly addressId: string },
): Promise<boolean> => {
  const { numDeletedRows } = await tx
    .deleteFrom('delivery_addresses')
    .where('organization_id', '=', organizationId)
    .where('id', '=', addressId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
};
