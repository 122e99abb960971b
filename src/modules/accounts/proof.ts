import { AppError } from '#kernel/errors.ts';
import type { Actor } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Attempts } from './attempts.ts';
import type { Passwords } from './password.ts';
import { accountOf, lockAccount } from './store.ts';

/** Whoever is logged in, in the session they use. */
export type Owner = Actor & { readonly personId: string };

/** A password that was right a moment ago. */
export interface Proven {
  /** Locks the account. AppError `unauthorized` when its password is another one by now. */
  readonly holdsIn: (tx: Tx) => Promise<void>;
}

export type Proof = ReturnType<typeof createProof>;

/** The password once more: a session that somebody else uses must not be enough to change what proves its owner. */
export const createProof = ({
  db,
  passwords,
  attempts,
  audit,
}: {
  db: Database;
  passwords: Passwords;
  attempts: Attempts;
  audit: Audit;
}) => {
  /** AppError `invalid`, which names the field, or `limited` after too many wrong ones. */
  const prove = async (by: Owner, password: string, field: 'current' | 'password'): Promise<Proven> => {
    const { last } = await attempts.count('password', by.personId);
    const account = await accountOf(db, by.personId);
    const { right } = await passwords.verify(password, account?.password_hash ?? null);
    if (!right) {
      if (last) await noteLockOut(by);
      throw new AppError('invalid', 'the password is wrong', { fields: [{ path: field, issue: 'wrong' }] });
    }
    await attempts.clear(db, 'password', by.personId);
    return {
      holdsIn: async (tx) => {
        const now = await lockAccount(tx, by.personId);
        if (!now || now.password_hash !== account?.password_hash)
          throw new AppError('unauthorized', 'the password was changed meanwhile');
      },
    };
  };

  /** Guesses of a secret by somebody who is logged in have closed its door. */
  const noteLockOut = (by: Owner): Promise<void> =>
    db.transaction().execute((tx) =>
      audit.record(tx, {
        by,
        action: 'account.lockout',
        outcome: 'refused',
        subject: { kind: 'account', id: by.personId },
      }),
    );

  return { prove, noteLockOut };
};
