import { AppError } from '#kernel/errors.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay, ROLES, type Role } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database } from '#platform/db/database.ts';
import { lockAmongAdministrators } from './subject.ts';

/** Grants and takes roles; what is granted counts from the next request and the next message on. */
export const createRoles = ({ db, audit, clock }: { db: Database; audit: Audit; clock: Clock }) => {
  /**
   * Replaces the granted roles of a person; those of the configuration stay as they are. AppError `conflict`: one's
   * own administrator role, or that of the last administrator who can log in.
   */
  const grant = async (by: Actor, id: string, wanted: readonly Role[]): Promise<void> => {
    assertMay(by, 'people.roles');
    const roles = ROLES.filter((role) => wanted.includes(role));
    await db.transaction().execute(async (tx) => {
      const { person, others } = await lockAmongAdministrators(tx, id, new Date(clock.now()));
      const resigns = person.roles.includes('administrator') && !roles.includes('administrator');
      if (resigns && by.personId === person.id)
        throw new AppError('conflict', 'nobody takes the administrator role from themselves');
      if (resigns && !others) throw new AppError('conflict', 'this is the last administrator who can log in');
      const before = ROLES.filter((role) => person.roles.includes(role));
      if (before.join() === roles.join()) return;
      await tx.updateTable('people').set({ roles }).where('id', '=', id).execute();
      const subject = { kind: 'person', id: person.id };
      await audit.record(tx, {
        by,
        action: 'people.roles',
        subject,
        before: { roles: before },
        after: { roles },
      });
    });
  };

  return { grant };
};
