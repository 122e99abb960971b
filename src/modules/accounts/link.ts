import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { Clock } from '#kernel/time.ts';
import { assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { People } from '#modules/people/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Attempts } from './attempts.ts';
import { hashOf } from './keys.ts';
import { merge } from './merge.ts';
import type { Owner, Proof } from './proof.ts';
import { asTyped, readableSecret } from './readable.ts';
import { mayNotEnter } from './sessions.ts';

const LIFE_MS = 10 * 60_000;
/** Codes of one person that live at the same time. */
const MAX_CODES = 5;

/** Why a chat cannot be linked: it is an account's already, of another employee, or of somebody who is not heard. */
export type LinkRefusal = 'linked' | 'employee' | 'blocked';

/** What a person who asks for a code would get; `wait`: seconds until the next one may be made. */
export type LinkOutlook = 'good' | LinkRefusal | { readonly wait: number };

/**
 * Links chats to accounts: a code that the office says in the chat, and that its reader gives in the panel with the
 * password, makes the chat the account's own. Nobody says a secret in a chat, where others may read it.
 */
export const createLinks = ({
  db,
  proof,
  attempts,
  audit,
  people,
  clock,
}: {
  db: Database;
  proof: Proof;
  attempts: Attempts;
  audit: Audit;
  people: Pick<People, 'rolesNow'>;
  clock: Clock;
}) => {
  /** Whether a person of a chat gets a code; reads only. */
  const outlook = async (from: Database, personId: string): Promise<LinkOutlook> => {
    const refusal = await obstacle(from, personId);
    if (refusal) return refusal;
    const live = await from
      .selectFrom('link_codes')
      .select('expires_at')
      .where('person_id', '=', personId)
      .where('expires_at', '>', new Date(clock.now()))
      .orderBy('expires_at', 'desc')
      .limit(MAX_CODES)
      .execute();
    const oldest = live[MAX_CODES - 1];
    return oldest ? { wait: Math.ceil((oldest.expires_at.getTime() - clock.now()) / 1_000) } : 'good';
  };

  /** A code to say; it counts once `keep` has kept it. */
  const newCode = (): string => readableSecret(2, 4).toUpperCase();

  /** Makes a code count for the person of the chat in which it is said. */
  const keep = async (
    tx: Tx,
    { personId, code }: { personId: string; code: string },
  ): Promise<Result<undefined, never>> => {
    await tx
      .insertInto('link_codes')
      .values({
        code_hash: hashOf(asTyped(code)),
        person_id: personId,
        expires_at: new Date(clock.now() + LIFE_MS),
      })
      .execute();
    return ok(undefined);
  };

  /**
   * Uses up a code: everything of the chat's person becomes the account's person's, and they are one. AppError
   * `invalid` for a wrong password, or for a code that is wrong or too old; `conflict` with the refusal as the issue
   * of `code`, which leaves the code as it is; `limited`.
   */
  const linkChat = async (by: Owner, given: { code: string; password: string }): Promise<void> => {
    assertMay(by, 'account.own');
    const proven = await proof.prove(by, given.password, 'password');
    const { last } = await attempts.count('link', by.personId);
    const hash = hashOf(asTyped(given.code));
    const linked = await db.transaction().execute(async (tx) => {
      const personId = await personOf(tx, hash);
      if (personId === undefined) return false;
      // Not a full lock: a message that is heard in this moment holds its conversation and needs its person to stay.
      await sql`
        select id from people where id in (${by.personId}, ${personId}) order by id for no key update
      `.execute(tx);
      await proven.holdsIn(tx);
      const { numDeletedRows } = await tx
        .deleteFrom('link_codes')
        .where('code_hash', '=', hash)
        .executeTakeFirst();
      if (numDeletedRows !== 1n) return false;
      const found = await obstacle(tx, personId);
      const refusal = found === 'linked' && personId !== by.personId ? 'employee' : found;
      if (refusal)
        throw new AppError('conflict', 'this chat cannot be linked to this account', {
          fields: [{ path: 'code', issue: refusal }],
        });
      await tx.deleteFrom('link_codes').where('person_id', '=', personId).execute();
      const chats = await chatsOf(tx, personId);
      await merge(tx, personId, by.personId);
      await attempts.clear(tx, 'link', by.personId);
      await audit.record(tx, {
        by,
        action: 'account.chat_link',
        subject: { kind: 'account', id: by.personId },
        after: { chats },
      });
      return true;
    });
    if (linked) return;
    if (last) await proof.noteLockOut(by);
    throw new AppError('invalid', 'the code is wrong or too old', {
      fields: [{ path: 'code', issue: 'wrong' }],
    });
  };

  const personOf = async (from: Database, hash: Buffer): Promise<string | undefined> => {
    const row = await from
      .selectFrom('link_codes')
      .select('person_id')
      .where('code_hash', '=', hash)
      .where('expires_at', '>', new Date(clock.now()))
      .executeTakeFirst();
    return row?.person_id;
  };

  /** Rights are never merged: they are given, and audited, in one place only. */
  const obstacle = async (from: Database, personId: string): Promise<LinkRefusal | undefined> => {
    const person = await from
      .selectFrom('people as p')
      .leftJoin('accounts as a', 'a.person_id', 'p.id')
      .select(['a.login', 'p.blocked_at', 'p.blocked_until', 'p.erased_at'])
      .where('p.id', '=', personId)
      .executeTakeFirst();
    if (!person || mayNotEnter(person, new Date(clock.now()))) return 'blocked';
    if (person.login !== null) return 'linked';
    return (await people.rolesNow(from, personId)).length > 0 ? 'employee' : undefined;
  };

  const sweep = async (): Promise<void> => {
    await db.deleteFrom('link_codes').where('expires_at', '<=', new Date(clock.now())).execute();
  };

  return { linkChat, links: { outlook, newCode, keep }, sweep };
};

export type Links = ReturnType<typeof createLinks>['links'];

/** Where the person speaks, as the audit may keep it for ever. */
const chatsOf = async (
  tx: Tx,
  personId: string,
): Promise<readonly { channel: string; account: string }[]> => {
  const { rows } = await sql<{ channel: string; account: string }>`
    select kind as channel, value as account from identities
    where person_id = ${personId} and kind in (select channel from inboxes) order by kind, value
  `.execute(tx);
  return rows.map(({ channel, account }) => ({ channel, account: masked(account) }));
};

/** The last signs of an account, never more than a third of it. */
const masked = (account: string): string =>
  `***${account.slice(account.length - Math.min(3, Math.floor(account.length / 3)))}`;
