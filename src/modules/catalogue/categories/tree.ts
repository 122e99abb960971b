import { sql } from 'kysely';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';

/** A category of the tree; the counts are of its whole subtree. */
export interface CategoryNode {
  readonly id: number;
  readonly parentId: number | null;
  readonly title: string;
  /** Goods that customers see. */
  readonly products: number;
  readonly hiddenProducts: number;
}

export type CategoryTree = ReturnType<typeof createCategoryTree>;

/** The tree of categories as the office sees it. */
export const createCategoryTree = ({ db }: { db: Database }) => {
  /** Every category, flat; sisters in the order of the office, then by title. */
  const read = async (by: Actor): Promise<readonly CategoryNode[]> => {
    assertMay(by, 'catalogue.read');
    const { rows } = await sql<CategoryNode>`
      select c.id, c.parent_id as "parentId", c.title, c.visible_products as products,
             coalesce(h.count, 0) as "hiddenProducts"
      from categories c
      left join (
        select category_id, count(*) as count from products where hidden group by category_id
      ) h on h.category_id = c.id
      order by c.position, c.title, c.id
    `.execute(db);
    return summed(rows);
  };

  return { read };
};

/** Gives every category what its subtree has. */
const summed = (own: readonly CategoryNode[]): CategoryNode[] => {
  const sums = new Map(own.map((node) => [node.id, { ...node, products: 0, hiddenProducts: 0 }]));
  for (const { id, products, hiddenProducts } of own) {
    if (products === 0 && hiddenProducts === 0) continue;
    for (let at = sums.get(id); at; at = at.parentId === null ? undefined : sums.get(at.parentId)) {
      at.products += products;
      at.hiddenProducts += hiddenProducts;
    }
  }
  return [...sums.values()];
};
