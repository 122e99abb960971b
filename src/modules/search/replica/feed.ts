import { sql } from 'kysely';
import type { Database, Tx } from '#platform/db/database.ts';
import { type FeedProduct, productPieces } from './products.ts';

/** A snapshot of the database as text: what its transactions did is known to whoever has this position. */
export type Position = string;

/** Takes what the feed brings, in the order it is brought. */
export interface FeedConsumer {
  /** Those that are new or changed, as they are now. */
  changed(products: readonly FeedProduct[]): Promise<void>;
  /** Those that are not there any more; most were never known. */
  gone(ids: readonly number[]): Promise<void>;
  /** Asked before each piece: whether the reading ends there, and the position stays. */
  enough?(): boolean;
}

/**
 * Brings everything that was committed since the position, and answers the position after it. A transaction counts
 * as soon as it is committed, however long it ran and whoever was quicker: nothing is missed, and nothing brought
 * twice. `lost`: the database does not know the position, it was put back to an earlier state. `stopped`: enough.
 */
export const readChanges = (
  db: Database,
  since: Position,
  consumer: FeedConsumer,
): Promise<Position | 'lost' | 'stopped'> =>
  inSnapshot(db, async (tx) => {
    const now = await look(tx, since);
    if (now.rewound) return 'lost';
    if (now.changed)
      for await (const piece of productPieces(tx, isNew('p.search_xid', since))) {
        if (consumer.enough?.()) return 'stopped';
        await consumer.changed(piece);
      }
    if (now.gone) {
      const { rows } = await sql<{ id: number }>`
        select distinct product_id as id from search_gone g
        where ${isNew('g.search_xid', since)} and not exists (select from products p where p.id = g.product_id)
      `.execute(tx);
      await consumer.gone(rows.map(({ id }) => id));
    }
    return now.position;
  });

/** Brings every product there is; the position is that of the same snapshot. */
export const readEverything = (
  db: Database,
  { expect, changed }: Pick<FeedConsumer, 'changed'> & { expect(products: number): void },
): Promise<Position> =>
  inSnapshot(db, async (tx) => {
    const { rows } = await sql<{ position: Position; products: number }>`
      select pg_current_snapshot()::text as position, (select count(*) from products) as products
    `.execute(tx);
    const [row] = rows;
    if (!row) throw new Error('the database told no snapshot');
    expect(row.products);
    for await (const piece of productPieces(tx, sql`true`)) await changed(piece);
    return row.position;
  });

/** The ids of everything that was committed since the position: changed products and deleted ones. */
export const readChangedIds = (
  db: Database,
  since: Position,
): Promise<{ position: Position; ids: readonly number[] } | 'lost'> =>
  inSnapshot(db, async (tx) => {
    const now = await look(tx, since);
    if (now.rewound) return 'lost';
    if (!now.changed && !now.gone) return { position: now.position, ids: [] };
    const { rows } = await sql<{ ids: readonly number[] }>`
      select array(
        select p.id from products p where ${isNew('p.search_xid', since)}
        union
        select g.product_id from search_gone g where ${isNew('g.search_xid', since)}
        order by 1
      ) as ids
    `.execute(tx);
    return { position: now.position, ids: rows[0]?.ids ?? [] };
  });

/** Committed transactions that the snapshot `since` did not see. Those ahead of the cluster came with a restored dump. */
export const isNew = (xid: string, since: Position) => {
  const [column, snapshot] = [sql.ref(xid), sql`${sql.lit(since)}::pg_snapshot`];
  return sql<boolean>`
    ${column} >= pg_snapshot_xmin(${snapshot}) and ${column} < pg_snapshot_xmax(pg_current_snapshot())
    and not pg_visible_in_snapshot(${column}, ${snapshot})`;
};

/** One snapshot for all that is read in it. */
export const inSnapshot = <T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);

/** Where the snapshot of the transaction stands; `rewound`: before `since`, as no database does by itself. */
export const readPosition = async (
  tx: Tx,
  since?: Position,
): Promise<{ position: Position; rewound: boolean }> => {
  const before = since === undefined ? sql`null` : sql.lit(since);
  const { rows } = await sql<{ position: Position; rewound: boolean }>`
    select pg_current_snapshot()::text as position, coalesce(
      pg_snapshot_xmax(pg_current_snapshot()) < pg_snapshot_xmax(${before}::pg_snapshot), false) as rewound
  `.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('the database told no snapshot');
  return row;
};

const look = async (tx: Tx, since: Position) => {
  const { rows } = await sql<{ position: Position; rewound: boolean; changed: boolean; gone: boolean }>`
    select pg_current_snapshot()::text as position,
      pg_snapshot_xmax(pg_current_snapshot()) < pg_snapshot_xmax(${sql.lit(since)}::pg_snapshot) as rewound,
      exists (select from products p where ${isNew('p.search_xid', since)}) as changed,
      exists (select from search_gone g where ${isNew('g.search_xid', since)}) as gone
  `.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('the database told no snapshot');
  return row;
};
