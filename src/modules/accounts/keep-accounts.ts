import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { shorten } from '#kernel/text.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Credentials } from './open-account.ts';
import type { Passwords } from './password.ts';
import { readableSecret } from './readable.ts';
import type { SecondFactor } from './second-factor.ts';
import type { Sessions } from './sessions.ts';

/** Whose account, by either name. */
export type AccountName =
  | { readonly login: string; readonly personId?: never }
  | { readonly personId: string; readonly login?: never };

/** What administrators do with the accounts of others. */
export const createKeeping = ({
  db,
  passwords,
  sessions,
  secondFactor,
  audit,
  clock,
}: {
  db: Database;
  passwords: Passwords;
  sessions: Sessions;
  secondFactor: SecondFactor;
  audit: Audit;
  clock: Clock;
}) => {
  /**
   * Gives an account a new password and ends its sessions; `withoutTotp` also switches the second factor off, for
   * somebody who lost it. AppError `missing` when there is no such account.
   */
  const resetPassword = async (
    by: Actor,
    { withoutTotp = false, ...whose }: AccountName & { withoutTotp?: boolean | undefined },
  ): Promise<Credentials> => {
    assertMay(by, 'people.roles');
    const password = readableSecret(5, 4);
    const hash = await passwords.hash(password);
    return db.transaction().execute(async (tx) => {
      const row = await tx
        .updateTable('accounts')
        .set({ password_hash: hash, password_changed_at: new Date(clock.now()), must_change: true })
        .where((is) =>
          whose.login === undefined
            ? is('person_id', '=', whose.personId)
            : is('login', '=', whose.login.trim().toLowerCase()),
        )
        .returning(['person_id', 'login'])
        .executeTakeFirst();
      if (!row) throw missing(whose);
      const { person_id: personId, login } = row;
      await tx.deleteFrom('password_links').where('person_id', '=', personId).execute();
      await sessions.endAll(tx, personId);
      const totpEnded = withoutTotp && (await secondFactor.end(tx, personId));
      await audit.record(tx, {
        by,
        action: 'account.password_reset',
        subject: { kind: 'account', id: personId },
        ...(totpEnded ? { before: { totp: true }, after: { totp: false } } : {}),
      });
      return { personId, login, password };
    });
  };

  /**
   * Closes an account with all its sessions; the person and what they did stay. AppError `missing`, or `conflict`
   * for one's own account and that of the last administrator.
   */
  const closeAccount = (by: Actor, personId: string): Promise<void> => {
    assertMay(by, 'people.roles');
    return db.transaction().execute(async (tx) => {
      if (by.personId === personId) throw new AppError('conflict', 'nobody closes their own account');
      // Two administrators who close each other's accounts do it one after the other, and see what the first did.
      const { rows: administrators } = await sql<{ id: string }>`
        select p.id from people p join accounts a on a.person_id = p.id
        where 'administrator' = any(p.roles) order by p.id for no key update
      `.execute(tx);
      if (administrators.length === 1 && administrators[0]?.id === personId)
        throw new AppError('conflict', 'this is the last administrator who can log in');
      const closed = await tx
        .deleteFrom('accounts')
        .where('person_id', '=', personId)
        .returning('login')
        .executeTakeFirst();
      if (!closed) throw missing({ personId });
      await audit.record(tx, {
        by,
        action: 'account.close',
        subject: { kind: 'account', id: personId },
        before: { login: closed.login },
      });
    });
  };

  return { resetPassword, closeAccount };
};

const missing = ({ login, personId }: AccountName): AppError =>
  new AppError(
    'missing',
    login === undefined ? `${personId} has no account` : `nobody has the login ${shorten(login, 64)}`,
  );
