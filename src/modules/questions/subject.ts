import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Database } from '#platform/db/database.ts';

/** What a question may be about. */
export interface Subject {
  readonly orderId: string | null;
  readonly productId: number | null;
  /** Of the order; undefined: the question is not about one. */
  readonly organizationId: string | null | undefined;
}

/** Checks that a customer may see the order and the product that a question is about. */
export const subjectOf = async (
  db: Database,
  {
    personId,
    organizations,
    orderId,
    productId,
  }: {
    readonly personId: string;
    /** Those the person is a member of. */
    readonly organizations: readonly string[];
    readonly orderId: string | null;
    readonly productId: number | null;
  },
): Promise<Result<Subject, 'missing'>> => {
  const order = orderId === null ? undefined : await orderOf(db, orderId, personId, organizations);
  if (orderId !== null && !order) return refuse('missing');
  if (productId !== null && !(await isSold(db, productId))) return refuse('missing');
  return ok({ orderId, productId, organizationId: order?.organizationId });
};

const orderOf = async (
  db: Database,
  id: string,
  personId: string,
  organizations: readonly string[],
): Promise<{ organizationId: string | null } | undefined> => {
  if (!isId(id)) return undefined;
  const { rows } = await sql<{ organizationId: string | null }>`
    select organization_id as "organizationId" from orders
    where id = ${id} and status <> 'draft'
      and (organization_id = any(${organizations}::uuid[]) or (organization_id is null and person_id = ${personId}))
  `.execute(db);
  return rows[0];
};

/** What a question is about in words: the number of an order, the title of a product. */
export interface About {
  readonly order: number | null;
  readonly product: string | null;
}

/** Words for what has been checked by `subjectOf`. */
export const aboutOf = async (
  db: Database,
  { orderId, productId }: Pick<Subject, 'orderId' | 'productId'>,
): Promise<About> => {
  const { rows } = await sql<About>`
    select (select number from orders where id = ${orderId}::uuid) as order,
           (select title from products where id = ${productId}::integer) as product
  `.execute(db);
  return rows[0] ?? { order: null, product: null };
};

const isSold = async (db: Database, id: number): Promise<boolean> => {
  if (!Number.isInteger(id) || id < 1 || id > 2_147_483_647) return false;
  const row = await db
    .selectFrom('products')
    .select('id')
    .where('id', '=', id)
    .where('hidden', '=', false)
    .executeTakeFirst();
  return row !== undefined;
};

/** Whether a text is an id of ours: anything may stand in an old button. */
export const isId = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
