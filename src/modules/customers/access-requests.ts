import { type RawBuilder, sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Clock } from '#kernel/time.ts';
import type { Actor } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { parseOrganizationName } from './organization-name.ts';
import { enrol, lockOrganization, nameOf, ownerOf, roleIn } from './standing.ts';
import { LEGAL_FORM, QUOTES } from './texts.ts';
import type { Told } from './told.ts';

/** Requests of one person that nobody has decided yet. */
const MOST_PENDING = 5;
/** Requests to one organization that wait; its owner is told of no more: strangers shall not flood a chat. */
const MOST_TOLD = 20;

/** Somebody who waits to be let in, as the owner sees them. */
export interface Applicant {
  readonly id: string;
  readonly organizationId: string;
  readonly organization: string;
  readonly name: string;
  /** In E.164; null: they told none. */
  readonly phone: string | null;
  readonly verified: boolean;
  readonly at: Date;
}

/** A decision on a request: by whom it may be made is asked by the caller. */
export interface Decision {
  readonly by: Actor;
  readonly id: string;
  readonly approve: boolean;
  /** The organization they join; undefined: the one they asked for. */
  readonly organizationId?: string | undefined;
  /** Asked once the request and the organization are locked. */
  readonly mayDecide: (organizationId: string | null) => Promise<boolean>;
}

export type DecisionRefusal = 'missing' | 'decided' | 'not_yours' | 'no_organization';

/**
 * Requests for access. Who asks learns nothing about which organizations there are: a name that is known goes to its
 * owner and to the office, any other to the office alone.
 */
export const createAccessRequests = ({ audit, told, clock }: { audit: Audit; told: Told; clock: Clock }) => {
  /** Asks for access to an organization by its name. `pending`: that was asked before. */
  const ask = async (
    tx: Tx,
    by: Actor,
    wish: { readonly words: string },
  ): Promise<Result<undefined, 'invalid' | 'pending' | 'joined' | 'too_many'>> => {
    const words = parseOrganizationName(wish.words);
    const { personId } = by;
    if (!words.ok || !personId) return refuse('invalid');
    const organizationId = (await companyCalled(tx, words.value)) ?? null;
    await sql`select id from people where id = ${personId} for no key update`.execute(tx);
    if (organizationId && (await roleIn(tx, organizationId, personId))) return refuse('joined');
    const { rows } = await sql<{ pending: number }>`
      select count(*)::integer as pending from access_requests where person_id = ${personId} and state = 'pending'
    `.execute(tx);
    if ((rows[0]?.pending ?? 0) >= MOST_PENDING) return refuse('too_many');
    const id = newId(clock.now());
    const { numInsertedOrUpdatedRows: added } = await tx
      .insertInto('access_requests')
      .values({
        id,
        person_id: personId,
        organization_id: organizationId,
        words: words.value,
        created_at: new Date(clock.now()),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (added !== 1n) return refuse('pending');
    const owner = organizationId && (await ownerOf(tx, organizationId));
    if (owner && (await waitingFor(tx, organizationId)) <= MOST_TOLD)
      await told.asked(tx, owner, id, { person: await nameOf(tx, personId), organization: words.value });
    await audit.record(tx, {
      by,
      action: 'organization.access_ask',
      subject: { kind: 'access_request', id },
      after: { organization_id: organizationId },
    });
    return ok(undefined);
  };

  /** Who waits to be let into an organization that the person owns, the first first. */
  const waiting = (db: Database, ownerId: string, organizationId: string): Promise<readonly Applicant[]> =>
    readApplicants(db, ownerId, sql`r.organization_id = ${organizationId}`);

  /** One of them; undefined: there is none, it is decided, or it is not theirs to decide. */
  const read = async (db: Database, ownerId: string, id: string): Promise<Applicant | undefined> =>
    (await readApplicants(db, ownerId, sql`r.id = ${id}`))[0];

  /** Decides a request once, whoever is first; the applicant is told. */
  const decide = async (
    tx: Tx,
    { by, id, approve, organizationId: meant, mayDecide }: Decision,
  ): Promise<Result<{ readonly organization: string }, DecisionRefusal>> => {
    const found = await tx
      .selectFrom('access_requests')
      .select(['person_id', 'organization_id', 'words'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!found) return refuse('missing');
    const organizationId = meant ?? found.organization_id;
    const organization =
      organizationId && (await lockOrganization(tx, organizationId, [found.person_id, by.personId]));
    // Read anew under its lock: somebody else may have decided while we waited.
    const { rows } = await sql<{ state: string; organization_id: string | null }>`
      select state, organization_id from access_requests where id = ${id} for update
    `.execute(tx);
    const [request] = rows;
    if (!request) return refuse('missing');
    if (!(await mayDecide(request.organization_id))) return refuse('not_yours');
    if (request.state !== 'pending') return refuse('decided');
    if (approve && !organization) return refuse('no_organization');
    await tx
      .updateTable('access_requests')
      .set({
        state: approve ? 'approved' : 'refused',
        decided_by: by.personId,
        decided_at: new Date(clock.now()),
        ...(approve && organization ? { organization_id: organization.id } : {}),
      })
      .where('id', '=', id)
      .execute();
    const name = organization ? organization.name : found.words;
    if (approve && organization) {
      await enrol(tx, organization.id, found.person_id);
      await told.approved(tx, found.person_id, name);
    } else await told.refused(tx, found.person_id, found.organization_id ? name : found.words);
    await audit.record(tx, {
      by,
      action: approve ? 'organization.access_approve' : 'organization.access_refuse',
      subject: { kind: 'access_request', id },
      after: { person_id: found.person_id, organization_id: organizationId },
    });
    return ok({ organization: name });
  };

  /** The owner decides, if they still are the owner. */
  const decideAsOwner = (
    tx: Tx,
    by: Actor,
    { id, approve }: { readonly id: string; readonly approve: boolean },
  ): Promise<Result<{ readonly organization: string }, DecisionRefusal>> =>
    decide(tx, {
      by,
      id,
      approve,
      mayDecide: async (organizationId) =>
        organizationId !== null && (await roleIn(tx, organizationId, by.personId)) === 'owner',
    });

  return { ask, waiting, read, decide, decideAsOwner };
};

const waitingFor = async (tx: Tx, organizationId: string): Promise<number> => {
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::integer as waiting from access_requests
    where organization_id = ${organizationId} and state = 'pending'
  `.execute(tx);
  return rows[0]?.waiting ?? 0;
};

/** The company of this name; else the only one that differs in its legal form and quotes, which few people write. */
const companyCalled = async (tx: Tx, name: string): Promise<string | undefined> => {
  const bare = (text: RawBuilder<unknown>) =>
    sql`trim(regexp_replace(regexp_replace(lower(${text}), ${QUOTES}, '', 'g'), ${LEGAL_FORM}, ''))`;
  const { rows } = await sql<{ id: string; exact: boolean }>`
    select id, lower(name) = lower(${name}) as exact from organizations
    where kind = 'company' and ${bare(sql`name`)} = ${bare(sql`${name}::text`)}
    order by exact desc limit 2
  `.execute(tx);
  return rows[0]?.exact || rows.length === 1 ? rows[0]?.id : undefined;
};

const readApplicants = async (
  db: Database,
  ownerId: string,
  which: ReturnType<typeof sql>,
): Promise<readonly Applicant[]> => {
  const { rows } = await sql<Applicant>`
    select r.id, o.id as "organizationId", o.name as organization, p.name, phone.value as phone,
           phone.verified_at is not null as verified, r.created_at as at
    from access_requests r
    join organizations o on o.id = r.organization_id
    join organization_members m on m.organization_id = o.id and m.person_id = ${ownerId} and m.role = 'owner'
    join people p on p.id = r.person_id
    left join lateral (
      select value, verified_at from identities where person_id = r.person_id and kind = 'phone'
      order by verified_at is null, created_at desc, id desc limit 1
    ) phone on true
    where r.state = 'pending' and ${which}
    order by r.created_at, r.id limit 50
  `.execute(db);
  return rows;
};
