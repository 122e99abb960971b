import { sql } from 'kysely';
import type { FoundProduct } from '#modules/search/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Buyer } from '../contract.ts';
import { isWhole } from './judge.ts';

/** Orders that are looked through, the latest first. */
const ORDERS_SEEN = 300;

/** How a product was ordered last. */
export interface Purchase {
  readonly qty: string;
  readonly at: Date;
}

/** What a buyer's organization, or a buyer without one, has ordered: products with their latest order. */
export type Earlier = ReadonlyMap<number, Purchase>;

/** Orders that were cancelled do not count. */
export const readEarlier = async (db: Database, { personId, organizationId }: Buyer): Promise<Earlier> => {
  const whose =
    organizationId === null
      ? sql`person_id = ${personId} and organization_id is null`
      : sql`organization_id = ${organizationId}`;
  const { rows } = await sql<Purchase & { id: number }>`
    select distinct on (l.product_id) l.product_id as id, l.qty, o.submitted_at as at
    from (
      select id, submitted_at from orders
      where ${whose} and status not in ('draft', 'cancelled')
      order by submitted_at desc, id desc limit ${ORDERS_SEEN}
    ) o
    join order_lines l on l.order_id = o.id and l.product_id is not null
    order by l.product_id, o.submitted_at desc, o.id desc
  `.execute(db);
  return new Map(rows.map(({ id, ...purchase }) => [id, purchase]));
};

/** The hits that fit the words and were ordered before: those of the latest order among them, the best first. */
export const fromLastTime = (
  text: string,
  hits: readonly FoundProduct[],
  earlier: Earlier,
): readonly FoundProduct[] => {
  const fitting = hits.filter((hit) => earlier.has(hit.id) && isWhole(text, hit));
  const when = ({ id }: FoundProduct): number => earlier.get(id)?.at.getTime() ?? 0;
  const latest = Math.max(0, ...fitting.map(when));
  return fitting.filter((hit) => when(hit) === latest);
};
