import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { isNameTaken, parseOrganizationName } from '../organization-name.ts';
import { type LockedOrganization, lockOrganization } from '../standing.ts';

/** What of an organization the office may set; what is absent stays. */
export interface OrganizationWish {
  readonly name?: string | undefined;
  readonly kind?: 'company' | 'private' | undefined;
  /** null: it sees the usual prices. */
  readonly priceTypeId?: number | null | undefined;
  readonly workHours?: string | undefined;
  readonly note?: string | undefined;
  readonly blocked?: boolean | undefined;
  /** Why it is blocked: becomes the first line of the note. */
  readonly reason?: string | undefined;
}

/** Making organizations and changing them, by the office. */
export const createOrganizationChanges = ({
  db,
  audit,
  clock,
}: {
  db: Database;
  audit: Audit;
  clock: Clock;
}) => {
  /** A new one, without members: whoever is let in first owns it. Answers its id. AppError `invalid`, `conflict`. */
  const create = async (
    by: Actor,
    wish: OrganizationWish & { readonly name: string; readonly kind: 'company' | 'private' },
  ): Promise<string> => {
    assertMay(by, 'customers.change');
    const id = newId(clock.now());
    await db.transaction().execute(async (tx) => {
      const after = await merged(tx, { ...NEW, id }, wish);
      await tx
        .insertInto('organizations')
        .values({ id, ...columnsOf(after, null, clock), created_at: new Date(clock.now()) })
        .execute();
      await record(tx, by, 'organization.create', id, { after: audited(after) });
    });
    return id;
  };

  /** Changes what is given. AppError `missing`, `invalid`, `conflict` (a company is called so already). */
  const change = async (by: Actor, id: string, wish: OrganizationWish): Promise<void> => {
    assertMay(by, 'customers.change');
    await db.transaction().execute(async (tx) => {
      const before = await lockOrganization(tx, id);
      if (!before) throw new AppError('missing', 'there is no such organization');
      const after = await merged(tx, before, wish);
      const [old, fresh] = [audited(before), audited(after)];
      const changed = Object.keys(fresh).filter((key) => old[key] !== fresh[key]);
      if (changed.length === 0 && before.note === after.note && before.name === after.name) return;
      await tx
        .updateTable('organizations')
        .set(columnsOf(after, before, clock))
        .where('id', '=', id)
        .execute();
      const only = (state: Readonly<Record<string, unknown>>) =>
        Object.fromEntries(changed.map((key) => [key, state[key]]));
      await record(tx, by, 'organization.change', id, { before: only(old), after: only(fresh) });
    });
  };

  const record = (
    tx: Tx,
    by: Actor,
    action: 'organization.create' | 'organization.change',
    id: string,
    states: { readonly before?: unknown; readonly after: unknown },
  ): Promise<void> => audit.record(tx, { by, action, subject: { kind: 'organization', id }, ...states });

  return { create, change };
};

const NEW = {
  name: '',
  kind: 'company',
  priceTypeId: null,
  workHours: '',
  note: '',
  blocked: false,
} as const satisfies Omit<LockedOrganization, 'id'>;

const merged = async (
  tx: Tx,
  before: LockedOrganization,
  { reason, ...wish }: OrganizationWish,
): Promise<LockedOrganization> => {
  const given = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
  const after: LockedOrganization = { ...before, ...given };
  const name = parseOrganizationName(after.name);
  if (!name.ok) throw invalid('name', 'no name');
  if (after.kind === 'company' && (await isNameTaken(tx, name.value, before.id)))
    throw new AppError('conflict', 'a company is called so already', {
      fields: [{ path: 'name', issue: 'taken' }],
    });
  if (after.priceTypeId !== before.priceTypeId && after.priceTypeId !== null) {
    const { rows } = await sql`select from price_types where id = ${after.priceTypeId}`.execute(tx);
    if (rows.length === 0) throw invalid('price_type_id', 'missing');
  }
  const blocks = after.blocked && !before.blocked && reason;
  return { ...after, name: name.value, note: blocks ? `${reason}\n${after.note}`.trimEnd() : after.note };
};

const columnsOf = (after: LockedOrganization, before: LockedOrganization | null, clock: Clock) => ({
  name: after.name,
  kind: after.kind,
  price_type_id: after.priceTypeId,
  work_hours: after.workHours,
  note: after.note,
  // A block that goes on keeps its beginning.
  ...(after.blocked === (before?.blocked ?? false)
    ? {}
    : { blocked_at: after.blocked ? new Date(clock.now()) : null }),
});

/** The note and the name of a private person speak of people: what the audit knows can never be erased. */
const audited = ({ name, kind, priceTypeId, workHours, note, blocked }: LockedOrganization) => {
  const state: Readonly<Record<string, unknown>> = {
    ...(kind === 'company' ? { name } : {}),
    kind,
    price_type_id: priceTypeId,
    work_hours: workHours,
    note_length: note.length,
    blocked,
  };
  return state;
};

const invalid = (path: string, issue: string): AppError =>
  new AppError('invalid', `${path}: ${issue}`, { fields: [{ path, issue }] });
