import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { shorten } from '#kernel/text.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Attempts } from './attempts.ts';
import type { Credentials } from './open-account.ts';
import type { Passwords } from './password.ts';
import { readableSecret } from './readable.ts';
import type { SecondFactor } from './second-factor.ts';
import type { Sessions } from './sessions.ts';
import { type AccountRow, lockAccount } from './store.ts';

/** Whose account, by either name. */
export type AccountName =
  | { readonly login: string; readonly personId?: never }
  | { readonly personId: string; readonly login?: never };

/** What administrators do with the accounts of others. */
export const createKeeping = ({
  db,
  passwords,
  attempts,
  sessions,
  secondFactor,
  audit,
  clock,
}: {
  db: Database;
  passwords: Passwords;
  attempts: Attempts;
  sessions: Sessions;
  secondFactor: SecondFactor;
  audit: Audit;
  clock: Clock;
}) => {
  /**
   * Gives an account a new password, ends its sessions and opens doors that guesses have closed; `withoutTotp` also
   * switches the second factor off, for somebody who lost it. AppError `missing` when there is no such account,
   * `conflict` for one's own: who changes that proves who they are.
   */
  const resetPassword = async (
    by: Actor,
    { withoutTotp = false, ...whose }: AccountName & { withoutTotp?: boolean | undefined },
  ): Promise<Credentials> => {
    assertMay(by, 'people.roles');
    const password = readableSecret(5, 4);
    const hash = await passwords.hash(password);
    return db.transaction().execute(async (tx) => {
      const { person_id: personId, login } = await lockNamed(tx, whose);
      if (by.personId === personId)
        throw new AppError('conflict', 'nobody gives their own account a new password without proof');
      await tx
        .updateTable('accounts')
        .set({ password_hash: hash, password_changed_at: new Date(clock.now()), must_change: true })
        .where('person_id', '=', personId)
        .execute();
      await tx.deleteFrom('password_links').where('person_id', '=', personId).execute();
      await sessions.endAll(tx, personId);
      await attempts.clear(tx, ['login', 'password', 'code'], personId);
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
      // Two administrators who close each other's accounts do it one after the other, and see what the first did.
      const { rows: administrators } = await sql<{ id: string }>`
        select p.id from people p join accounts a on a.person_id = p.id
        where 'administrator' = any(p.roles) order by p.id for no key update
      `.execute(tx);
      const { person_id: id, login } = await lockNamed(tx, { personId });
      if (by.personId === id) throw new AppError('conflict', 'nobody closes their own account');
      if (administrators.length === 1 && administrators[0]?.id === id)
        throw new AppError('conflict', 'this is the last administrator who can log in');
      await tx.deleteFrom('accounts').where('person_id', '=', id).execute();
      await audit.record(tx, {
        by,
        action: 'account.close',
        subject: { kind: 'account', id },
        before: { login },
      });
    });
  };

  return { resetPassword, closeAccount };
};

/** The account as the database names it, locked. AppError `missing`. */
const lockNamed = async (tx: Tx, whose: AccountName): Promise<AccountRow> => {
  const named = await tx
    .selectFrom('accounts')
    .select('person_id')
    .where((is) =>
      whose.login === undefined
        ? is('person_id', '=', whose.personId)
        : is('login', '=', whose.login.trim().toLowerCase()),
    )
    .executeTakeFirst();
  const account = named && (await lockAccount(tx, named.person_id));
  if (!account) throw missing(whose);
  return account;
};

const missing = ({ login, personId }: AccountName): AppError =>
  new AppError(
    'missing',
    login === undefined ? `${personId} has no account` : `nobody has the login ${shorten(login, 64)}`,
  );
