import { type RawBuilder, sql } from 'kysely';

/** Categories from the root down. */
export type CategoryPath = readonly { readonly id: number; readonly title: string }[];

/** The way from the root to a category as JSON of a CategoryPath, for a select; null without a category. */
export const pathOf = (categoryId: RawBuilder<unknown>): RawBuilder<CategoryPath | null> => sql`(
  with recursive up as (
    select id, parent_id, title, 1 as step from categories where id = ${categoryId}
    union all
    select c.id, c.parent_id, c.title, u.step + 1 from categories c join up u on c.id = u.parent_id
  )
  select jsonb_agg(jsonb_build_object('id', id, 'title', title) order by step desc) from up
)`;

const LARGEST_KEY = 2 ** 31 - 1;

/** Whether a number can be the id of a product or a category. */
export const isKey = (id: number): boolean => Number.isInteger(id) && id > 0 && id <= LARGEST_KEY;
