import { newId } from '#kernel/ids.ts';
import type { Clock } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';
import { addCustomers } from './customers.ts';
import type { Demo } from './demo.ts';
import { addOrders } from './orders.ts';
import { addQuestions } from './questions.ts';

/**
 * Gives the demo customers, what they ordered in the last two weeks and what they asked. Nobody is told anything,
 * and nobody gets an account. Does nothing where customers are already.
 */
export const loadShop = ({ db, clock }: { db: Database; clock: Clock }): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const known = await tx.selectFrom('organizations').select('id').limit(1).executeTakeFirst();
    if (known) return;
    const now = clock.now();
    const demo: Demo = { ago: (hours) => new Date(now - hours * 3_600_000), newId: () => newId(now) };
    const buyers = await addCustomers(tx, demo);
    await addOrders(tx, buyers, demo);
    await addQuestions(tx, buyers, demo);
  });
