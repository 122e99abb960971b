import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Clock } from '#kernel/time.ts';
import type { Actor } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { People } from '#modules/people/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Attempts } from './attempts.ts';
import { merge } from './merge.ts';
import { conversationsOf, moveChat } from './move-chat.ts';
import type { Passwords } from './password.ts';
import { mayNotEnter } from './sessions.ts';
import { type AccountRow, accountOf, findAccount, lockAccount } from './store.ts';

/** Somebody who may come in: what was proven, as it was then. */
export interface Entry {
  readonly personId: string;
  /** Null: the phone alone proved it. */
  readonly passwordHash: string | null;
}

/** What came of a guess. `second_factor`: the password is right, but the panel asks for more than that. */
export type Knock =
  | { readonly outcome: 'right'; readonly entry: Entry }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'second_factor' }
  | { readonly outcome: 'locked'; readonly seconds: number };

/** What a phone that the channel vouches for opens: an account, one only with its password, or nothing. */
export type Doorway =
  | { readonly to: 'account'; readonly entry: Entry }
  | { readonly to: 'password' | 'nobody' };

/** A person speaking from an account of a channel. */
export type Speaker = Actor & { readonly personId: string };

export type ChatLogIn = ReturnType<typeof createChatLogIn>;

/** Logging in and out in a chat: a chat is one person's, and a person has as many chats as they like. */
export const createChatLogIn = ({
  db,
  passwords,
  attempts,
  people,
  audit,
  clock,
}: {
  db: Database;
  passwords: Passwords;
  attempts: Attempts;
  people: Pick<People, 'rolesNow'>;
  audit: Audit;
  clock: Clock;
}) => {
  /**
   * Tries a phone and a password: the same answer after the same time, whoever has the phone. Wrong ones are counted
   * for the account, or the phone that has none, and for the chat.
   */
  const knock = async (
    by: Speaker,
    { phone, password }: { readonly phone: string; readonly password: string },
  ): Promise<Knock> => {
    const known = await findAccount(db, phone);
    const counted = countedAs(phone, known);
    const found = await counting(by, counted);
    if ('seconds' in found) return { outcome: 'locked', seconds: found.seconds };
    const account = await findAccount(db, phone);
    const { right } = await passwords.verify(password, account?.password_hash ?? null);
    if (!account || !right || mayNotEnter(account, now())) {
      if (found.last) await noteLockOut(by, account?.person_id);
      return { outcome: 'wrong' };
    }
    if (account.totp_confirmed_at) return { outcome: 'second_factor' };
    return { outcome: 'right', entry: { personId: account.person_id, passwordHash: account.password_hash } };
  };

  const counting = async (
    by: Speaker,
    counted: string,
  ): Promise<{ readonly last: boolean } | { readonly seconds: number }> => {
    try {
      const chat = await attempts.count('chat', chatOf(by));
      const account = await attempts.count('login', counted);
      return { last: chat.last || account.last };
    } catch (error) {
      if (error instanceof AppError && error.code === 'limited') return { seconds: error.retryAfter ?? 1 };
      throw error;
    }
  };

  /** What a verified phone opens. Employees prove more than a phone: it may have changed hands. */
  const doorwayOf = async (from: Database, by: Speaker, phone: string): Promise<Doorway> => {
    const proven = await from
      .selectFrom('identities as i')
      .innerJoin('people as p', 'p.id', 'i.person_id')
      .leftJoin('accounts as a', 'a.person_id', 'p.id')
      .select(['p.id', 'p.blocked_at', 'p.blocked_until', 'p.erased_at', 'a.totp_confirmed_at'])
      .where('i.kind', '=', 'phone')
      .where('i.value', '=', phone)
      .where('i.verified_at', 'is not', null)
      .executeTakeFirst();
    if (!proven) return { to: (await findAccount(from, phone)) ? 'password' : 'nobody' };
    if (proven.id === by.personId)
      return { to: 'account', entry: { personId: proven.id, passwordHash: null } };
    const isMore = proven.totp_confirmed_at !== null || (await people.rolesNow(from, proven.id)).length > 0;
    if (isMore || mayNotEnter(proven, now())) return { to: 'password' };
    return { to: 'account', entry: { personId: proven.id, passwordHash: null } };
  };

  /**
   * Makes the chat part of what was proven. A person whom nobody knows otherwise becomes one with the other, with
   * cart and all; one with an account or roles of their own stays, and only the chat goes over. `changed`: what was
   * proven is not so any more.
   */
  const enter = async (
    tx: Tx,
    by: Speaker,
    { phone, entry }: { readonly phone: string; readonly entry: Entry },
  ): Promise<Result<undefined, 'changed'>> => {
    const from = by.personId;
    const to = entry.personId;
    await sql`select id from people where id in (${from}, ${to}) order by id for no key update`.execute(tx);
    const account = await lockAccount(tx, to);
    const still =
      entry.passwordHash === null
        ? await opensTo(tx, by, { phone, to })
        : account?.password_hash === entry.passwordHash && !mayNotEnter(account, now());
    if (!still) return refuse('changed');
    await attempts.clear(tx, 'chat', chatOf(by));
    await attempts.clear(tx, 'login', to);
    if (from === to) return ok(undefined);
    const together = await mayMerge(tx, by);
    if (together) await merge(tx, from, to);
    else await giveTo(tx, by, to);
    await audit.record(tx, {
      by: { ...by, personId: to },
      action: 'account.chat_login',
      subject: { kind: 'account', id: to },
      after: { channel: by.channel, merged: together },
    });
    return ok(undefined);
  };

  const opensTo = async (
    tx: Tx,
    by: Speaker,
    { phone, to }: { readonly phone: string; readonly to: string },
  ): Promise<boolean> => {
    const doorway = await doorwayOf(tx, by, phone);
    return doorway.to === 'account' && doorway.entry.personId === to;
  };

  /** Nobody who has a way in or rights of their own becomes somebody else. */
  const mayMerge = async (tx: Tx, { personId, roles }: Speaker): Promise<boolean> => {
    const account = await accountOf(tx, personId);
    return !account && roles.length === 0 && (await people.rolesNow(tx, personId)).length === 0;
  };

  /**
   * Makes the chat a stranger's, who reads the same language. `no_way_back`: without a password or a verified phone
   * the account could not be entered again.
   */
  const leave = async (tx: Tx, by: Speaker): Promise<Result<undefined, 'no_way_back'>> => {
    await sql`select id from people where id = ${by.personId} for no key update`.execute(tx);
    const account = await lockAccount(tx, by.personId);
    if (!account || !(account.password_hash !== null || (await hasProvenPhone(tx, by.personId))))
      return refuse('no_way_back');
    const stranger = newId(clock.now());
    const { rows } = await sql<{ title: string }>`
      select c.title from identities i join lateral (${conversationsOf('i')}) c on true
      where i.person_id = ${by.personId} and i.kind = ${by.channel} and i.value = ${by.address}
      order by c.heard_at desc nulls last, c.id desc limit 1
    `.execute(tx);
    await tx
      .insertInto('people')
      .values({ id: stranger, name: rows[0]?.title ?? '', locale: account.locale })
      .execute();
    await giveTo(tx, by, stranger);
    // One of them may stand in this chat.
    await tx.deleteFrom('password_links').where('person_id', '=', by.personId).execute();
    await audit.record(tx, {
      by,
      action: 'account.chat_logout',
      subject: { kind: 'account', id: by.personId },
      after: { channel: by.channel },
    });
    return ok(undefined);
  };

  const giveTo = async (tx: Tx, { personId, channel, address }: Speaker, to: string): Promise<void> => {
    const identity = await tx
      .selectFrom('identities')
      .select('id')
      .where('person_id', '=', personId)
      .where('kind', '=', channel)
      .where('value', '=', address ?? '')
      .where('verified_at', 'is not', null)
      .forUpdate()
      .executeTakeFirstOrThrow();
    await moveChat(tx, { identityId: identity.id, to });
  };

  const noteLockOut = (by: Speaker, personId: string | undefined): Promise<void> =>
    db.transaction().execute((tx) =>
      audit.record(tx, {
        by,
        action: 'account.lockout',
        outcome: 'refused',
        ...(personId === undefined ? {} : { subject: { kind: 'account', id: personId } }),
      }),
    );

  const now = (): Date => new Date(clock.now());

  return { knock, doorwayOf, enter, leave };
};

/** An account has one count, by whichever of its names it is guessed, here or in the panel; so has an unknown phone. */
const countedAs = (phone: string, known: AccountRow | undefined): string =>
  known?.person_id ?? `name ${phone}`;

const chatOf = ({ channel, address }: Speaker): string => `${channel} ${address ?? ''}`;

const hasProvenPhone = async (tx: Tx, personId: string): Promise<boolean> => {
  const row = await tx
    .selectFrom('identities')
    .select('id')
    .where('person_id', '=', personId)
    .where('kind', '=', 'phone')
    .where('verified_at', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
};
