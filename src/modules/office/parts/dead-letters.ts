import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import type { Check } from '../health.ts';

/** Turns that failed for good and that nobody has mended or put away yet. */
export const deadLettersCheck = ({ db }: { db: Database }): Check => ({
  part: 'dead_letters',
  look: async () => {
    const { rows } = await sql<{ count: number; oldest_at: Date | null }>`
      select count(*) as count, min(at) as oldest_at from turns where state = 'dead'
    `.execute(db);
    const { count = 0, oldest_at = null } = rows[0] ?? {};
    const ill = count > 0;
    return [
      {
        part: 'dead_letters',
        name: null,
        state: ill ? 'degraded' : 'ok',
        facts: { count, oldest_at: oldest_at?.toISOString() ?? null },
        cure: ill ? 'see_dead_letters' : null,
      },
    ];
  },
});
