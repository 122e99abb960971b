import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { newId, newSecret } from '#kernel/ids.ts';
import type { Locale } from '#kernel/locale.ts';
import { shorten } from '#kernel/text.ts';
import type { Clock } from '#kernel/time.ts';
import type { Role } from '#modules/access/index.ts';
import type { RolesColumn } from '#modules/people/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { hashOf } from './keys.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** An unused session ends after this long, … */
const IDLE_MS = 24 * HOUR;
/** … and every session after this. */
export const LIFE_MS = 14 * 24 * HOUR;
/** For the second factor there is this long. */
const CODE_LIFE_MS = 10 * MINUTE;
const ROTATE_MS = HOUR;
/** Requests under way while the token changes may still carry the one before: so long after the first use of the new. */
const GRACE_MS = MINUTE;
const SEEN_EVERY_MS = MINUTE;
/** When a token that nobody has used yet was used, in `rotated_at`. */
const NEVER = sql<Date>`'infinity'::timestamptz`;

/** Where somebody logs in from. */
export interface Origin {
  readonly address: string;
  readonly agent: string;
}

/** A session with its person as they are now. `code`: the second factor is awaited. */
export interface Session {
  readonly id: string;
  readonly stage: 'code' | 'open';
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly locale: Locale | null;
    readonly roles: readonly Role[];
  };
  readonly login: string;
  readonly mustChange: boolean;
  /** Whether the second factor is on. */
  readonly totp: boolean;
  readonly expiresAt: Date;
  /** The token is an hour old: give the browser a new one. */
  readonly due: boolean;
}

/** A session as its owner sees it in the list. */
export interface SessionEntry extends Origin {
  readonly id: string;
  readonly createdAt: Date;
  readonly seenAt: Date;
}

export type Sessions = ReturnType<typeof createSessions>;

/** Sessions of the panel. A token has 256 random bits; only its SHA-256 is stored. */
export const createSessions = ({ db, roles, clock }: { db: Database; roles: RolesColumn; clock: Clock }) => {
  const ago = (ms: number): Date => new Date(clock.now() - ms);
  const now = (): Date => ago(0);

  /** A new session and its token. */
  const open = async (
    tx: Tx,
    { personId, stage, address, agent }: Origin & { personId: string; stage: Session['stage'] },
  ): Promise<{ readonly id: string; readonly token: string }> => {
    const token = newSecret();
    const id = newId(clock.now());
    await tx
      .insertInto('sessions')
      .values({
        id,
        token_hash: hashOf(token),
        person_id: personId,
        stage,
        address,
        agent: shorten(agent, 300),
        created_at: now(),
        seen_at: now(),
        rotated_at: now(),
        expires_at: ago(stage === 'open' ? -LIFE_MS : -CODE_LIFE_MS),
      })
      .execute();
    return { id, token };
  };

  /** The session behind a token, while it lives and its person may come in; one read, and a write a minute. */
  const recognise = async (token: string): Promise<Session | undefined> => {
    const hash = hashOf(token);
    const row = await db
      .selectFrom('sessions as s')
      .innerJoin('accounts as a', 'a.person_id', 's.person_id')
      .innerJoin('people as p', 'p.id', 's.person_id')
      .select(['s.id', 's.stage', 's.token_hash', 's.seen_at', 's.expires_at'])
      .select(sql<Date | null>`nullif(s.rotated_at, 'infinity')`.as('used_at'))
      .select(['p.id as person_id', 'p.name', 'p.locale', 'p.blocked_at', 'p.blocked_until', 'p.erased_at'])
      .select(roles('p').as('roles'))
      .select(['a.login', 'a.must_change', 'a.totp_confirmed_at'])
      .where((is) => is.or([is('s.token_hash', '=', hash), is('s.previous_hash', '=', hash)]))
      .executeTakeFirst();
    if (!row || mayNotEnter(row, now())) return undefined;
    const current = row.token_hash.equals(hash);
    const idleUntil = new Date(row.seen_at.getTime() + IDLE_MS);
    const expiresAt = idleUntil < row.expires_at ? idleUntil : row.expires_at;
    const { used_at: usedAt } = row;
    if (expiresAt <= now() || (!current && usedAt && usedAt <= ago(GRACE_MS))) return undefined;
    if (current && !usedAt) await noteUse(row.id, hash);
    if (usedAt && row.seen_at <= ago(SEEN_EVERY_MS))
      await db.updateTable('sessions').set({ seen_at: now() }).where('id', '=', row.id).execute();
    const due = current ? usedAt && usedAt <= ago(ROTATE_MS) : !usedAt && row.seen_at <= ago(GRACE_MS);
    return {
      id: row.id,
      stage: row.stage as Session['stage'],
      person: {
        id: row.person_id,
        name: row.name,
        locale: row.locale as Locale | null,
        roles: [...new Set(row.roles as Role[])],
      },
      login: row.login,
      mustChange: row.must_change,
      totp: row.totp_confirmed_at !== null,
      expiresAt,
      due: row.stage === 'open' && due === true,
    };
  };

  /** From the first use of a new token on the one before has a minute. */
  const noteUse = async (id: string, hash: Buffer): Promise<void> => {
    await db
      .updateTable('sessions')
      .set({ rotated_at: now(), seen_at: now() })
      .where('id', '=', id)
      .where('token_hash', '=', hash)
      .where('rotated_at', '=', NEVER)
      .execute();
  };

  /**
   * A new token in place of one that is due; undefined when a request beside this one was first. The answer that
   * brings it may be lost: until somebody uses it the one before stays good, and is due again after a minute.
   */
  const rotate = async ({ id }: Session): Promise<string | undefined> => {
    const token = newSecret();
    const { numUpdatedRows } = await db
      .updateTable('sessions')
      .set({
        previous_hash: sql`case when rotated_at = ${NEVER} then previous_hash else token_hash end`,
        token_hash: hashOf(token),
        rotated_at: NEVER,
        seen_at: now(),
      })
      .where('id', '=', id)
      .where((is) =>
        is.or([
          is('rotated_at', '<=', ago(ROTATE_MS)),
          is.and([is('rotated_at', '=', NEVER), is('seen_at', '<=', ago(GRACE_MS))]),
        ]),
      )
      .executeTakeFirst();
    return numUpdatedRows === 1n ? token : undefined;
  };

  /**
   * A new token because the person proved more, or changed what proves them: the old one ends at once. AppError
   * `unauthorized` when the session has ended meanwhile.
   */
  const renew = async (tx: Tx, id: string): Promise<string> => {
    const token = newSecret();
    const { numUpdatedRows } = await tx
      .updateTable('sessions')
      .set({
        token_hash: hashOf(token),
        previous_hash: null,
        stage: 'open',
        seen_at: now(),
        rotated_at: now(),
        expires_at: sql`case stage when 'code' then ${ago(-LIFE_MS)}::timestamptz else expires_at end`,
      })
      .where('id', '=', id)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new AppError('unauthorized', 'this session has ended');
    return token;
  };

  /** Those of a person that live, the latest used first. */
  const list = async (personId: string): Promise<readonly SessionEntry[]> =>
    db
      .selectFrom('sessions')
      .select(['id', 'address', 'agent', 'created_at as createdAt', 'seen_at as seenAt'])
      .where('person_id', '=', personId)
      .where('stage', '=', 'open')
      .where('expires_at', '>', now())
      .where('seen_at', '>', ago(IDLE_MS))
      .orderBy('seen_at', 'desc')
      .orderBy('id', 'desc')
      .execute();

  /** Ends one session of a person; false when there is none of this id. */
  const end = async (tx: Database, { personId, id }: { personId: string; id: string }): Promise<boolean> => {
    const { numDeletedRows } = await tx
      .deleteFrom('sessions')
      .where('id', '=', id)
      .where('person_id', '=', personId)
      .executeTakeFirst();
    return numDeletedRows === 1n;
  };

  /** Ends all sessions of a person, or all but one; answers how many. */
  const endAll = async (tx: Database, personId: string, except?: string): Promise<number> => {
    const { numDeletedRows } = await tx
      .deleteFrom('sessions')
      .where('person_id', '=', personId)
      .$if(except !== undefined, (query) => query.where('id', '!=', except ?? ''))
      .executeTakeFirst();
    return Number(numDeletedRows);
  };

  const sweep = async (): Promise<void> => {
    await db
      .deleteFrom('sessions')
      .where((is) => is.or([is('expires_at', '<=', now()), is('seen_at', '<=', ago(IDLE_MS))]))
      .execute();
  };

  return { open, recognise, rotate, renew, list, end, endAll, sweep };
};

/** Somebody whom the office does not hear, or who is no more, has no way in. */
export const mayNotEnter = (
  person: { blocked_at: Date | null; blocked_until: Date | null; erased_at: Date | null },
  now: Date,
): boolean =>
  person.erased_at !== null ||
  (person.blocked_at !== null && (person.blocked_until === null || person.blocked_until > now));
