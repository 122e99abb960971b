import { sql } from 'kysely';
import type { Clock } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';

const KEPT_MS = 30 * 24 * 3_600_000;

/** Forgets what was told long ago, and what nobody waits for any more. */
export const createWebhookSweep = ({ db, clock }: { db: Database; clock: Clock }) => ({
  sweep: async (): Promise<void> => {
    await sql`delete from webhook_events where at < ${new Date(clock.now() - KEPT_MS)}`.execute(db);
  },
});
