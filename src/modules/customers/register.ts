import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Clock } from '#kernel/time.ts';
import type { PhoneAccounts } from '#modules/accounts/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { People } from '#modules/people/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { keepAddress } from './addresses.ts';
import type { Registration, RegistrationRefusal } from './contract.ts';
import { isNameTaken } from './organization-name.ts';

export type Registering = ReturnType<typeof createRegistering>;

/** What a registration made. */
export interface Registered {
  readonly organizationId: string;
}

/** Makes somebody a customer: their name, an account by phone, and an organization that they own. */
export const createRegistering = ({
  people,
  phones,
  audit,
  clock,
}: {
  people: Pick<People, 'rename' | 'setContact'>;
  phones: Pick<PhoneAccounts, 'open'>;
  audit: Audit;
  clock: Clock;
}) => {
  /**
   * Registers, all or nothing. `registered`: they belong to an organization already; `phone_taken`: the phone is
   * another account's; `company_taken`: another company is called so.
   */
  const register = async (tx: Tx, wish: Registration): Promise<Result<Registered, RegistrationRefusal>> => {
    const { personId, by } = wish;
    // Somebody with two chats may finish in both at the same moment.
    const { rows } = await sql<{ customer: boolean }>`
      select customer from people where id = ${personId} for no key update
    `.execute(tx);
    if (rows[0]?.customer) return refuse('registered');
    const opened = await phones.open(tx, wish);
    if (!opened.ok) return opened;
    if (wish.company !== null && (await isNameTaken(tx, wish.company, null))) return refuse('company_taken');
    await people.rename(tx, { personId, name: wish.name });
    if (wish.email !== null)
      await people.setContact(tx, { personId, kind: 'email', value: wish.email, verified: false });
    const organizationId = await found(tx, wish);
    await audit.record(tx, {
      by,
      action: 'customers.register',
      subject: { kind: 'organization', id: organizationId },
      after: { kind: wish.company === null ? 'private' : 'company', verified: wish.verified },
    });
    return ok({ organizationId });
  };

  const found = async (tx: Tx, wish: Registration): Promise<string> => {
    const organizationId = newId(clock.now());
    await tx
      .insertInto('organizations')
      .values({
        id: organizationId,
        name: wish.company ?? wish.name,
        kind: wish.company === null ? 'private' : 'company',
        work_hours: wish.workHours,
      })
      .execute();
    await tx
      .insertInto('organization_members')
      .values({ organization_id: organizationId, person_id: wish.personId, role: 'owner' })
      .execute();
    if (wish.address !== '')
      await keepAddress(tx, { organizationId, address: wish.address, now: clock.now() });
    return organizationId;
  };

  /** Whether a company is called so. */
  const isCompany = async (db: Database, name: string): Promise<boolean> => {
    const { rows } = await sql`
      select from organizations where kind = 'company' and lower(name) = lower(${name})
    `.execute(db);
    return rows.length > 0;
  };

  return { register, isCompany };
};
