import { sql } from 'kysely';
import type { Clock } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';

/** How long it is remembered who came by which invitation, and who decided what. */
const REMEMBERED_MS = 90 * 24 * 3_600_000;

/** Forgets invitations that ended and requests that were decided long ago. */
export const createCustomerSweep = ({ db, clock }: { db: Database; clock: Clock }) => ({
  sweep: async (): Promise<void> => {
    const old = new Date(clock.now() - REMEMBERED_MS);
    await sql`delete from organization_invitations where expires_at < ${old}`.execute(db);
    await sql`delete from access_requests where state <> 'pending' and decided_at < ${old}`.execute(db);
  },
});
