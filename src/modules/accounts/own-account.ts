import { AppError } from '#kernel/errors.ts';
import type { Clock } from '#kernel/time.ts';
import { assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { assertGoodPassword, type Passwords } from './password.ts';
import type { Owner, Proof } from './proof.ts';
import type { Enrolment, SecondFactor } from './second-factor.ts';
import type { Session, SessionEntry, Sessions } from './sessions.ts';
import { lockAccount } from './store.ts';

/** What people do with their own account: password, second factor, sessions. Whoever changes what proves them gets a new token. */
export const createOwnAccount = ({
  db,
  passwords,
  proof,
  sessions,
  secondFactor,
  audit,
  clock,
}: {
  db: Database;
  passwords: Passwords;
  proof: Proof;
  sessions: Sessions;
  secondFactor: SecondFactor;
  audit: Audit;
  clock: Clock;
}) => {
  /** Sets a new password and ends all other sessions; answers the new token. AppError `invalid` or `limited`. */
  const changePassword = async (
    by: Owner,
    session: Session,
    { current, password }: { current: string; password: string },
  ): Promise<string> => {
    assertMay(by, 'account.own');
    assertGoodPassword(password, session.login);
    const proven = await proof.prove(by, current, 'current');
    if (password === current)
      throw new AppError('invalid', 'this is the password of today', {
        fields: [{ path: 'password', issue: 'same' }],
      });
    const hash = await passwords.hash(password);
    return db.transaction().execute(async (tx) => {
      await proven.holdsIn(tx);
      await tx
        .updateTable('accounts')
        .set({ password_hash: hash, password_changed_at: new Date(clock.now()), must_change: false })
        .where('person_id', '=', by.personId)
        .execute();
      await tx.deleteFrom('password_links').where('person_id', '=', by.personId).execute();
      await sessions.endAll(tx, by.personId, session.id);
      const token = await sessions.renew(tx, session.id);
      await note(tx, by, 'account.password');
      return token;
    });
  };

  /** Makes the secret of a second factor, which counts once confirmed. AppError `invalid`, `limited` or `conflict`. */
  const beginTotp = async (by: Owner, { password }: { password: string }): Promise<Enrolment> => {
    assertMay(by, 'account.own');
    const proven = await proof.prove(by, password, 'password');
    return db.transaction().execute(async (tx) => {
      await proven.holdsIn(tx);
      return secondFactor.begin(tx, by.personId);
    });
  };

  /** Switches the second factor on by a first code and ends all other sessions. AppError `invalid` or `conflict`. */
  const confirmTotp = (
    by: Owner,
    session: Session,
    { code }: { code: string },
  ): Promise<{ readonly token: string; readonly recoveryCodes: readonly string[] }> => {
    assertMay(by, 'account.own');
    return db.transaction().execute(async (tx) => {
      await lockAccount(tx, by.personId);
      const recoveryCodes = await secondFactor.confirm(tx, by.personId, code);
      // They were opened by the password alone.
      await sessions.endAll(tx, by.personId, session.id);
      const token = await sessions.renew(tx, session.id);
      await note(tx, by, 'account.totp_on');
      return { token, recoveryCodes };
    });
  };

  /** Switches the second factor off; answers the new token. AppError `invalid` or `limited`. */
  const endTotp = async (
    by: Owner,
    session: Session,
    { password }: { password: string },
  ): Promise<string> => {
    assertMay(by, 'account.own');
    const proven = await proof.prove(by, password, 'password');
    return db.transaction().execute(async (tx) => {
      await proven.holdsIn(tx);
      const wasOn = await secondFactor.end(tx, by.personId);
      const token = await sessions.renew(tx, session.id);
      if (wasOn) await note(tx, by, 'account.totp_off');
      return token;
    });
  };

  /** New recovery codes in place of the old. AppError `invalid`, `limited` or `conflict`. */
  const renewRecoveryCodes = async (
    by: Owner,
    { password }: { password: string },
  ): Promise<readonly string[]> => {
    assertMay(by, 'account.own');
    const proven = await proof.prove(by, password, 'password');
    return db.transaction().execute(async (tx) => {
      await proven.holdsIn(tx);
      const codes = await secondFactor.renewRecovery(tx, by.personId);
      await note(tx, by, 'account.recovery_codes');
      return codes;
    });
  };

  const listSessions = (by: Owner): Promise<readonly SessionEntry[]> => {
    assertMay(by, 'account.own');
    return sessions.list(by.personId);
  };

  /** Ends one of the own sessions; AppError `missing` for any other. */
  const endSession = (by: Owner, id: string): Promise<void> => {
    assertMay(by, 'account.own');
    return db.transaction().execute(async (tx) => {
      if (!(await sessions.end(tx, { personId: by.personId, id })))
        throw new AppError('missing', 'no such session');
      await note(tx, by, 'account.session_end', { session: id });
    });
  };

  /** Logs out everywhere but here; answers how many sessions ended. */
  const endOtherSessions = (by: Owner, session: Session): Promise<number> => {
    assertMay(by, 'account.own');
    return db.transaction().execute(async (tx) => {
      const ended = await sessions.endAll(tx, by.personId, session.id);
      await note(tx, by, 'account.logout_everywhere', { ended });
      return ended;
    });
  };

  const note = (tx: Tx, by: Owner, action: `account.${string}`, after?: object): Promise<void> =>
    audit.record(tx, { by, action, subject: { kind: 'account', id: by.personId }, after });

  return {
    changePassword,
    beginTotp,
    confirmTotp,
    endTotp,
    renewRecoveryCodes,
    listSessions,
    endSession,
    endOtherSessions,
  };
};
