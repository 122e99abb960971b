import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { ListPage } from '#platform/http/list.ts';
import { type ChainState, verify } from './chain.ts';
import {
  type AuditEntry,
  type AuditPaging,
  chainAfter,
  countEntries,
  pageOfEntries,
  walkEntries,
} from './entries.ts';
import { type AuditFilter, actionsOf, conditionOf } from './filter.ts';
import type { AuditRow, Head } from './schema.ts';

/** Entries read at once when all are walked through. */
const BATCH = 1_000;

export type AuditTrail = ReturnType<typeof createAuditTrail>;

/** What was recorded, to read: nothing here can change it. */
export const createAuditTrail = ({ db }: { db: Database }) => {
  const page = async (by: Actor, filter: AuditFilter, paging: AuditPaging): Promise<ListPage<AuditEntry>> => {
    assertMay(by, 'audit.read');
    const fits = await conditionOf(db, filter);
    const [items, total] = await Promise.all([pageOfEntries(db, fits, paging), countEntries(db, fits)]);
    return { items, total };
  };

  /** Every entry that fits, the newest first. */
  const all = (by: Actor, filter: AuditFilter): AsyncIterable<AuditEntry> => {
    assertMay(by, 'audit.read');
    return walk(filter);
  };

  async function* walk(filter: AuditFilter): AsyncGenerator<AuditEntry> {
    const fits = await conditionOf(db, filter);
    for (let before: number | undefined; ; ) {
      const entries = await walkEntries(db, fits, before, BATCH);
      yield* entries;
      before = entries.at(-1)?.seq;
      if (entries.length < BATCH) return;
    }
  }

  /** The whole chain from its first entry, exactly as it is hashed: what `verify` reads. */
  const chain = (by: Actor): AsyncIterable<AuditRow> => {
    assertMay(by, 'audit.read');
    return links();
  };

  async function* links(): AsyncGenerator<AuditRow> {
    for (let after: number | undefined; ; ) {
      const rows = await chainAfter(db, after, BATCH);
      yield* rows;
      after = rows.at(-1)?.seq;
      if (rows.length < BATCH) return;
    }
  }

  /** Every action that was ever recorded, sorted. */
  const actions = async (by: Actor): Promise<readonly string[]> => {
    assertMay(by, 'audit.read');
    return actionsOf(db);
  };

  /** Walks the whole chain; `onEntry` is told every entry that holds. */
  const check = async (by: Actor, onEntry?: (head: Head) => void): Promise<ChainState> =>
    verify(chain(by), onEntry);

  return { page, all, chain, actions, check };
};
