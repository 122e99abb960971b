import { createHash } from 'node:crypto';
import { AppError } from '#kernel/errors.ts';
import { newId, newSecret } from '#kernel/ids.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Scope } from './scope.ts';

/** A key as the office keeps it: everything but the key. */
export interface ServiceKey {
  readonly id: string;
  readonly name: string;
  /** Its first signs. */
  readonly hint: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly usedAt: Date | null;
  /** Null: it does not expire. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Keys that work at the same time. */
const MOST_KEYS = 100;
const PREFIX = 'knt_';
const HINT_LENGTH = PREFIX.length + 6;
/** `used_at` is written at most so often. */
const NOTE_EVERY_MS = 60_000;

const COLUMNS = [
  'id',
  'name',
  'hint',
  'scopes',
  'created_at as createdAt',
  'used_at as usedAt',
  'expires_at as expiresAt',
  'revoked_at as revokedAt',
] as const;

export type ServiceKeys = ReturnType<typeof createServiceKeys>;

/** Keys with which other systems prove who they are. Shown once, kept as a hash, each for certain scopes only. */
export const createServiceKeys = ({ db, audit, clock }: { db: Database; audit: Audit; clock: Clock }) => {
  const now = (): Date => new Date(clock.now());

  /** All keys, those that work first, the newest first. */
  const list = async (by: Actor): Promise<readonly ServiceKey[]> => {
    assertMay(by, 'serviceKeys.manage');
    const rows = await db
      .selectFrom('service_keys')
      .select(COLUMNS)
      .orderBy('revoked_at', (order) => order.desc().nullsFirst())
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(500)
      .execute();
    return rows as ServiceKey[];
  };

  /** A new key; `key` is never to be seen again. AppError `conflict` when there are too many. */
  const create = (
    by: Actor,
    wish: { readonly name: string; readonly scopes: readonly Scope[]; readonly expiresAt: Date | null },
  ): Promise<{ readonly key: string; readonly made: ServiceKey }> => {
    assertMay(by, 'serviceKeys.manage');
    if (wish.expiresAt && wish.expiresAt <= now())
      throw new AppError('invalid', 'this day is over', { fields: [{ path: 'expires_at', issue: 'past' }] });
    const key = PREFIX + newSecret();
    return db.transaction().execute(async (tx) => {
      const { working } = await tx
        .selectFrom('service_keys')
        .select((select) => select.fn.countAll<number>().as('working'))
        .where('revoked_at', 'is', null)
        .executeTakeFirstOrThrow();
      if (working >= MOST_KEYS) throw new AppError('conflict', 'there are too many keys: revoke some first');
      const made = (await tx
        .insertInto('service_keys')
        .values({
          id: newId(clock.now()),
          name: wish.name,
          key_hash: hashOf(key),
          hint: key.slice(0, HINT_LENGTH),
          scopes: [...new Set(wish.scopes)],
          created_by: by.personId,
          expires_at: wish.expiresAt,
        })
        .returning(COLUMNS)
        .executeTakeFirstOrThrow()) as ServiceKey;
      const { name, hint, scopes } = made;
      await audit.record(tx, {
        by,
        action: 'serviceKeys.create',
        subject: subject(made),
        after: { name, hint, scopes },
      });
      return { key, made };
    });
  };

  /** Ends a key at once; again: nothing. AppError `missing`. */
  const revoke = (by: Actor, id: string): Promise<void> => {
    assertMay(by, 'serviceKeys.manage');
    return db.transaction().execute(async (tx) => {
      const key = await tx
        .selectFrom('service_keys')
        .select(COLUMNS)
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (!key) throw new AppError('missing', 'there is no such key');
      if (key.revokedAt) return;
      await tx.updateTable('service_keys').set({ revoked_at: now() }).where('id', '=', id).execute();
      const { name, hint } = key;
      await audit.record(tx, {
        by,
        action: 'serviceKeys.revoke',
        subject: subject(key),
        before: { name, hint },
      });
    });
  };

  /** The key that works and is this one; its use is noted once a minute. */
  const recognise = async (key: string): Promise<ServiceKey | undefined> => {
    if (!key.startsWith(PREFIX)) return undefined;
    const found = await db
      .selectFrom('service_keys')
      .select(COLUMNS)
      .where('key_hash', '=', hashOf(key))
      .where('revoked_at', 'is', null)
      .where((is) => is.or([is('expires_at', 'is', null), is('expires_at', '>', now())]))
      .executeTakeFirst();
    if (!found) return undefined;
    if ((found.usedAt?.getTime() ?? 0) < clock.now() - NOTE_EVERY_MS)
      await db.updateTable('service_keys').set({ used_at: now() }).where('id', '=', found.id).execute();
    return found as ServiceKey;
  };

  return { list, create, revoke, recognise };
};

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();

const subject = ({ id }: Pick<ServiceKey, 'id'>) => ({ kind: 'service_key', id });
