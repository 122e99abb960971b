import { sql } from 'kysely';
import type { ImportCounts, ImportRisk, ProblemReason } from '#modules/catalogue/index.ts';
import type { Database } from '#platform/db/database.ts';

/** Problems told to 1C of one kind; the panel has all of them. */
const MOST_TOLD = 1_000;

/** A row of a load that is not as it should be. */
export interface LoadProblem {
  readonly index: number;
  readonly level: 'error' | 'warning';
  readonly sku: string | null;
  readonly field: string | null;
  readonly reason: ProblemReason;
  readonly value: string | null;
}

/** A load that 1C may ask about. */
export interface LoadState {
  readonly id: number;
  readonly status: string;
  readonly counts: ImportCounts;
  readonly risks: readonly ImportRisk[];
  readonly failure: { readonly reason: string } | null;
}

export type Loads = ReturnType<typeof createLoads>;

/** What became of loads that 1C sent: reads the batches of the catalogue, changes nothing. */
export const createLoads = ({ db }: { db: Database }) => ({
  /** The problems of a load, by their place; those of the first when the load only repeated one. */
  problems: async (batchId: number): Promise<readonly LoadProblem[]> => {
    const { rows } = await sql<LoadProblem>`
      select p.index, p.level, p.sku, p.field, p.reason, p.value
      from import_batches b,
        unnest(array['error', 'warning']) as wanted,
        lateral (
          select * from import_problems p
          where p.batch_id = coalesce(b.repeat_of, b.id) and p.level = wanted
          order by p.index, p.seq limit ${MOST_TOLD}
        ) p
      where b.id = ${batchId}
      order by p.level, p.index, p.seq
    `.execute(db);
    return rows;
  },

  /** A load that was pushed. */
  find: async (batchId: number): Promise<LoadState | undefined> => {
    const row = await db
      .selectFrom('import_batches')
      .selectAll()
      .where('id', '=', batchId)
      .where('source', '=', 'push')
      .executeTakeFirst();
    if (!row) return undefined;
    const { received, inserted, updated, unchanged, hidden, skipped, warnings } = row;
    return {
      id: row.id,
      status: row.status,
      counts: { received, inserted, updated, unchanged, hidden, skipped, warnings },
      risks: row.risks as unknown as readonly ImportRisk[],
      failure: row.failure as LoadState['failure'],
    };
  },

  /** The newest load that was pushed. */
  lastPush: async (): Promise<{ readonly id: number; readonly at: Date } | undefined> =>
    db
      .selectFrom('import_batches')
      .select(['id', 'created_at as at'])
      .where('source', '=', 'push')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst(),
});
