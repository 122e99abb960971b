import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';

/**
 * Counts anew what customers see in these categories themselves (a query of ids, which may repeat or be null). For
 * whoever moved, hid or showed many goods: call it once, after all changes of products.
 */
export const recountCategories = async (tx: Tx, ids: RawBuilder<unknown>): Promise<void> => {
  // A statement of its own: the count must see what others who change these categories committed before.
  await sql`select from categories where id in (${ids}) order by id for no key update`.execute(tx);
  await sql`
    update categories c set visible_products = n.visible
    from (
      select w.id, (count(p.id) filter (where not p.hidden))::integer as visible
      from (select distinct id from (${ids}) as touched(id) where id is not null) w
      left join products p on p.category_id = w.id
      group by w.id
    ) n
    where c.id = n.id and c.visible_products <> n.visible
  `.execute(tx);
};

/** Adds to the counts of categories, below zero to take away: exact whoever else does so at the same time. */
export const shiftCategories = async (tx: Tx, shifts: ReadonlyMap<number, number>): Promise<void> => {
  if (shifts.size === 0) return;
  const ids = [...shifts.keys()];
  await sql`
    select from categories where id = any(${ids}::integer[]) order by id for no key update
  `.execute(tx);
  await sql`
    update categories c set visible_products = c.visible_products + s.by
    from unnest(${ids}::integer[], ${[...shifts.values()]}::integer[]) as s(id, by)
    where c.id = s.id
  `.execute(tx);
};
