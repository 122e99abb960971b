import { sql } from 'kysely';
import type { Locale } from '#kernel/locale.ts';
import { type People, type Person, personOf } from '#modules/people/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { isBlocked } from './blocked.ts';
import type { Standing } from './held.ts';

/** A conversation that a change from outside its turns has locked. */
export interface Locked extends Standing {
  readonly inbox: string;
  readonly channel: string;
  readonly stamp: number;
  readonly reachable: boolean;
  /** What its person chose; null: as the channel tells. */
  readonly locale: Locale | null;
  /** Somebody's words were not answered yet. */
  readonly waits: boolean;
  /** Its operator was silent for too long, or cannot come in any more. */
  readonly overdue: boolean;
}

/** Whether conversation `c` has an operator who was silent for too long, or who cannot come in any more. */
export const isOverdue = sql<boolean>`(c.operator_id is not null and (c.operator_until < now() or not exists (
  select from people o join accounts a on a.person_id = o.id
  where o.id = c.operator_id and o.erased_at is null and not ${isBlocked('o')}
    -- Roles may come from a phone: whether they still do, the next request of the operator tells.
    and (o.roles <> '{}' or exists (select from identities f
                                   where f.person_id = o.id and f.kind = 'phone' and f.verified_at is not null)))))`;

/** Locks a conversation until the end of the transaction; undefined when there is none. */
export const lockConversation = async (tx: Tx, id: string): Promise<Locked | undefined> => {
  const { rows } = await sql<Locked>`
    select c.id, c.inbox_id as inbox, i.channel, c.kind, c.language, c.dialogue, c.keyboard, c.stamp, c.reachable, p.locale,
           c.operator_id as "operatorId", c.queued_at is not null as queued, c.waiting_since is not null as waits,
           ${isOverdue} as overdue
    from conversations c join inboxes i on i.id = c.inbox_id left join people p on p.id = c.person_id
    where c.id = ${id} for update of c
  `.execute(tx);
  return rows[0];
};

/** Who spoke last in a conversation, with the rights of their account; undefined before the first word. */
export const lastSpeaker = async (
  db: Database,
  people: People,
  conversationId: string,
): Promise<Person | undefined> => {
  const { rows } = await sql<{
    id: string;
    name: string;
    locale: string | null;
    roles: string[];
    customer: boolean;
    channel: string;
    account: string;
  }>`
    select p.id, p.name, p.locale, ${people.roles('p')} as roles, p.customer, i.channel, m.account
    from messages m join people p on p.id = m.person_id join inboxes i on i.id = m.inbox_id
    where m.conversation_id = ${conversationId} and m.direction = 'in' order by m.position desc limit 1
  `.execute(db);
  const [row] = rows;
  return row && personOf(row, people.rolesOf(row.roles, row.channel, row.account));
};
