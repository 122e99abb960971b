import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Locale } from '#kernel/locale.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Clock } from '#kernel/time.ts';
import type { Role } from '#modules/access/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { rolesColumn } from './phone-roles.ts';
import type { ConfiguredRoles, ContactCard, Person } from './schema.ts';

export { formatPhone, parseEmail, parseName, parsePhone } from './contact.ts';
export type { DataSubject, PersonalData } from './personal-data.ts';
export type { RolesColumn } from './phone-roles.ts';
export { createRegister, type Register } from './register.ts';
export { addPeopleRoutes } from './routes.ts';
export type { ConfiguredRoles, Person } from './schema.ts';

export type People = ReturnType<typeof createPeople>;

/**
 * People and their identities. `configuredRoles` grants roles that come from the configuration to an
 * account of a channel, e.g. ADMIN_IDS; `phones` to whoever has verified one of them, e.g. ADMIN_PHONE.
 */
export const createPeople = ({
  clock,
  configuredRoles,
  phones = [],
}: {
  clock: Clock;
  configuredRoles: (kind: string, account: string) => readonly Role[];
  phones?: readonly ConfiguredRoles[];
}) => {
  const roles = rolesColumn(phones);

  /** The roles of a person wherever they are: granted, or by a verified phone. */
  const rolesNow = async (db: Database, personId: string): Promise<readonly Role[]> => {
    const row = await db
      .selectFrom('people as p')
      .select(roles('p').as('roles'))
      .where('p.id', '=', personId)
      .executeTakeFirst();
    return [...new Set((row?.roles ?? []) as Role[])];
  };

  /** The person behind an account of a channel; made at the first meeting. */
  const meet = async (
    tx: Tx,
    { kind, account, name }: { kind: string; account: string; name: string },
  ): Promise<string> => {
    const known = await tx
      .selectFrom('identities')
      .select('person_id')
      .where('kind', '=', kind)
      .where('value', '=', account)
      .where('verified_at', 'is not', null)
      // An erasure waits until what this transaction heard is stored, and erases it as well.
      .forKeyShare()
      .executeTakeFirst();
    if (known) return known.person_id;
    const id = newId(clock.now());
    await tx.insertInto('people').values({ id, name }).execute();
    const identity = await tx
      .insertInto('identities')
      .values({ id: newId(clock.now()), person_id: id, kind, value: account, verified_at: sql`now()` })
      .onConflict((conflict) =>
        conflict.columns(['kind', 'value']).where('verified_at', 'is not', null).doNothing(),
      )
      .executeTakeFirst();
    if (identity.numInsertedOrUpdatedRows === 1n) return id;
    // Another replica met the same person in this very moment.
    await tx.deleteFrom('people').where('id', '=', id).execute();
    return meet(tx, { kind, account, name });
  };

  /** Roles of a person who speaks from this account: those read by `roles`, and those of the account. */
  const rolesOf = (granted: readonly string[], kind: string, account: string): Role[] => [
    ...new Set([...(granted as Role[]), ...configuredRoles(kind, account)]),
  ];

  /** E-mail and phone of a person: the verified one first, else the latest. */
  const contactCard = async (db: Database, personId: string): Promise<ContactCard> => {
    const rows = await db
      .selectFrom('identities')
      .select(['kind', 'value', 'verified_at'])
      .where('person_id', '=', personId)
      .where('kind', 'in', ['email', 'phone'])
      .orderBy(sql`verified_at is null`)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .execute();
    const first = (kind: string) => {
      const row = rows.find((one) => one.kind === kind);
      return row && { value: row.value, verified: row.verified_at !== null };
    };
    return { email: first('email'), phone: first('phone') };
  };

  const rename = async (tx: Tx, { personId, name }: { personId: string; name: string }) => {
    await tx.updateTable('people').set({ name }).where('id', '=', personId).execute();
    return ok(undefined);
  };

  /** Remembers the language a person chose. */
  const speak = async (tx: Tx, { personId, locale }: { personId: string; locale: Locale }) => {
    await tx.updateTable('people').set({ locale }).where('id', '=', personId).execute();
    return ok(undefined);
  };

  /**
   * Replaces the person's e-mail or phone. Only proof is exclusive: a verified value that is proven to be
   * somebody else's is refused as `taken`; a typed one never is, so that nobody learns who is a client.
   */
  const setContact = async (
    tx: Tx,
    contact: { personId: string; kind: 'email' | 'phone'; value: string; verified: boolean },
  ): Promise<Result<undefined, 'taken'>> => {
    const { personId, kind, value, verified } = contact;
    // A person may speak in two conversations at the same moment: one after the other.
    await tx.selectFrom('people').select('id').where('id', '=', personId).forNoKeyUpdate().execute();
    const owner = await tx
      .selectFrom('identities')
      .select('person_id')
      .where('kind', '=', kind)
      .where('value', '=', value)
      .where('verified_at', 'is not', null)
      .executeTakeFirst();
    if (owner?.person_id === personId) return ok(undefined);
    if (owner && verified) return refuse('taken');
    await tx.deleteFrom('identities').where('person_id', '=', personId).where('kind', '=', kind).execute();
    const added = await tx
      .insertInto('identities')
      .values({
        id: newId(clock.now()),
        person_id: personId,
        kind,
        value,
        verified_at: verified ? sql<Date>`now()` : null,
      })
      .onConflict((conflict) =>
        conflict.columns(['kind', 'value']).where('verified_at', 'is not', null).doNothing(),
      )
      .executeTakeFirst();
    return added.numInsertedOrUpdatedRows === 1n ? ok(undefined) : refuse('taken');
  };

  return { meet, roles, rolesOf, rolesNow, contactCard, rename, speak, setContact };
};

/** A person row with roles as text, as a store of another module reads it in its own join. */
export const personOf = (
  row: { id: string; name: string; locale: string | null; customer: boolean },
  roles: readonly Role[],
): Person => ({
  id: row.id,
  name: row.name,
  locale: row.locale as Locale | null,
  roles,
  customer: row.customer,
});
