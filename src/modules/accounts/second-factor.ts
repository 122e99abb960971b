import { sql } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import { AppError, messageOf } from '#kernel/errors.ts';
import type { Clock } from '#kernel/time.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import type { Keys } from './keys.ts';
import { asTyped, readableSecret } from './readable.ts';
import { accountOf } from './store.ts';

const ISSUER = 'Kontora';
/** RFC 4226 recommends 160 bits. */
const SECRET_BYTES = 20;
const PERIOD_SECONDS = 30;
/** Clocks may differ by so many steps. */
const WINDOW = 1;
const RECOVERY_CODES = 10;

/** What an authenticator app needs; `uri` is for a QR code. */
export interface Enrolment {
  readonly secret: string;
  readonly uri: string;
}

export type SecondFactor = ReturnType<typeof createSecondFactor>;

/** Codes of the moment (TOTP, RFC 6238) and recovery codes; each works once. */
export const createSecondFactor = ({
  db,
  keys,
  clock,
  log,
}: {
  db: Database;
  keys: Keys;
  clock: Clock;
  log: Log;
}) => {
  /** Makes a new secret that counts once it is confirmed. AppError `conflict` when the factor is on already. */
  const begin = async (tx: Tx, personId: string): Promise<Enrolment> => {
    const secret = new Secret({ size: SECRET_BYTES });
    const row = await tx
      .updateTable('accounts')
      .set({ totp_secret: keys.seal(secret.bytes, personId), totp_step: 0 })
      .where('person_id', '=', personId)
      .where('totp_confirmed_at', 'is', null)
      .returning('login')
      .executeTakeFirst();
    if (!row) throw new AppError('conflict', 'the second factor is on already');
    return { secret: secret.base32, uri: generator(secret, row.login).toString() };
  };

  /** Switches the factor on by a first code; answers recovery codes. AppError `conflict` or `invalid`. */
  const confirm = async (tx: Tx, personId: string, code: string): Promise<readonly string[]> => {
    const account = await accountOf(tx, personId);
    if (!account?.totp_secret || account.totp_confirmed_at)
      throw new AppError('conflict', 'there is no second factor to confirm');
    if (!(await spendTotp(tx, account, code)))
      throw new AppError('invalid', 'the code is wrong', { fields: [{ path: 'code', issue: 'wrong' }] });
    await tx
      .updateTable('accounts')
      .set({ totp_confirmed_at: new Date(clock.now()) })
      .where('person_id', '=', personId)
      .execute();
    return renewRecovery(tx, personId);
  };

  /** Switches the factor off; false when it was not on. */
  const end = async (tx: Tx, personId: string): Promise<boolean> => {
    const before = await accountOf(tx, personId);
    await tx
      .updateTable('accounts')
      .set({ totp_secret: null, totp_confirmed_at: null, recovery_hashes: [] })
      .where('person_id', '=', personId)
      .execute();
    return before?.totp_confirmed_at != null;
  };

  /** New recovery codes; the old ones are worth nothing from now on. AppError `conflict` when the factor is off. */
  const renewRecovery = async (tx: Tx, personId: string): Promise<readonly string[]> => {
    const codes = Array.from({ length: RECOVERY_CODES }, () => readableSecret(2, 5));
    const { numUpdatedRows } = await tx
      .updateTable('accounts')
      .set({ recovery_hashes: codes.map((code) => recoveryHash(personId, code)) })
      .where('person_id', '=', personId)
      .where('totp_confirmed_at', 'is not', null)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new AppError('conflict', 'the second factor is off');
    return codes;
  };

  /** Uses up a code of either kind; undefined for a wrong one. */
  const use = async (personId: string, code: string): Promise<'totp' | 'recovery' | undefined> => {
    const account = await accountOf(db, personId);
    if (!account?.totp_confirmed_at) return undefined;
    if (/^\d{6}$/.test(digits(code))) return (await spendTotp(db, account, code)) ? 'totp' : undefined;
    const hash = recoveryHash(personId, code);
    const { numUpdatedRows } = await db
      .updateTable('accounts')
      .set({ recovery_hashes: sql`array_remove(recovery_hashes, ${hash}::bytea)` })
      .where('person_id', '=', personId)
      .where(sql<boolean>`${hash}::bytea = any(recovery_hashes)`)
      .executeTakeFirst();
    return numUpdatedRows === 1n ? 'recovery' : undefined;
  };

  const spendTotp = async (
    from: Database,
    account: NonNullable<Awaited<ReturnType<typeof accountOf>>>,
    code: string,
  ): Promise<boolean> => {
    const secret = secretOf(account.person_id, account.totp_secret);
    const timestamp = clock.now();
    const delta =
      secret && generator(secret, account.login).validate({ token: digits(code), timestamp, window: WINDOW });
    if (delta === null || delta === undefined) return false;
    const step = TOTP.counter({ period: PERIOD_SECONDS, timestamp }) + delta;
    const { numUpdatedRows } = await from
      .updateTable('accounts')
      .set({ totp_step: step })
      .where('person_id', '=', account.person_id)
      .where('totp_step', '<', step)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  };

  const secretOf = (personId: string, sealed: Buffer | null): Secret | undefined => {
    if (!sealed) return undefined;
    try {
      return new Secret({ buffer: Uint8Array.from(keys.open(sealed, personId)).buffer });
    } catch (error) {
      log.error(
        { person: personId, reason: messageOf(error) },
        'a second factor cannot be read: is SECRET_KEY another one? kontora set-password --without-totp switches it off',
      );
      return undefined;
    }
  };

  const recoveryHash = (personId: string, code: string): Buffer =>
    keys.digest('recovery', `${personId} ${asTyped(code)}`);

  return { begin, confirm, end, renewRecovery, use };
};

const generator = (secret: Secret, label: string): TOTP =>
  new TOTP({ issuer: ISSUER, label, secret, algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS });

/** Apps show codes in two groups. */
const digits = (code: string): string => code.replace(/\s/g, '');
