import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { ListPage } from '#platform/http/list.ts';
import {
  countDeliveries,
  type DeliveryFilter,
  type DeliveryPaging,
  type DeliveryPlace,
  type DeliveryRow,
  findDelivery,
  MOST_COUNTED,
  pageOfDeliveries,
  walkDeliveries,
} from './delivery-rows.ts';

/** Deliveries read at once when all are walked through. */
const BATCH = 1_000;

/** A page of deliveries; `capped`: there are more than `total`. */
export interface DeliveryPage extends ListPage<DeliveryRow> {
  readonly capped: boolean;
}

export type Deliveries = ReturnType<typeof createDeliveries>;

/**
 * Every outgoing message with its state. `due` is told which conversation has work again, `said` which has
 * something new to show.
 */
export const createDeliveries = ({
  db,
  due,
  said,
  audit,
  timeZone,
}: {
  db: Database;
  due: (conversationId: string) => void;
  said: (conversationId: string) => void;
  audit: Audit;
  /** The IANA time zone of the office, in which filters name days. */
  timeZone: () => Promise<string>;
}) => {
  /** Only the first `MOST_COUNTED` can be paged: AppError `invalid` beyond. */
  const page = async (by: Actor, filter: DeliveryFilter, paging: DeliveryPaging): Promise<DeliveryPage> => {
    assertMay(by, 'deliveries.read');
    if (paging.page * paging.size > MOST_COUNTED + paging.size)
      throw new AppError('invalid', `only the first ${MOST_COUNTED} can be paged`, {
        fields: [{ path: 'query.page', issue: 'too far: use the filters' }],
      });
    const zoned = { ...filter, timeZone: await timeZone() };
    const [items, found] = await Promise.all([
      pageOfDeliveries(db, zoned, paging),
      countDeliveries(db, zoned),
    ]);
    return { items, total: Math.min(found, MOST_COUNTED), capped: found > MOST_COUNTED };
  };

  /** Every delivery that fits, in this order. */
  const all = (
    by: Actor,
    filter: DeliveryFilter,
    sort: DeliveryPaging['sort'],
  ): AsyncIterable<DeliveryRow> => {
    assertMay(by, 'deliveries.read');
    return walk(filter, sort);
  };

  async function* walk(filter: DeliveryFilter, sort: DeliveryPaging['sort']): AsyncGenerator<DeliveryRow> {
    const zoned = { ...filter, timeZone: await timeZone() };
    for (let after: DeliveryPlace | undefined; ; ) {
      const rows = await walkDeliveries(db, zoned, sort, after, BATCH);
      yield* rows;
      after = rows.at(-1)?.place;
      if (rows.length < BATCH) return;
    }
  }

  /** One delivery; AppError `missing` when there is none. */
  const find = async (by: Actor, id: number): Promise<DeliveryRow> => {
    assertMay(by, 'deliveries.read');
    const row = await findDelivery(db, id);
    if (!row) throw new AppError('missing', 'there is no such delivery');
    return row;
  };

  /**
   * Sends a failed message again as a new one at the end of its conversation, once for each message. Answers
   * the id of the new one; AppError `missing` or `conflict`.
   */
  const retry = async (by: Actor, id: number): Promise<number> => {
    assertMay(by, 'deadLetters.work');
    const made = await db.transaction().execute(async (tx) => {
      const again = await queueAgain(tx, id, by.traceId);
      if (again)
        await audit.record(tx, {
          by,
          action: 'deliveries.retry',
          subject: { kind: 'delivery', id: String(id) },
          after: { again: again.id },
        });
      return again;
    });
    if (made) {
      due(made.conversation_id);
      said(made.conversation_id);
      return made.id;
    }
    if (!(await findDelivery(db, id))) throw new AppError('missing', 'there is no such delivery');
    throw new AppError('conflict', 'it did not fail, was sent again already, or its secret is gone');
  };

  return { page, all, find, retry };
};

/** The conversation is locked before its places are counted on; a second attempt finds the first one there. */
const queueAgain = async (tx: Tx, id: number, traceId: string | null) => {
  const { rows } = await sql<{ id: number; conversation_id: string }>`
    with failed as (
      select m.* from messages m
      where m.id = ${id} and m.direction = 'out' and m.delivery = 'failed'
        and not (m.content @> '{"secret": true, "text": ""}') and not exists (
        select from messages again
        where again.conversation_id = m.conversation_id and again.direction = 'out'
          and again.external_id = 'retry:' || m.id
      )
    ), c as (
      update conversations c
      set positions = positions + 1, changes = changes + 1, due_at = least(due_at, now())
      from failed where c.id = failed.conversation_id
      returning c.id, c.positions, c.changes
    )
    insert into messages (conversation_id, inbox_id, direction, external_id, turn, position, change, person_id,
                          account, content, stamp, in_doubt, delivery, trace_id)
    select c.id, failed.inbox_id, 'out', 'retry:' || failed.id, failed.turn, c.positions, c.changes,
           failed.person_id, failed.account, failed.content, failed.stamp, failed.in_doubt, 'queued',
           ${traceId}
    from c join failed on failed.conversation_id = c.id
    on conflict (conversation_id, external_id) where direction = 'out' and external_id is not null do nothing
    returning id, conversation_id
  `.execute(tx);
  return rows[0];
};
