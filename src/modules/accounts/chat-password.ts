import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Clock } from '#kernel/time.ts';
import type { Actor } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { type PasswordProblem, type Passwords, problemOf } from './password.ts';
import type { Sessions } from './sessions.ts';
import { lockAccount } from './store.ts';

export type ChatPasswords = ReturnType<typeof createChatPasswords>;

/** Passwords that are chosen in a chat. */
export const createChatPasswords = ({
  passwords,
  sessions,
  audit,
  clock,
}: {
  passwords: Passwords;
  sessions: Sessions;
  audit: Audit;
  clock: Clock;
}) => {
  /** A new password as it is stored, or what is wrong with it. Slow: outside any transaction. */
  const hashNew = async (password: string, login: string): Promise<Result<string, PasswordProblem>> => {
    const problem = problemOf(password, login);
    return problem ? refuse(problem) : ok(await passwords.hash(password));
  };

  /** Replaces the password of whoever speaks, and ends their sessions of the panel. */
  const setPassword = async (
    tx: Tx,
    by: Actor & { readonly personId: string },
    hash: string,
  ): Promise<Result<undefined, 'no_account'>> => {
    const account = await lockAccount(tx, by.personId);
    if (!account) return refuse('no_account');
    await tx
      .updateTable('accounts')
      .set({ password_hash: hash, password_changed_at: new Date(clock.now()), must_change: false })
      .where('person_id', '=', by.personId)
      .execute();
    await tx.deleteFrom('password_links').where('person_id', '=', by.personId).execute();
    await sessions.endAll(tx, by.personId);
    await audit.record(tx, {
      by,
      action: 'account.password',
      subject: { kind: 'account', id: by.personId },
    });
    return ok(undefined);
  };

  return { hashNew, setPassword };
};
