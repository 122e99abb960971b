import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { shorten } from '#kernel/text.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import { phraseKeyOf } from '#modules/search/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { containing, type ListPage, orderOf, type Paging } from '#platform/http/list.ts';

/** What a list of aliases can be sorted by. */
export const ALIAS_SORTS = ['changed_at', 'phrase', 'times'] as const;

/** Characters of a phrase. */
const LONGEST_PHRASE = 200;

/** What an organization means by its words. */
export interface Alias {
  readonly id: number;
  /** Null: everybody means it so. */
  readonly organization: { readonly id: string; readonly name: string } | null;
  /** Normalised as the search does it. */
  readonly phrase: string;
  /** The words of the last lesson as they were said. */
  readonly said: string;
  readonly product: {
    readonly id: number;
    readonly title: string;
    readonly sku: string;
    readonly hidden: boolean;
  };
  /** How often it was taught. */
  readonly times: number;
  readonly taughtBy: { readonly id: string; readonly name: string } | null;
  readonly byOffice: boolean;
  readonly changedAt: Date;
}

export interface Lesson {
  /** Null teaches everybody's meaning: only the office does. */
  readonly organizationId: string | null;
  /** As somebody said it, without an amount. */
  readonly phrase: string;
  readonly productId: number;
  readonly by: string | null;
  readonly office: boolean;
}

export type Aliases = ReturnType<typeof createAliases>;

/** What customers mean by their words, as they and the office have taught. */
export const createAliases = ({ db, audit, clock }: { db: Database; audit: Audit; clock: Clock }) => {
  /**
   * The newest lesson wins. False: a phrase of sizes, filler or single letters teaches nothing, nor does somebody without
   * an organization.
   */
  const teach = async (
    tx: Tx,
    { organizationId, phrase, productId, by, office }: Lesson,
  ): Promise<boolean> => {
    const key = phraseKeyOf(phrase);
    if (key === '' || key.length > LONGEST_PHRASE || (organizationId === null && !office)) return false;
    const { numAffectedRows } = await sql`
      insert into order_aliases as known
        (organization_id, phrase, said, product_id, taught_by, by_office, changed_at)
      select ${organizationId}::uuid, ${key}, ${shorten(phrase.trim(), LONGEST_PHRASE)}, id, ${by}::uuid, ${office}, ${new Date(clock.now())}
      from products where id = ${productId}
      on conflict (organization_id, phrase) do update set
        times = case when known.product_id = excluded.product_id then known.times + 1 else 1 end,
        said = excluded.said, product_id = excluded.product_id, taught_by = excluded.taught_by,
        by_office = excluded.by_office, changed_at = excluded.changed_at
    `.execute(tx);
    return numAffectedRows === 1n;
  };

  /** A page of aliases; `q` is looked for in what was said, and in titles and skus of products. */
  const list = async (
    by: Actor,
    {
      page,
      size,
      sort,
      q = '',
      organizationId,
    }: Paging<(typeof ALIAS_SORTS)[number]> & { q?: string | undefined; organizationId?: string | undefined },
  ): Promise<ListPage<Alias>> => {
    assertMay(by, 'orders.read');
    const like = containing(q.trim());
    const { by: column, direction } = orderOf(sort);
    const order = sql`${sql.ref(`a.${column}`)} ${sql.raw(direction)}`;
    const where = sql`
      (${organizationId ?? null}::uuid is null or a.organization_id = ${organizationId ?? null}::uuid)
      and (a.phrase ilike ${like} or a.said ilike ${like} or p.title ilike ${like} or p.sku ilike ${like})`;
    const { rows } = await sql<Alias>`
      select ${ALIAS} from ${ALIASES} where ${where}
      order by ${order}, a.id desc limit ${size} offset ${(page - 1) * size}
    `.execute(db);
    const { rows: counted } = await sql<{ total: number }>`
      select count(*)::integer as total from ${ALIASES} where ${where}
    `.execute(db);
    return { items: rows, total: counted[0]?.total ?? 0 };
  };

  /** Means nothing special any more. AppError `missing`. */
  const forget = (by: Actor, id: number): Promise<void> => {
    assertMay(by, 'aliases.change');
    return db.transaction().execute(async (tx) => {
      const gone = await tx
        .deleteFrom('order_aliases')
        .where('id', '=', id)
        .returning(['organization_id', 'said', 'product_id'])
        .executeTakeFirst();
      if (!gone) throw new AppError('missing', 'there is no such alias');
      await audit.record(tx, {
        by,
        action: 'aliases.forget',
        subject: { kind: 'alias', id: String(id) },
        before: { organization: gone.organization_id, said: gone.said, product: gone.product_id },
      });
    });
  };

  return { teach, list, forget };
};

const ALIAS = sql`
  a.id::integer, a.phrase, a.said, a.times, a.by_office as "byOffice", a.changed_at as "changedAt",
  case when o.id is null then null else jsonb_build_object('id', o.id, 'name', o.name) end as organization,
  jsonb_build_object('id', p.id, 'title', p.title, 'sku', p.sku, 'hidden', p.hidden) as product,
  case when t.id is null then null else jsonb_build_object('id', t.id, 'name', t.name) end as "taughtBy"`;

const ALIASES = sql`
  order_aliases a
  join products p on p.id = a.product_id
  left join organizations o on o.id = a.organization_id
  left join people t on t.id = a.taught_by`;
