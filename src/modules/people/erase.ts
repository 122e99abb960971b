import { sql } from 'kysely';
import { AppError, messageOf } from '#kernel/errors.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay, type Role } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import type { AfterCommit, DataSubject, PersonalData } from './personal-data.ts';
import { rolesByConfiguration } from './rows.ts';
import type { ConfiguredRoles } from './schema.ts';

/** Erasure: what the office knows of a person is removed, the figures stay true, and nobody can take it back. */
export const createErasure = ({
  db,
  audit,
  clock,
  configured,
  parts,
  log,
}: {
  db: Database;
  audit: Audit;
  clock: Clock;
  configured: readonly ConfiguredRoles[];
  parts: readonly PersonalData[];
  log: Log;
}) => {
  /**
   * Erases a person; once more removes what may have come since and is not an error. `confirm` is their id or name.
   * AppError `missing`, `invalid` (the confirmation), `conflict` (an administrator who can log in).
   */
  const erase = async (by: Actor, id: string, confirm: string): Promise<void> => {
    assertMay(by, 'people.data');
    const afterCommit = await db.transaction().execute(async (tx) => {
      const { erased, person } = await assertMayErase(tx, id, confirm);
      const before = await eraseParts(tx, person);
      // Waits for whoever met the person a moment ago (`meet`); the second pass finds what they brought.
      await tx.deleteFrom('identities').where('person_id', '=', id).execute();
      const after = await eraseParts(tx, person);
      if (!erased) {
        await blank(tx, id);
        await audit.record(tx, { by, action: 'people.erase', subject: { kind: 'person', id: person.id } });
      }
      return [...before, ...after];
    });
    for (const finish of afterCommit)
      await finish().catch((error) =>
        log.warn({ person: id, reason: messageOf(error) }, 'an erasure is finished later'),
      );
  };

  const assertMayErase = async (
    tx: Tx,
    id: string,
    confirm: string,
  ): Promise<{ readonly erased: boolean; readonly person: DataSubject }> => {
    // First the person, then conversations, as a turn does that changes who its speaker is.
    const { rows: people } = await sql<{
      name: string;
      id: string;
      roles: Role[];
      erased: boolean;
      login: string | null;
    }>`
      select p.id, p.name, p.roles, p.erased_at is not null as erased, a.login
      from people p left join accounts a on a.person_id = p.id
      where p.id = ${id} for no key update of p
    `.execute(tx);
    const [found] = people;
    if (!found) throw new AppError('missing', 'there is no such person');
    const rows = await tx
      .selectFrom('identities')
      .select(['kind', 'value', 'verified_at'])
      .where('person_id', '=', id)
      .execute();
    const identities = rows.map(({ verified_at, ...one }) => ({ ...one, verified: verified_at !== null }));
    if (!found.erased && !confirms(confirm, found))
      throw new AppError('invalid', 'the confirmation is neither the name nor the id of the person', {
        fields: [{ path: 'confirm', issue: 'does not match' }],
      });
    const roles = [...found.roles, ...rolesByConfiguration(identities, configured)];
    if (found.login !== null && roles.includes('administrator'))
      throw new AppError('conflict', 'an administrator who can log in is not erased: take the role first');
    return { erased: found.erased, person: { id: found.id, identities } };
  };

  const eraseParts = async (tx: Tx, person: DataSubject): Promise<AfterCommit[]> => {
    const finishes: AfterCommit[] = [];
    for (const part of parts) {
      const finish = await part.erase(tx, person);
      if (finish) finishes.push(finish);
    }
    return finishes;
  };

  /** The row itself stays: messages and entries of the audit refer to it. */
  const blank = async (tx: Tx, id: string): Promise<void> => {
    await sql`
      update people
      set name = '', locale = null, roles = '{}', blocked_at = null, blocked_until = null, blocked_reason = null,
          erased_at = ${new Date(clock.now())}
      where id = ${id}
    `.execute(tx);
  };

  return { erase };
};

const confirms = (given: string, { id, name }: { id: string; name: string }): boolean => {
  const text = given.trim().replace(/\s+/g, ' ');
  return text !== '' && (text.toLowerCase() === id || text === name.trim().replace(/\s+/g, ' '));
};
