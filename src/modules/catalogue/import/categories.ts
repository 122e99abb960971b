import { sql } from 'kysely';
import { cleanText } from '#kernel/text.ts';
import type { Tx } from '#platform/db/database.ts';
import { MOST_PROBLEMS, type NotedProblem } from './problems.ts';
import { WITHOUT_CATEGORY } from './row.ts';

/** Whose work new categories are. */
interface Maker {
  readonly batchId: number;
  readonly now: Date;
}

/**
 * Resolves the category paths of table `work` into table `paths` (path → `category_id`), level by level: by the
 * id in 1C, else by name below its parent; creates what is missing. A step without a title that nobody knows
 * leaves its path null; answers the rows with such paths as warnings.
 */
export const resolveCategories = async (tx: Tx, maker: Maker): Promise<readonly NotedProblem[]> => {
  await sql`
    create temp table paths on commit drop as
    select path, path::jsonb as steps, jsonb_array_length(path::jsonb) as depth,
           first, null::integer as parent_id, null::integer as category_id, false as unknown
    from (
      select coalesce(i.category, case when w.category_id is null then ${WITHOUT_CATEGORY} end) as path, min(i.n) as first
      from work w join incoming i on i.n = w.n group by 1
    ) used
    where path is not null
  `.execute(tx);
  await sql`
    insert into paths (path, steps, depth, unknown)
    select ${WITHOUT_CATEGORY}, ${WITHOUT_CATEGORY}::jsonb, 1, false
    where exists (select from paths, jsonb_array_elements(steps) as step where step->>0 = '')
      and not exists (select from paths where path = ${WITHOUT_CATEGORY})
  `.execute(tx);
  const { rows } = await sql<{ depth: number | null }>`select max(depth) as depth from paths`.execute(tx);
  for (let level = 0; level < (rows[0]?.depth ?? 0); level += 1) await resolveLevel(tx, level, maker);
  await sql`analyze paths`.execute(tx);
  return unknownOnes(tx);
};

const resolveLevel = async (tx: Tx, level: number, { batchId, now }: Maker): Promise<void> => {
  const step = sql`steps->${sql.lit(level)}`;
  const open = sql`depth > ${sql.lit(level)} and category_id is null and not unknown`;
  await sql`
    update paths set parent_id = category_id, category_id = null where depth > ${sql.lit(level)}
  `.execute(tx);
  const find = async () => {
    await sql`
      update paths set category_id = c.id from categories c
      where depth > ${sql.lit(level)} and not unknown and c.external_id = ${step}->>1
        and category_id is distinct from c.id
    `.execute(tx);
    await sql`
      update paths set category_id = c.id from categories c
      where ${open} and ${step}->>0 <> ''
        and coalesce(c.parent_id, 0) = coalesce(paths.parent_id, 0) and lower(c.title) = lower(${step}->>0)
    `.execute(tx);
  };
  await find();
  await sql`
    insert into categories (parent_id, title, external_id, title_lat, created_batch, created_at)
    select paths.parent_id, ${step}->>0, ${step}->>1, min(${step}->>2), ${batchId}, ${now}
    from paths where ${open} and ${step}->>0 <> ''
    group by 1, 2, 3 order by min(first)
    on conflict do nothing
  `.execute(tx);
  await find();
  await sql`update paths set unknown = true where ${open}`.execute(tx);
};

const unknownOnes = async (tx: Tx): Promise<NotedProblem[]> => {
  const { rows } = await sql<{ index: number; sku: string; id: string | null }>`
    select i.index, i.sku, paths.steps->-1->>1 as id
    from paths join incoming i on i.category = paths.path join work w on w.n = i.n
    where paths.unknown order by i.index limit ${MOST_PROBLEMS}
  `.execute(tx);
  return rows.map(({ index, sku, id }) => ({
    index,
    level: 'warning',
    sku,
    field: 'category',
    reason: 'unknown_category',
    value: id === null ? undefined : cleanText(id).slice(0, 200),
  }));
};
