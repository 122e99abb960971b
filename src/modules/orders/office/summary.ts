import { sql } from 'kysely';
import { z } from 'zod';
import { type Actor, actorOf, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Http } from '#platform/http/http.ts';

const count = z.int().nonnegative();
const SummaryView = z.object({
  users: count.describe('Customers, and whoever logs in'),
  organizations: count,
  categories: count,
  products: count.describe('Hidden ones, too'),
  orders: count.describe('Placed ones, whatever became of them'),
});

/** How much of everything the shop has. */
export type ShopSummary = z.output<typeof SummaryView>;

export type Summary = ReturnType<typeof createSummary>;

/** Counts what the shop has. */
export const createSummary =
  ({ db }: { db: Database }) =>
  async (by: Actor): Promise<ShopSummary> => {
    assertMay(by, 'office.read');
    const { rows } = await sql<ShopSummary>`
      select (select count(*) from people p where p.erased_at is null
                and (p.customer or exists (select from accounts where person_id = p.id))) as users,
             (select count(*) from organizations) as organizations,
             (select count(*) from categories) as categories,
             (select count(*) from products) as products,
             (select count(*) from orders where status <> 'draft') as orders
    `.execute(db);
    return rows[0] ?? { users: 0, organizations: 0, categories: 0, products: 0, orders: 0 };
  };

/** The counts where the founding document has them. */
export const addSummaryRoute = (http: Http, { summary }: { summary: Summary }): void => {
  http.get('/admin/summary', {
    config: { permission: 'office.read' },
    schema: { tags: ['Orders'], summary: 'How much the shop has', response: { 200: SummaryView } },
    handler: (request) => summary(actorOf(request)),
  });
};
