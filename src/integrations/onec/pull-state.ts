import { sql } from 'kysely';
import type { Clock } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';
import type { ExchangeFailure } from './failure.ts';

/** How the last pull fared. */
export interface PullState {
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** When goods were last imported, or found unchanged. */
  readonly succeededAt: Date | null;
  readonly failure: ExchangeFailure | null;
  readonly batchId: number | null;
}

export type PullStates = ReturnType<typeof createPullStates>;

/** The one row of `exchange_state` that all replicas share. */
export const createPullStates = ({ db, clock }: { db: Database; clock: Clock }) => ({
  started: async (): Promise<void> => {
    const now = new Date(clock.now());
    await db
      .insertInto('exchange_state')
      .values({ name: 'pull', started_at: now })
      .onConflict((row) => row.column('name').doUpdateSet({ started_at: now }))
      .execute();
  },

  succeeded: async (batchId: number): Promise<void> => {
    const now = new Date(clock.now());
    await db
      .updateTable('exchange_state')
      .set({ finished_at: now, succeeded_at: now, failure: null, batch_id: batchId })
      .where('name', '=', 'pull')
      .execute();
  },

  failed: async (failure: ExchangeFailure, batchId: number | undefined): Promise<void> => {
    await db
      .updateTable('exchange_state')
      .set({
        finished_at: new Date(clock.now()),
        failure: JSON.stringify(failure),
        batch_id: batchId ?? sql`batch_id`,
      })
      .where('name', '=', 'pull')
      .execute();
  },

  read: async (): Promise<PullState> => {
    const row = await db
      .selectFrom('exchange_state')
      .selectAll()
      .where('name', '=', 'pull')
      .executeTakeFirst();
    return {
      startedAt: row?.started_at ?? null,
      finishedAt: row?.finished_at ?? null,
      succeededAt: row?.succeeded_at ?? null,
      failure: (row?.failure ?? null) as ExchangeFailure | null,
      batchId: row?.batch_id ?? null,
    };
  },
});
