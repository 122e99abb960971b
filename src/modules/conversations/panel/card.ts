import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import { isBlocked } from '../blocked.ts';
import { type ConversationRow, rowsOf } from './conversation-rows.ts';

/** The person of a conversation, as their identity card shows them. */
export interface CardPerson {
  readonly id: string;
  readonly name: string;
  readonly locale: 'ru' | 'en' | null;
  readonly roles: readonly string[];
  readonly created_at: Date;
  readonly blocked: boolean;
  readonly erased: boolean;
  readonly blocked_until: Date | null;
  readonly identities: readonly {
    readonly kind: string;
    readonly value: string;
    readonly verified: boolean;
  }[];
}

/** A conversation with its person and their other conversations. */
export interface ConversationCard {
  readonly conversation: ConversationRow;
  readonly person: CardPerson | null;
  readonly others: readonly {
    readonly id: string;
    readonly inbox: string;
    readonly title: string;
    readonly heard_at: Date | null;
  }[];
}

/** Conversations of the same person that a card names. */
const MOST_OTHERS = 20;

/** Reads one conversation whole; undefined when there is none. */
export const readCard = async (db: Database, id: string): Promise<ConversationCard | undefined> => {
  const [conversation] = await rowsOf(db, [id]);
  if (!conversation) return undefined;
  if (conversation.person_id === null) return { conversation, person: null, others: [] };
  const [{ rows }, others] = await Promise.all([
    sql<CardPerson>`
      select p.id, p.name, p.locale, p.roles, p.created_at, ${isBlocked('p')} as blocked,
             p.erased_at is not null as erased,
             case when ${isBlocked('p')} then p.blocked_until end as blocked_until,
             coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'value', value,
                                                           'verified', verified_at is not null)
                                        order by kind, created_at, id)
                       from identities where person_id = p.id), '[]') as identities
      from people p where p.id = ${conversation.person_id}
    `.execute(db),
    db
      .selectFrom('conversations')
      .select(['id', 'inbox_id as inbox', 'title', 'heard_at'])
      .where('person_id', '=', conversation.person_id)
      .where('id', '!=', id)
      .orderBy('heard_at', (order) => order.desc().nullsLast())
      .orderBy('id', 'desc')
      .limit(MOST_OTHERS)
      .execute(),
  ]);
  return { conversation, person: rows[0] ?? null, others };
};
