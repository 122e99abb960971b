import { sql } from 'kysely';
import type { Clock } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';
import type { FileStorage } from '#platform/storage/storage.ts';

/** Content comes before its row: what is younger may still get one. */
const YOUNG_MS = 24 * 3_600_000;
const AT_ONCE = 500;

/**
 * Removes the content of pictures whose rows are gone, with their product or alone, and which undoing an import cannot
 * bring back. `storage` holds pictures of goods and nothing else: whatever has no row goes.
 */
export const createImageSweep = ({
  db,
  storage,
  clock,
}: {
  db: Database;
  storage: FileStorage;
  clock: Clock;
}) => {
  /** Answers how many were removed. */
  const sweep = async (signal?: AbortSignal): Promise<number> => {
    let removed = 0;
    let batch: string[] = [];
    for await (const { id, storedAt } of storage.list()) {
      if (signal?.aborted) return removed;
      if (clock.now() - storedAt.getTime() < YOUNG_MS) continue;
      batch.push(id);
      if (batch.length < AT_ONCE) continue;
      removed += await removeOrphans(batch);
      batch = [];
    }
    return removed + (await removeOrphans(batch));
  };

  const removeOrphans = async (ids: readonly string[]): Promise<number> => {
    const { rows } = await sql<{ id: string }>`
      select w.id from unnest(${ids}::uuid[]) as w(id)
      where not exists (select from product_images i where i.id = w.id)
    `.execute(db);
    const kept = rows.length === 0 ? new Set() : await restorable();
    const orphans = rows.filter(({ id }) => !kept.has(id));
    for (const { id } of orphans) await storage.remove(id);
    return orphans.length;
  };

  /** Pictures with content that imports took away and whose history is still kept. */
  const restorable = async (): Promise<Set<unknown>> => {
    const { rows } = await sql<{ id: string }>`
      select picture->>'id' as id
      from import_changes cross join lateral jsonb_array_elements(before->'images') picture
      where before ? 'images' and picture->>'stored_at' is not null
    `.execute(db);
    return new Set(rows.map(({ id }) => id));
  };

  return { sweep };
};
