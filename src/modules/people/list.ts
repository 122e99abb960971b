import { sql } from 'kysely';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import { type ListPage, orderOf, type Paging } from '#platform/http/list.ts';
import { fitting, type PeopleFilter } from './filter.ts';
import { readPeople } from './rows.ts';
import type { ConfiguredRoles, ListedPerson } from './schema.ts';

/** What people are sorted by. Not by the last message: that order would take more than 100 ms at 100 000 people. */
export const PEOPLE_SORTS = ['created_at', 'name'] as const;
export type PeopleOrder = Paging<(typeof PEOPLE_SORTS)[number]>['sort'];

/** People read at once for a table of all. */
const BATCH = 1_000;
/** The last page of 100 000 people is sorted in memory, not on disk. */
const SORT_MEMORY = sql`set local work_mem = '32MB'`;

/** The register's list of people: pages, and all rows for a table. */
export const createPeopleList = ({
  db,
  clock,
  configured,
}: {
  db: Database;
  clock: Clock;
  configured: readonly ConfiguredRoles[];
}) => {
  const asOfNow = () => ({ now: new Date(clock.now()), configured });

  const page = async (
    by: Actor,
    filter: PeopleFilter,
    paging: Paging<(typeof PEOPLE_SORTS)[number]>,
  ): Promise<ListPage<ListedPerson>> => {
    assertMay(by, 'people.read');
    const [ids, total] = await Promise.all([idsOf(filter, paging), count(filter)]);
    return { items: await readPeople(db, ids, asOfNow()), total };
  };

  const idsOf = async (
    filter: PeopleFilter,
    { page, size, sort }: Paging<(typeof PEOPLE_SORTS)[number]>,
  ): Promise<string[]> => {
    const { column, down } = orderBy(sort);
    const { rows } = await inMemory((tx) =>
      sql<{ id: string }>`
        select p.id from people p where ${fitting(filter, asOfNow())}
        order by ${column} ${down}, p.id ${down} limit ${size} offset ${(page - 1) * size}
      `.execute(tx),
    );
    return rows.map(({ id }) => id);
  };

  const count = async (filter: PeopleFilter): Promise<number> => {
    const { rows } = await inMemory((tx) =>
      sql<{ total: number }>`
        select count(*) as total from people p where ${fitting(filter, asOfNow())}
      `.execute(tx),
    );
    return rows[0]?.total ?? 0;
  };

  const inMemory = <T>(read: (tx: Database) => Promise<T>): Promise<T> =>
    db
      .transaction()
      .setAccessMode('read only')
      .execute(async (tx) => {
        await SORT_MEMORY.execute(tx);
        return await read(tx);
      });

  /** Everybody who fits, in order, read as they are consumed. */
  const all = (by: Actor, filter: PeopleFilter, sort: PeopleOrder): AsyncIterable<ListedPerson> => {
    assertMay(by, 'people.read');
    return walk(filter, sort);
  };

  async function* walk(filter: PeopleFilter, sort: PeopleOrder): AsyncGenerator<ListedPerson> {
    const { column, down, beyond } = orderBy(sort);
    let place = sql<boolean>`true`;
    for (;;) {
      // As text: a Date would lose the microseconds, and with them rows.
      const { rows } = await sql<{ id: string; place: string }>`
        select p.id, ${column}::text as place from people p
        where ${fitting(filter, asOfNow())} and ${place}
        order by ${column} ${down}, p.id ${down} limit ${BATCH}
      `.execute(db);
      yield* await readPeople(
        db,
        rows.map(({ id }) => id),
        asOfNow(),
      );
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return;
      place = beyond(last);
    }
  }

  return { page, all };
};

const orderBy = (sort: PeopleOrder) => {
  const { by, direction } = orderOf(sort);
  const column = sql.ref(`p.${by}`);
  const type = sql.raw(by === 'name' ? 'text' : 'timestamptz');
  const than = sql.raw(direction === 'desc' ? '<' : '>');
  return {
    column,
    down: sql.raw(direction),
    beyond: ({ id, place }: { id: string; place: string }) =>
      sql<boolean>`(${column}, p.id) ${than} (${place}::${type}, ${id}::uuid)`,
  };
};
