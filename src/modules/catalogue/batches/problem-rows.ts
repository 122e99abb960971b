import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import type { ProblemReason } from '../draft.ts';

export const PROBLEM_LEVELS = ['error', 'warning'] as const;

/** Something wrong with a row of a load. */
export interface BatchProblem {
  readonly seq: number;
  /** Place in the body from 0; in files the line from 1. */
  readonly index: number;
  readonly level: (typeof PROBLEM_LEVELS)[number];
  readonly sku: string | null;
  readonly field: string | null;
  readonly reason: ProblemReason;
  readonly value: string | null;
}

/** A row that was skipped, as it came: by the names of its columns, unless it was no object at all. */
export interface BadRow extends BatchProblem {
  readonly row: unknown;
}

export interface ProblemFilter {
  readonly level?: BatchProblem['level'] | undefined;
}

const levelled = ({ level }: ProblemFilter) => (level === undefined ? sql`` : sql`and level = ${level}`);

/** How many problems are kept of a batch. */
export const countProblems = async (
  db: Database,
  batchId: number,
  filter: ProblemFilter,
): Promise<number> => {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from import_problems where batch_id = ${batchId} ${levelled(filter)}
  `.execute(db);
  return rows[0]?.total ?? 0;
};

/** One page of problems in the order of the source. */
export const pageOfProblems = async (
  db: Database,
  batchId: number,
  filter: ProblemFilter,
  { page, size }: { readonly page: number; readonly size: number },
): Promise<readonly BatchProblem[]> => {
  const { rows } = await sql<BatchProblem>`
    select seq, index, level, sku, field, reason, value from import_problems
    where batch_id = ${batchId} ${levelled(filter)}
    order by index, seq limit ${size} offset ${(page - 1) * size}
  `.execute(db);
  return rows;
};

/** The next problems of a walk by `seq`. */
export const walkProblems = async (
  db: Database,
  batchId: number,
  filter: ProblemFilter,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly BatchProblem[]> => {
  const { rows } = await sql<BatchProblem>`
    select seq, index, level, sku, field, reason, value from import_problems
    where batch_id = ${batchId} and seq > ${after} ${levelled(filter)} order by seq limit ${limit}
  `.execute(db);
  return rows;
};

/** The next rows that were skipped, of a walk by `seq`. */
export const walkBadRows = async (
  db: Database,
  batchId: number,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly BadRow[]> => {
  const { rows } = await sql<BadRow>`
    select seq, index, level, sku, field, reason, value, row from import_problems
    where batch_id = ${batchId} and seq > ${after} and row is not null and row <> 'null' order by seq limit ${limit}
  `.execute(db);
  return rows;
};

/** The names of all columns that the skipped rows of a batch have. */
export const columnsOfBadRows = async (db: Database, batchId: number): Promise<readonly string[]> => {
  const { rows } = await sql<{ name: string }>`
    select key as name from import_problems
    cross join lateral jsonb_object_keys(case when jsonb_typeof(row) = 'object' then row else '{}' end)
      with ordinality as cell (key, place)
    where batch_id = ${batchId} and row is not null
    group by key order by min(place), key
  `.execute(db);
  return rows.map(({ name }) => name);
};
