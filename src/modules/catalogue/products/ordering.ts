import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database } from '#platform/db/database.ts';

/** In what amounts a product is sold; what is absent stays, null where any will do. Exact decimals above zero. */
export interface OrderingWish {
  readonly orderMin?: string | null | undefined;
  readonly orderMultiple?: string | null | undefined;
}

export type Ordering = ReturnType<typeof createOrdering>;

/** How products are ordered: the office keeps that by hand. */
export const createOrdering = ({ db, audit }: { db: Database; audit: Audit }) => {
  /** AppError `missing`. */
  const change = (by: Actor, id: number, { orderMin, orderMultiple }: OrderingWish): Promise<void> => {
    assertMay(by, 'catalogue.change');
    return db.transaction().execute(async (tx) => {
      const before = await tx
        .selectFrom('products')
        .select(['order_min', 'order_multiple'])
        .where('id', '=', id)
        .forNoKeyUpdate()
        .executeTakeFirst();
      if (!before) throw new AppError('missing', 'there is no such product');
      const after = await tx
        .updateTable('products')
        .set({
          order_min: orderMin === undefined ? before.order_min : orderMin,
          order_multiple: orderMultiple === undefined ? before.order_multiple : orderMultiple,
          changed_at: sql`now()`,
        })
        .where('id', '=', id)
        .returning(['order_min', 'order_multiple'])
        .executeTakeFirst();
      if (JSON.stringify(before) === JSON.stringify(after)) return;
      const subject = { kind: 'product', id: String(id) };
      await audit.record(tx, { by, action: 'catalogue.order_steps', subject, before, after });
    });
  };

  return { change };
};
