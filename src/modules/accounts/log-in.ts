import { AppError } from '#kernel/errors.ts';
import type { Clock } from '#kernel/time.ts';
import type { Actor } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { createAttempts } from './attempts.ts';
import { nameTyped } from './login-name.ts';
import type { Passwords } from './password.ts';
import type { SecondFactor } from './second-factor.ts';
import { mayNotEnter, type Origin, type Session, type Sessions } from './sessions.ts';
import { findAccount } from './store.ts';

/** Who knocks, before anybody knows who they are. */
export interface Stranger extends Origin {
  readonly traceId: string | null;
}

/** What a successful step of logging in gives: the token for the cookie. */
export interface Entered {
  readonly token: string;
  readonly stage: Session['stage'];
}

/** Logging in: the password, then the second factor where it is on. */
export const createLogIn = ({
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
  attempts: ReturnType<typeof createAttempts>;
  sessions: Sessions;
  secondFactor: SecondFactor;
  audit: Audit;
  clock: Clock;
}) => {
  const oneByOne = createLanes();

  /**
   * Opens a session. AppError `unauthorized`, always the same and after the same time, when login and password
   * do not belong together; `limited` after too many such guesses, whatever is guessed.
   */
  const logIn = (given: { login: string; password: string }, from: Stranger): Promise<Entered> => {
    const name = nameTyped(given.login);
    // Right passwords side by side would count each other as wrong while they are looked at.
    return oneByOne(name, () => enter(name, given.password, from));
  };

  const enter = async (name: string, password: string, from: Stranger): Promise<Entered> => {
    const { last } = await attempts.count('login', name);
    const account = await findAccount(db, name);
    const { right, stale } = await passwords.verify(password, account?.password_hash ?? null);
    if (!account || !right || mayNotEnter(account, new Date(clock.now()))) {
      if (last) await noteLockOut(from, account?.person_id);
      throw new AppError('unauthorized', 'login and password do not belong together');
    }
    const personId = account.person_id;
    const fresh = stale ? await passwords.hash(password) : undefined;
    const stage = account.totp_confirmed_at ? 'code' : 'open';
    return db.transaction().execute(async (tx) => {
      await attempts.clear(tx, 'login', name);
      if (fresh !== undefined)
        await tx
          .updateTable('accounts')
          .set({ password_hash: fresh })
          .where('person_id', '=', personId)
          .where('password_hash', '=', account.password_hash)
          .execute();
      const { token } = await sessions.open(tx, {
        personId,
        stage,
        address: from.address,
        agent: from.agent,
      });
      if (stage === 'open') await noteEntrance(tx, from, personId);
      return { token, stage };
    });
  };

  /** The second factor: a code of the moment or a recovery code. AppError `invalid` for a wrong one, or `limited`. */
  const giveCode = async (session: Session, code: string, from: Stranger): Promise<Entered> => {
    const personId = session.person.id;
    const { last } = await attempts.count('code', personId);
    const used = await secondFactor.use(personId, code);
    if (!used) {
      if (last) await noteLockOut(from, personId);
      throw new AppError('invalid', 'the code is wrong', { fields: [{ path: 'code', issue: 'wrong' }] });
    }
    return db.transaction().execute(async (tx) => {
      await attempts.clear(tx, 'code', personId);
      const token = await sessions.renew(tx, session.id);
      await noteEntrance(tx, from, personId, used === 'recovery' ? { recovery_code: true } : undefined);
      return { token, stage: 'open' as const };
    });
  };

  const noteEntrance = (
    tx: Parameters<Audit['record']>[0],
    from: Stranger,
    personId: string,
    after?: object,
  ) =>
    audit.record(tx, {
      by: actor(from, personId),
      action: 'account.login',
      subject: { kind: 'account', id: personId },
      after,
    });

  /** One entry for each time the door closes: an attacker shall not fill the journal. */
  const noteLockOut = (from: Stranger, personId: string | undefined): Promise<void> =>
    db.transaction().execute((tx) =>
      audit.record(tx, {
        by: actor(from, null),
        action: 'account.lockout',
        outcome: 'refused',
        ...(personId === undefined ? {} : { subject: { kind: 'account', id: personId } }),
      }),
    );

  return { logIn, giveCode };
};

export type LogIn = ReturnType<typeof createLogIn>;

/** Somebody at the door: nobody yet, or the person they turned out to be. */
const actor = ({ address, traceId }: Stranger, personId: string | null): Actor => ({
  personId,
  roles: [],
  channel: 'panel',
  address,
  traceId,
});

/** Runs work of the same name one after the other in this process. */
const createLanes = () => {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const mine = (last.get(name) ?? Promise.resolve()).then(work, work);
    last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (last.get(name) === mine) last.delete(name);
    }
  };
};
