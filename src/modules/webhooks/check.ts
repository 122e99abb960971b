import { sql } from 'kysely';
import type { Check } from '#modules/office/index.ts';
import type { Database } from '#platform/db/database.ts';

/** Webhooks as a part of the office, where there are endpoints: ill while something was given up within a day. */
export const webhooksCheck = ({ db }: { db: Database }): Check => ({
  part: 'webhooks',
  look: async () => {
    const { rows } = await sql<{ endpoints: number; waiting: number; failed_24h: number; paused: number }>`
      select (select count(*) from webhook_endpoints) as endpoints,
             (select count(*) from webhook_endpoints where paused_at is not null) as paused,
             (select count(*) from webhook_deliveries where next_attempt_at is not null) as waiting,
             (select count(*) from webhook_deliveries where failed_at > now() - interval '1 day') as failed_24h
    `.execute(db);
    const { endpoints = 0, ...facts } = rows[0] ?? { waiting: 0, failed_24h: 0, paused: 0 };
    if (endpoints === 0) return [];
    const ill = facts.failed_24h > 0;
    return [
      {
        part: 'webhooks',
        name: null,
        state: ill ? 'degraded' : 'ok',
        facts,
        cure: ill ? 'see_webhooks' : null,
      },
    ];
  },
});
