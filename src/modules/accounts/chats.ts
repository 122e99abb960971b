import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { Clock } from '#kernel/time.ts';
import { assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { conversationsOf, moveChat } from './move-chat.ts';
import type { Owner } from './proof.ts';
import { lockAccount } from './store.ts';

/** An account of a channel that belongs to the same person as an account of the panel. */
export interface LinkedChat {
  readonly id: string;
  readonly channel: string;
  readonly account: string;
  /** As the channel names the person. */
  readonly title: string;
  readonly linkedAt: Date;
}

/** The chats linked to one's own account. */
export const createChats = ({ db, audit, clock }: { db: Database; audit: Audit; clock: Clock }) => {
  const listChats = async (by: Owner): Promise<readonly LinkedChat[]> => {
    assertMay(by, 'account.own');
    const { rows } = await sql<LinkedChat>`
      select i.id, i.kind as channel, i.value as account, coalesce(c.title, '') as title, i.created_at as "linkedAt"
      from identities i left join lateral (${conversationsOf('i')} order by c.heard_at desc nulls last, c.id desc limit 1) c on true
      where i.person_id = ${by.personId} and i.kind in (select channel from inboxes)
      order by i.created_at, i.id
    `.execute(db);
    return rows;
  };

  /**
   * Makes a chat a stranger's again: from now on a new person speaks there. AppError `missing` when there is no
   * such chat of one's own.
   */
  const unlinkChat = (by: Owner, id: string): Promise<void> => {
    assertMay(by, 'account.own');
    return db.transaction().execute(async (tx) => {
      // People before what is theirs: the order of everybody who moves it.
      await tx.selectFrom('people').select('id').where('id', '=', by.personId).forNoKeyUpdate().execute();
      await lockAccount(tx, by.personId);
      const identity = await tx
        .selectFrom('identities')
        .select(['kind', 'value'])
        .where('id', '=', id)
        .where('person_id', '=', by.personId)
        .where(sql<boolean>`kind in (select channel from inboxes)`)
        .forUpdate()
        .executeTakeFirst();
      if (!identity) throw new AppError('missing', 'no such chat');
      await giveAway(tx, id);
      // One of them may stand in that chat.
      await tx.deleteFrom('password_links').where('person_id', '=', by.personId).execute();
      await audit.record(tx, {
        by,
        action: 'account.chat_unlink',
        subject: { kind: 'account', id: by.personId },
        after: { channel: identity.kind },
      });
    });
  };

  /** From now on a new person speaks there, as the channel names them. */
  const giveAway = async (tx: Tx, identityId: string): Promise<void> => {
    const { rows } = await sql<{ title: string }>`
      select c.title from identities i join lateral (${conversationsOf('i')}) c on true where i.id = ${identityId}
      order by c.heard_at desc nulls last, c.id desc limit 1
    `.execute(tx);
    const stranger = newId(clock.now());
    await tx
      .insertInto('people')
      .values({ id: stranger, name: rows[0]?.title ?? '' })
      .execute();
    await moveChat(tx, { identityId, to: stranger });
    // What is being decided there right now is decided for somebody who has left.
    await sql`update conversations set stamp = stamp + 1 where person_id = ${stranger}`.execute(tx);
  };

  return { listChats, unlinkChat };
};
