import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import { type CategoryPath, isKey, pathOf } from './categories/path.ts';

/** How many sections or goods one page shows. */
export const BROWSE_PAGE = 8;

/** A page of what a customer looks through; a page past the end is the last one. */
export interface BrowsePage<Item> {
  readonly items: readonly Item[];
  /** From 1; never more than `pages`. */
  readonly page: number;
  /** At least 1. */
  readonly pages: number;
  readonly total: number;
}

/** A category in a list of its parent; `goods` counts what is to be seen in the whole subtree. */
export interface Section {
  readonly id: number;
  readonly title: string;
  readonly goods: number;
}

/** A category that was opened. */
export interface OpenSection {
  readonly id: number;
  readonly title: string;
  /** Null: a section of the first level. */
  readonly parentId: number | null;
  /** From the root to this very category. */
  readonly path: CategoryPath;
  /** Visible goods of the category itself. */
  readonly goods: number;
  /** Those of the whole subtree. */
  readonly goodsBelow: number;
}

/** A product in a list. Money and quantities are exact decimals as text. */
export interface ShownProduct {
  readonly id: number;
  readonly title: string;
  readonly sku: string;
  readonly unit: string | null;
  /** Null: not known; zero: on request. */
  readonly price: string | null;
  /** Never below zero. */
  readonly stock: string;
}

/** Everything a customer sees of one product. */
export interface ProductCard extends ShownProduct {
  /** How many are sold together; null: they are sold one by one. */
  readonly packQty: string | null;
  /** The least that is sold, and in which steps; null: no such rule. */
  readonly orderMin: string | null;
  readonly orderMultiple: string | null;
  readonly description: string;
  /** The main picture, of those whose content is here. */
  readonly imageId: string | null;
  readonly categoryId: number | null;
  /** Of the category, from the root; empty without one. */
  readonly path: CategoryPath;
}

export type Browse = ReturnType<typeof createBrowse>;

/**
 * What customers may look through: visible goods only, and the categories that have some. Prices are those of a price
 * type (null: the usual ones), or the usual ones where it has none.
 */
export const createBrowse = ({ db, priceTypeId = null }: { db: Database; priceTypeId?: number | null }) => {
  const price = sql`coalesce(
    (select x.price from product_prices x where x.product_id = p.id and x.price_type_id = ${priceTypeId}), p.price
  )`;
  const shown = sql`p.id, p.title, p.sku, p.unit, ${price} as price, greatest(p.stock_qty, 0) as stock`;

  /** Categories below a parent (null: the first level) with anything to see in them, as the office orders them. */
  const sections = async (parentId: number | null, page = 1): Promise<BrowsePage<Section>> => {
    if (parentId !== null && !isKey(parentId)) return cut([], page);
    const { rows } = await sql<Section>`
      with recursive below as (
        select id as top, id, visible_products from categories
        where ${parentId === null ? sql`parent_id is null` : sql`parent_id = ${parentId}`}
        union all
        select b.top, c.id, c.visible_products from below b join categories c on c.parent_id = b.id
      )
      select c.id, c.title, s.goods
      from (select top, sum(visible_products)::integer as goods from below group by top) s
      join categories c on c.id = s.top
      where s.goods > 0
      order by c.position, c.title, c.id
    `.execute(db);
    return cut(rows, page);
  };

  /** One category; undefined when there is none. */
  const section = async (categoryId: number): Promise<OpenSection | undefined> => {
    if (!isKey(categoryId)) return undefined;
    const { rows } = await sql<OpenSection>`
      with recursive below as (
        select id, visible_products from categories where id = ${categoryId}
        union all
        select c.id, c.visible_products from below b join categories c on c.parent_id = b.id
      )
      select c.id, c.title, c.parent_id as "parentId", c.visible_products as goods, ${pathOf(sql`c.id`)} as path,
             (select sum(visible_products)::integer from below) as "goodsBelow"
      from categories c where c.id = ${categoryId}
    `.execute(db);
    return rows[0];
  };

  /** Visible goods of the category itself, by title. */
  const goods = async (categoryId: number, page = 1): Promise<BrowsePage<ShownProduct>> => {
    if (!isKey(categoryId)) return cut([], page);
    const { rows: counted } = await sql<{ total: number }>`
      select visible_products as total from categories where id = ${categoryId}
    `.execute(db);
    const place = placeOf(page, counted[0]?.total ?? 0);
    if (place.total === 0) return { items: [], ...place };
    const { rows: items } = await sql<ShownProduct>`
      select ${shown} from products p
      where p.category_id = ${categoryId} and not p.hidden
      order by p.title, p.id limit ${BROWSE_PAGE} offset ${(place.page - 1) * BROWSE_PAGE}
    `.execute(db);
    return { items, ...place };
  };

  /** Everything about a product; undefined when it is hidden or gone. */
  const card = async (productId: number): Promise<ProductCard | undefined> => {
    if (!isKey(productId)) return undefined;
    const { rows } = await sql<ProductCard>`
      select ${shown}, p.pack_qty as "packQty", p.order_min as "orderMin", p.order_multiple as "orderMultiple",
             p.description, p.category_id as "categoryId",
             (select i.id from product_images i where i.product_id = p.id and i.stored_at is not null
              order by i.position, i.id limit 1) as "imageId",
             coalesce(${pathOf(sql`p.category_id`)}, '[]') as path
      from products p where p.id = ${productId} and not p.hidden
    `.execute(db);
    return rows[0];
  };

  /** Prices of these products by id; those that are hidden or gone are left out. */
  const prices = async (productIds: readonly number[]): Promise<ReadonlyMap<number, string | null>> => {
    const ids = productIds.filter(isKey);
    if (ids.length === 0) return new Map();
    const { rows } = await sql<Pick<ShownProduct, 'id' | 'price'>>`
      select p.id, ${price} as price from products p where p.id = any(${ids}::integer[]) and not p.hidden
    `.execute(db);
    return new Map(rows.map((row) => [row.id, row.price]));
  };

  return { sections, section, goods, card, prices };
};

const cut = <Item>(all: readonly Item[], wanted: number): BrowsePage<Item> => {
  const place = placeOf(wanted, all.length);
  return { items: all.slice((place.page - 1) * BROWSE_PAGE, place.page * BROWSE_PAGE), ...place };
};

const placeOf = (wanted: number, total: number) => {
  const pages = Math.max(1, Math.ceil(total / BROWSE_PAGE));
  const page = Number.isInteger(wanted) ? Math.min(Math.max(wanted, 1), pages) : 1;
  return { page, pages, total };
};
