import { AppError } from '#kernel/errors.ts';
import type { Clock } from '#kernel/time.ts';
import type { Actor } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { People } from '#modules/people/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Attempts } from './attempts.ts';
import { nameTyped } from './login-name.ts';
import type { Passwords } from './password.ts';
import type { SecondFactor } from './second-factor.ts';
import { mayNotEnter, type Origin, type Session, type Sessions } from './sessions.ts';
import { type AccountRow, findAccount, lockAccount } from './store.ts';

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
  people,
  clock,
}: {
  db: Database;
  passwords: Passwords;
  attempts: Attempts;
  sessions: Sessions;
  secondFactor: SecondFactor;
  audit: Audit;
  people: Pick<People, 'rolesNow'>;
  clock: Clock;
}) => {
  const oneByOne = createLanes();

  /**
   * Opens a session. AppError `unauthorized`, always the same and after the same time, when login and password
   * do not belong together; `limited` after too many such guesses, whatever is guessed.
   */
  const logIn = async (given: { login: string; password: string }, from: Stranger): Promise<Entered> => {
    const name = nameTyped(given.login);
    const known = await findAccount(db, name);
    // An account has one count, by whichever of its names it is guessed; so has a name that nobody has.
    const counted = known?.person_id ?? `name ${name}`;
    // Right passwords side by side would count each other as wrong while they are looked at.
    return oneByOne(counted, async () => {
      const { last } = await attempts.count('login', counted);
      for (;;) {
        const account = await findAccount(db, name);
        const { right, stale } = await passwords.verify(given.password, account?.password_hash ?? null);
        if (!account || !right || !(await mayEnter(account))) {
          if (last) await noteLockOut(from, account?.person_id);
          throw new AppError('unauthorized', 'login and password do not belong together');
        }
        const fresh = stale ? await passwords.hash(given.password) : undefined;
        const entered = await enter(account, fresh, from);
        if (entered) return entered;
      }
    });
  };

  /** Customers have accounts, too, but no business in the panel. */
  const mayEnter = async (account: AccountRow): Promise<boolean> =>
    !mayNotEnter(account, new Date(clock.now())) &&
    (account.roles.length > 0 || (await people.rolesNow(db, account.person_id)).length > 0);

  /** Opens a session for whoever was found to have the right password; undefined when it has changed meanwhile. */
  const enter = (
    { person_id: personId, password_hash: verified }: AccountRow,
    fresh: string | undefined,
    from: Stranger,
  ): Promise<Entered | undefined> =>
    db.transaction().execute(async (tx) => {
      const account = await lockAccount(tx, personId);
      if (account?.password_hash !== verified || mayNotEnter(account, new Date(clock.now())))
        return undefined;
      const stage = account.totp_confirmed_at ? 'code' : 'open';
      await attempts.clear(tx, 'login', personId);
      if (fresh !== undefined)
        await tx
          .updateTable('accounts')
          .set({ password_hash: fresh })
          .where('person_id', '=', personId)
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

  /** The second factor: a code of the moment or a recovery code. AppError `invalid` for a wrong one, `limited`, `unauthorized`. */
  const giveCode = async (session: Session, code: string, from: Stranger): Promise<Entered> => {
    const personId = session.person.id;
    const { last } = await attempts.count('code', personId);
    const used = await secondFactor.use(personId, code);
    if (!used) {
      if (last) await noteLockOut(from, personId);
      throw new AppError('invalid', 'the code is wrong', { fields: [{ path: 'code', issue: 'wrong' }] });
    }
    return db.transaction().execute(async (tx) => {
      await lockAccount(tx, personId);
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
