import { type RawBuilder, sql } from 'kysely';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import { containing, type ListPage, orderOf, type Paging } from '#platform/http/list.ts';
import type { SearchPlace } from '../contract.ts';
import { queryKeyOf } from './query-key.ts';

/** All searches with one and the same query. */
export interface ReportedSearch {
  /** As it was typed last. */
  readonly query: string;
  readonly times: number;
  /** By the last of them. */
  readonly found: number;
  /** How the last of them was understood, where that differs. */
  readonly corrected: string | null;
  /** After how many of them somebody opened a product. */
  readonly chosen: number;
  readonly lastAt: Date;
}

/**
 * How a query ended: nothing found, something found, found but no product with everything that was typed, found after a
 * correction, found and nothing opened.
 */
export const SEARCH_RESULTS = ['none', 'found', 'partly', 'corrected', 'unchosen'] as const;
export type SearchResult = (typeof SEARCH_RESULTS)[number];

export const REPORT_SORTS = ['times', 'last_at', 'query'] as const;

/** Which searches are meant; what is absent does not matter. */
export interface ReportFilter {
  /** Every word somewhere in the query. */
  readonly q?: string | undefined;
  readonly result?: SearchResult | undefined;
  readonly place?: SearchPlace | undefined;
  /** Of so many days before now. */
  readonly days: number;
}

export type SearchReport = ReturnType<typeof createSearchReport>;

const DAY_MS = 24 * 3_600_000;
/** The whole journal is read for it, in memory; whoever waits longer has gone. */
const MANNERS = sql`select set_config('work_mem', '32MB', true), set_config('statement_timeout', '5s', true)`;

/** What people look for, query by query: above all what they did not find. */
export const createSearchReport = ({ db, clock }: { db: Database; clock: Clock }) => {
  const page = async (
    by: Actor,
    filter: ReportFilter,
    { page, size, sort }: Paging<(typeof REPORT_SORTS)[number]>,
  ): Promise<ListPage<ReportedSearch>> => {
    assertMay(by, 'searches.read');
    return db
      .transaction()
      .setAccessMode('read only')
      .execute(async (tx) => {
        await MANNERS.execute(tx);
        const { rows } = await sql<{ total: number; items: StoredRow[] }>`
          with told as materialized (
            select query_key, count(*) as times, count(chosen_at) as chosen, max(at) as last_at, max(id) as last
            from search_log where ${noted(filter, clock.now())} group by query_key
          ), fitting as materialized (
            select t.*, l.query, l.found, l.whole, l.corrected from told t join search_log l on l.id = t.last
            where ${ended(filter.result)}
          ), shown as (
            select * from fitting order by ${order(sort)} limit ${size} offset ${(page - 1) * size}
          )
          select (select count(*) from fitting) as total,
                 (select coalesce(jsonb_agg(jsonb_build_object('query', query, 'times', times, 'found', found,
                           'corrected', corrected, 'chosen', chosen, 'lastAt', last_at) order by ${order(sort)}), '[]')
                  from shown) as items
        `.execute(tx);
        const { total = 0, items = [] } = rows[0] ?? {};
        return { items: items.map(({ lastAt, ...item }) => ({ ...item, lastAt: new Date(lastAt) })), total };
      });
  };

  return { page };
};

type StoredRow = Omit<ReportedSearch, 'lastAt'> & { readonly lastAt: string };
type Condition = RawBuilder<boolean>;

const noted = ({ q = '', place, days }: ReportFilter, now: number): Condition => {
  const words = queryKeyOf(q)
    .split(' ')
    .filter((word) => word !== '');
  return sql`(${sql.join(
    [
      sql`at >= ${new Date(now - days * DAY_MS)}`,
      ...(place === undefined ? [] : [sql`place = ${place}`]),
      ...words.map((word) => sql`query_key like ${containing(word)}`),
    ],
    sql` and `,
  )})`;
};

const ENDED = {
  none: sql<boolean>`l.found = 0`,
  found: sql<boolean>`l.found > 0`,
  partly: sql<boolean>`l.found > 0 and not l.whole`,
  corrected: sql<boolean>`l.corrected is not null`,
  unchosen: sql<boolean>`l.found > 0 and t.chosen = 0`,
} satisfies Record<SearchResult, Condition>;

const ended = (result: SearchResult | undefined): Condition =>
  result === undefined ? sql`true` : ENDED[result];

const order = (sort: Paging<(typeof REPORT_SORTS)[number]>['sort']) => {
  const { by, direction } = orderOf(sort);
  const column = { times: sql`times`, last_at: sql`last_at`, query: sql`query_key` }[by];
  return sql`${column} ${sql.raw(direction)}, query_key`;
};
