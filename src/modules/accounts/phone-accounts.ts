import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Clock } from '#kernel/time.ts';
import type { Actor } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { People } from '#modules/people/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { maskedPhone } from './masked-phone.ts';
import type { Say } from './password-links.ts';
import { texts } from './texts.ts';

/**
 * How a phone stands to a person: nobody else's; `proven` by somebody else; or only `typed` by somebody else, who
 * logs in with it.
 */
export type PhoneStanding = 'free' | 'proven' | 'typed';

/** How a person logs in. */
export interface AccountFacts {
  readonly login: string;
  readonly hasPassword: boolean;
}

/** A phone somebody gives: `verified` when the channel vouches that it is theirs. */
interface GivenPhone {
  readonly by: Actor;
  readonly personId: string;
  readonly phone: string;
  readonly verified: boolean;
}

export type PhoneAccounts = ReturnType<typeof createPhoneAccounts>;

/** Accounts of customers: the login is their phone. Whoever proves a phone has it, whoever typed it before. */
export const createPhoneAccounts = ({
  people,
  audit,
  say,
  clock,
}: {
  people: Pick<People, 'contactCard' | 'setContact' | 'rolesNow'>;
  audit: Audit;
  say: Say;
  clock: Clock;
}) => {
  /** How a phone stands to a person. */
  const standing = async (
    db: Database,
    { phone, personId }: { readonly phone: string; readonly personId: string },
  ): Promise<PhoneStanding> => {
    const { rows } = await sql<{ proven: boolean; typed: boolean }>`
      select exists (select from identities where kind = 'phone' and value = ${phone} and verified_at is not null
                     and person_id <> ${personId}) as proven,
             exists (select from accounts where login = ${phone} and person_id <> ${personId}) as typed
    `.execute(db);
    return rows[0]?.proven ? 'proven' : rows[0]?.typed ? 'typed' : 'free';
  };

  /** How a person logs in; undefined: they have no account. */
  const factsOf = async (db: Database, personId: string): Promise<AccountFacts | undefined> => {
    const row = await db
      .selectFrom('accounts')
      .select(['login', 'password_hash'])
      .where('person_id', '=', personId)
      .executeTakeFirst();
    return row && { login: row.login, hasPassword: row.password_hash !== null };
  };

  /**
   * Makes a phone a person's own, and the login of their account if that is a phone. `taken`: somebody else has
   * proven it, or logs in with it and this person has only typed it, too. A proof takes it from whoever typed it.
   */
  const setPhone = async (tx: Tx, given: GivenPhone): Promise<Result<undefined, 'taken'>> => {
    const { by, personId, phone, verified } = given;
    await sql`
      select id from people
      where id = ${personId} or id = (select person_id from accounts where login = ${phone})
      order by id for no key update
    `.execute(tx);
    const mine = await factsOf(tx, personId);
    const isLogin = mine !== undefined && isPhoneLogin(mine.login);
    const found = await standing(tx, given);
    if (found !== 'free' && !verified && isLogin) return refuse('taken');
    const { phone: before } = await people.contactCard(tx, personId);
    const set = await people.setContact(tx, { personId, kind: 'phone', value: phone, verified });
    if (!set.ok) return set;
    if (verified) await takeLogin(tx, given);
    if (isLogin && mine.login !== phone)
      await tx.updateTable('accounts').set({ login: phone }).where('person_id', '=', personId).execute();
    if (before?.value === phone && (before.verified || !verified)) return ok(undefined);
    const roles = verified ? await people.rolesNow(tx, personId) : [];
    await audit.record(tx, {
      by,
      action: 'people.contact',
      subject: { kind: 'person', id: personId },
      before: { phone: before ? maskedPhone(before.value) : null },
      after: { phone: maskedPhone(phone), verified, ...(roles.length > 0 ? { roles } : {}) },
    });
    return ok(undefined);
  };

  /** Somebody else's account loses the phone as its login, and they are told; they keep everything else. */
  const takeLogin = async (tx: Tx, { by, personId, phone }: GivenPhone): Promise<void> => {
    const loser = await tx
      .updateTable('accounts')
      .set({ login: `${LOST}${newId(clock.now()).slice(-12)}` })
      .where('login', '=', phone)
      .where('person_id', '<>', personId)
      .returning('person_id')
      .executeTakeFirst();
    if (!loser) return;
    await sql`
      delete from identities where person_id = ${loser.person_id} and kind = 'phone' and value = ${phone}
    `.execute(tx);
    const text = { ru: texts.ru.phoneLost(phone), en: texts.en.phoneLost(phone) };
    await say(tx, { personId: loser.person_id, text, secret: true });
    await audit.record(tx, {
      by,
      action: 'account.login_lost',
      subject: { kind: 'account', id: loser.person_id },
      before: { login: maskedPhone(phone) },
    });
  };

  /**
   * Opens an account whose login is the phone; who has an account keeps it as it is, with this phone.
   * `passwordHash` null: no password is right until one is chosen.
   */
  const open = async (
    tx: Tx,
    { passwordHash, ...given }: GivenPhone & { readonly passwordHash: string | null },
  ): Promise<Result<undefined, 'phone_taken'>> => {
    const { by, personId, phone, verified } = given;
    const found = await standing(tx, given);
    if (found === 'proven' || (found === 'typed' && !verified)) return refuse('phone_taken');
    if (!(await setPhone(tx, given)).ok) return refuse('phone_taken');
    if (await factsOf(tx, personId)) return ok(undefined);
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('accounts')
      .values({ person_id: personId, login: phone, password_hash: passwordHash })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) return refuse('phone_taken');
    await audit.record(tx, {
      by,
      action: 'account.open',
      subject: { kind: 'account', id: personId },
      after: { login: maskedPhone(phone), verified },
    });
    return ok(undefined);
  };

  return { standing, factsOf, setPhone, open };
};

/** Before the login of an account whose phone turned out to be somebody else's. */
const LOST = 'customer.';

const isPhoneLogin = (login: string): boolean => login.startsWith('+') || login.startsWith(LOST);
