import { AppError } from '#kernel/errors.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { configuredRolesOf } from './rows.ts';
import type { ConfiguredRoles } from './schema.ts';
import { lockAmongAdministrators, type Subject } from './subject.ts';

/** Blocks: whom the office does not hear, and who cannot come into the panel, for a time or until further notice. */
export const createBlocks = ({
  db,
  audit,
  clock,
  configured,
}: {
  db: Database;
  audit: Audit;
  clock: Clock;
  configured: readonly ConfiguredRoles[];
}) => {
  /**
   * Blocks a person, or blocks them anew with another reason or end. AppError `invalid`: the end is past;
   * `conflict`: oneself, or the last administrator who can log in; `denied`: an administrator, by somebody who is none.
   */
  const block = async (
    by: Actor,
    id: string,
    { reason, until }: { readonly reason: string; readonly until: Date | null },
  ): Promise<void> => {
    assertMay(by, 'people.block');
    const now = new Date(clock.now());
    if (until && until <= now)
      throw new AppError('invalid', 'the block would have ended already', {
        fields: [{ path: 'until', issue: 'in the past' }],
      });
    await db.transaction().execute(async (tx) => {
      const { person, others } = await lockAmongAdministrators(tx, id, now);
      if (by.personId === person.id) throw new AppError('conflict', 'nobody blocks themselves');
      await assertMayTouch(tx, by, person);
      if (person.roles.includes('administrator') && !others)
        throw new AppError('conflict', 'this is the last administrator who can log in');
      await tx
        .updateTable('people')
        .set({ blocked_at: now, blocked_until: until, blocked_reason: reason })
        .where('id', '=', id)
        .execute();
      // The reason may speak of the person, and what the audit knows can never be erased: it stays on the card.
      await record(tx, by, 'people.block', person, { blocked: true, until });
    });
  };

  /** Ends a block; nothing happens when there is none. AppError `denied` as above. */
  const unblock = async (by: Actor, id: string): Promise<void> => {
    assertMay(by, 'people.block');
    await db.transaction().execute(async (tx) => {
      const { person } = await lockAmongAdministrators(tx, id, new Date(clock.now()));
      await assertMayTouch(tx, by, person);
      if (!person.blockedAt) return;
      await tx
        .updateTable('people')
        .set({ blocked_at: null, blocked_until: null, blocked_reason: null })
        .where('id', '=', id)
        .execute();
      await record(tx, by, 'people.unblock', person, { blocked: false });
    });
  };

  const assertMayTouch = async (tx: Tx, by: Actor, person: Subject): Promise<void> => {
    if (by.roles.includes('administrator')) return;
    if ([...person.roles, ...(await configuredRolesOf(tx, person.id, configured))].includes('administrator'))
      throw new AppError('denied', 'only an administrator blocks an administrator');
  };

  const record = (
    tx: Tx,
    by: Actor,
    action: 'people.block' | 'people.unblock',
    person: Subject,
    after: { readonly blocked: boolean; readonly until?: Date | null },
  ): Promise<void> => {
    const before = person.blockedAt ? { blocked: true, until: person.blockedUntil } : { blocked: false };
    return audit.record(tx, { by, action, subject: { kind: 'person', id: person.id }, before, after });
  };

  return { block, unblock };
};
