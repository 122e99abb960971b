import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { shiftCategories } from '../categories/recount.ts';
import { createProductList, type ProductFind } from './list.ts';
import { lockProducts } from './lock.ts';
import { readProduct } from './rows.ts';
import type { PriceChange, ProductPage } from './schema.ts';

/** Changes of prices that the page of a product shows. */
const MOST_PRICE_CHANGES = 500;

export type Products = ReturnType<typeof createProducts>;

/** Goods as the office sees them: the list, one with its price history, hiding and showing. */
export const createProducts = ({
  db,
  audit,
  find,
}: {
  db: Database;
  audit: Audit;
  find?: ProductFind | undefined;
}) => {
  /** AppError `missing` when there is no such product. */
  const read = async (by: Actor, id: number): Promise<ProductPage> => {
    assertMay(by, 'catalogue.read');
    const product = await readProduct(db, id);
    if (!product) throw missing();
    return product;
  };

  /** The latest changes of its prices, the newest first. AppError `missing`. */
  const priceChanges = async (by: Actor, id: number): Promise<readonly PriceChange[]> => {
    assertMay(by, 'catalogue.read');
    const { rows: known } = await sql`select from products where id = ${id}`.execute(db);
    if (known.length === 0) throw missing();
    const { rows } = await sql<PriceChange>`
      select c.at, t.name as "priceType", c.before, c.after, c.batch_id as "batchId"
      from price_changes c left join price_types t on t.id = c.price_type_id
      where c.product_id = ${id}
      order by c.at desc, c.id desc limit ${MOST_PRICE_CHANGES}
    `.execute(db);
    return rows;
  };

  /**
   * Hides products from customers, or lets them see them again unless the source has withdrawn them; imports leave
   * that alone. Answers how many changed; unknown ones do nothing.
   */
  const setHidden = (by: Actor, ids: readonly number[], hidden: boolean): Promise<number> => {
    assertMay(by, 'catalogue.change');
    return db.transaction().execute(async (tx) => {
      const changed = await change(tx, ids, hidden);
      if (changed.length === 0) return 0;
      const [only] = changed;
      await audit.record(tx, {
        by,
        action: hidden ? 'catalogue.hide' : 'catalogue.show',
        ...(changed.length === 1 ? { subject: { kind: 'product', id: String(only) } } : {}),
        before: { hidden: !hidden },
        after: { hidden, ...(changed.length === 1 ? {} : { products: changed }) },
      });
      return changed.length;
    });
  };

  /** The same for one. AppError `missing`. */
  const setOneHidden = async (by: Actor, id: number, hidden: boolean): Promise<ProductPage> => {
    await setHidden(by, [id], hidden);
    return read(by, id);
  };

  return { list: createProductList({ db, find }), read, priceChanges, setHidden, setOneHidden };
};

/** Answers the ids of what changed; keeps the counts of their categories. */
const change = async (tx: Tx, ids: readonly number[], hidden: boolean): Promise<number[]> => {
  await lockProducts(tx, sql`select unnest(${ids}::integer[])`);
  const { rows } = await sql<{ id: number; category_id: number | null; withdrawn: boolean }>`
    update products set hidden_by_office = ${hidden}, changed_at = now()
    where id = any(${ids}::integer[]) and hidden_by_office <> ${hidden}
    returning id, category_id, withdrawn
  `.execute(tx);
  const shifts = new Map<number, number>();
  for (const { category_id: category, withdrawn } of rows)
    if (category !== null && !withdrawn)
      shifts.set(category, (shifts.get(category) ?? 0) + (hidden ? -1 : 1));
  await shiftCategories(tx, shifts);
  return rows.map(({ id }) => id).toSorted((a, b) => a - b);
};

const missing = (): AppError => new AppError('missing', 'there is no such product');
