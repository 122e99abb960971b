import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Clock } from '#kernel/time.ts';
import { assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Attempts } from './attempts.ts';
import { hashOf } from './keys.ts';
import type { Owner } from './own-account.ts';
import { asTyped, readableSecret } from './readable.ts';

const LIFE_MS = 10 * 60_000;

/** Why a chat is not linked: a wrong or old code, a chat that is the account's already, or one of another employee. */
export type LinkRefusal = 'wrong' | 'linked' | 'employee';

/** What a person who says a code would get; `wait`: seconds until another guess is free. */
export type LinkOutlook = 'good' | LinkRefusal | { readonly wait: number };

/** Links chats to accounts: a code shown in the panel and said in the chat makes the chat the account's own. */
export const createLinks = ({
  db,
  attempts,
  audit,
  clock,
}: {
  db: Database;
  attempts: Attempts;
  audit: Audit;
  clock: Clock;
}) => {
  /** A new code for the own account; the one before is worth nothing from now on. */
  const makeLinkCode = async (by: Owner): Promise<{ readonly code: string; readonly expiresAt: Date }> => {
    assertMay(by, 'account.own');
    const code = readableSecret(2, 4).toUpperCase();
    const expiresAt = new Date(clock.now() + LIFE_MS);
    await db.transaction().execute(async (tx) => {
      await tx.deleteFrom('link_codes').where('person_id', '=', by.personId).execute();
      await tx
        .insertInto('link_codes')
        .values({ code_hash: hashOf(asTyped(code)), person_id: by.personId, expires_at: expiresAt })
        .execute();
    });
    return { code, expiresAt };
  };

  /** What `link` would answer; reads only. */
  const outlook = async (from: Database, said: { personId: string; code: string }): Promise<LinkOutlook> => {
    const wait = await attempts.wait(from, 'link', said.personId);
    if (wait > 0) return { wait };
    const owner = await ownerOf(from, said.code);
    return owner === undefined ? 'wrong' : ((await obstacle(from, said.personId, owner)) ?? 'good');
  };

  /** Counts a wrong code against the person who said it. */
  const countWrong = async (tx: Tx, personId: string): Promise<Result<undefined, never>> => {
    await attempts.countIn(tx, 'link', personId).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
    });
    return ok(undefined);
  };

  /** Uses up the code: everything of the person who said it becomes the account's person's, and they are one. */
  const link = async (
    tx: Tx,
    said: { personId: string; code: string; channel: string },
  ): Promise<Result<undefined, LinkRefusal>> => {
    const owner = await ownerOf(tx, said.code);
    if (owner === undefined) return refuse('wrong');
    // Not a full lock: a message that is heard in this moment holds its conversation and needs its person to stay.
    await sql`
      select id from people where id in (${owner}, ${said.personId}) order by id for no key update
    `.execute(tx);
    const refusal = await obstacle(tx, said.personId, owner);
    if (refusal) return refuse(refusal);
    const { numDeletedRows } = await tx
      .deleteFrom('link_codes')
      .where('code_hash', '=', hashOf(asTyped(said.code)))
      .executeTakeFirst();
    if (numDeletedRows !== 1n) return refuse('wrong');
    await merge(tx, said.personId, owner);
    await audit.record(tx, {
      by: { personId: owner, roles: [], channel: said.channel, address: null, traceId: null },
      action: 'account.chat_link',
      subject: { kind: 'account', id: owner },
      after: { channel: said.channel },
    });
    return ok(undefined);
  };

  const ownerOf = async (from: Database, code: string): Promise<string | undefined> => {
    const row = await from
      .selectFrom('link_codes')
      .select('person_id')
      .where('code_hash', '=', hashOf(asTyped(code)))
      .where('expires_at', '>', new Date(clock.now()))
      .executeTakeFirst();
    return row?.person_id;
  };

  /** Rights are never merged: they are given, and audited, in one place only. */
  const obstacle = async (
    from: Database,
    personId: string,
    owner: string,
  ): Promise<LinkRefusal | undefined> => {
    if (personId === owner) return 'linked';
    const employed = await from
      .selectFrom('people as p')
      .leftJoin('accounts as a', 'a.person_id', 'p.id')
      .select('p.id')
      .where('p.id', '=', personId)
      .where((is) => is.or([is('a.person_id', 'is not', null), is('p.roles', '!=', sql<string[]>`'{}'`)]))
      .executeTakeFirst();
    return employed && 'employee';
  };

  const sweep = async (): Promise<void> => {
    await db.deleteFrom('link_codes').where('expires_at', '<=', new Date(clock.now())).execute();
  };

  return { makeLinkCode, links: { outlook, countWrong, link }, sweep };
};

export type Links = ReturnType<typeof createLinks>['links'];

/** Moves everything of one person to another and lets the first go. */
const merge = async (tx: Tx, from: string, to: string): Promise<void> => {
  // Whoever locks several conversations locks them in this order, and the journal comes after them.
  await sql`select id from conversations where person_id = ${from} order by id for update`.execute(tx);
  await tx.updateTable('conversations').set({ person_id: to }).where('person_id', '=', from).execute();
  await tx.updateTable('messages').set({ person_id: to }).where('person_id', '=', from).execute();
  // What both have stays once: the proven one.
  await sql`
    delete from identities x using identities y
    where x.kind = y.kind and x.value = y.value and x.verified_at is null
      and (x.person_id, y.person_id) in ((${from}, ${to}), (${to}, ${from}))
      and (y.verified_at is not null or x.person_id = ${from})
  `.execute(tx);
  await tx.updateTable('identities').set({ person_id: to }).where('person_id', '=', from).execute();
  await sql`
    update people set locale = coalesce(people.locale, gone.locale)
    from people gone where people.id = ${to} and gone.id = ${from}
  `.execute(tx);
  // Somebody who once worked here has signed notes: they stay, without a chat.
  await sql`
    delete from people p
    where id = ${from} and not exists (select from notes where author_id = p.id)
      and not exists (select from conversations where operator_id = p.id)
  `.execute(tx);
};
