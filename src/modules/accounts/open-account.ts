import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { cleanText, shorten } from '#kernel/text.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay, type Role, theOffice } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { parseLogin } from './login-name.ts';
import type { Passwords } from './password.ts';
import { readableSecret } from './readable.ts';
import { texts } from './texts.ts';

const FIRST_LOGIN = 'admin';

/** A login with a password that the office made: shown once, stored nowhere. */
export interface Credentials {
  readonly personId: string;
  readonly login: string;
  readonly password: string;
}

/** Who gets an account: somebody the office knows, or a new person with these roles. */
export type Newcomer =
  | { readonly personId: string; readonly name?: never; readonly roles?: never }
  | { readonly personId?: never; readonly name?: string; readonly roles: readonly Role[] };

/** Opens accounts, with a password of the office's making that their owners should replace. */
export const createOpening = ({
  db,
  passwords,
  audit,
  clock,
}: {
  db: Database;
  passwords: Passwords;
  audit: Audit;
  clock: Clock;
}) => {
  /**
   * Opens an account. AppError `conflict` when the login is taken, or the person has an account or was erased,
   * `missing` when there is no such person, `invalid` when the login cannot be one.
   */
  const openAccount = async (by: Actor, wanted: Newcomer & { login: string }): Promise<Credentials> => {
    assertMay(by, 'people.roles');
    const login = parseLogin(wanted.login);
    const password = readableSecret(5, 4);
    const hash = await passwords.hash(password);
    return db.transaction().execute(async (tx) => {
      const personId = await open(tx, by, wanted, { login, hash });
      return { personId, login, password };
    });
  };

  /** Makes the first administrator when there is no account at all; on several replicas one of them does. */
  const ensureAdministrator = async (): Promise<Credentials | undefined> => {
    if (await anybody(db)) return undefined;
    const login = FIRST_LOGIN;
    const password = readableSecret(5, 4);
    const hash = await passwords.hash(password);
    return db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('kontora first administrator', 0))`.execute(tx);
      if (await anybody(tx)) return undefined;
      const personId = await open(tx, theOffice, { roles: ['administrator'] }, { login, hash });
      return { personId, login, password };
    });
  };

  const open = async (
    tx: Tx,
    by: Actor,
    newcomer: Newcomer,
    { login, hash }: { login: string; hash: string },
  ): Promise<string> => {
    const personId = newcomer.personId ?? (await meet(tx, newcomer));
    if (newcomer.personId !== undefined) await assertMayGet(tx, personId);
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('accounts')
      .values({ person_id: personId, login, password_hash: hash, must_change: true })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) throw new AppError('conflict', `the login ${login} is taken`);
    await audit.record(tx, {
      by,
      action: 'account.open',
      subject: { kind: 'account', id: personId },
      after: { login, ...(newcomer.roles ? { roles: newcomer.roles } : {}) },
    });
    return personId;
  };

  const meet = async (
    tx: Tx,
    { name = texts.ru.administrator, roles = [] }: { name?: string; roles?: readonly Role[] },
  ): Promise<string> => {
    const id = newId(clock.now());
    await tx
      .insertInto('people')
      .values({ id, name: shorten(cleanText(name).trim(), 100), roles: [...new Set(roles)] })
      .execute();
    return id;
  };

  return { openAccount, ensureAdministrator };
};

const assertMayGet = async (tx: Tx, personId: string): Promise<void> => {
  const person = await tx
    .selectFrom('people as p')
    .leftJoin('accounts as a', 'a.person_id', 'p.id')
    .select(['p.erased_at', 'a.login'])
    .where('p.id', '=', personId)
    .forNoKeyUpdate('p')
    .executeTakeFirst();
  if (!person) throw new AppError('missing', 'there is no such person');
  if (person.erased_at) throw new AppError('conflict', 'the data of this person was erased');
  if (person.login !== null) throw new AppError('conflict', 'this person has an account');
};

const anybody = async (db: Database): Promise<boolean> =>
  (await db.selectFrom('accounts').select('person_id').limit(1).executeTakeFirst()) !== undefined;
