import { AppError } from '#kernel/errors.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { ListPage } from '#platform/http/list.ts';
import { type ChainState, verify } from './chain.ts';
import {
  type AuditEntry,
  type AuditPaging,
  chainAfter,
  countEntries,
  findEntry,
  pageOfEntries,
  walkEntries,
} from './entries.ts';
import { type AuditFilter, actionsOf, conditionOf } from './filter.ts';
import type { AuditRow, Head } from './schema.ts';

/** Entries read at once when all are walked through. */
const BATCH = 1_000;

export type AuditTrail = ReturnType<typeof createAuditTrail>;

/** What was recorded, to read: nothing here can change it. */
export const createAuditTrail = ({
  db,
  timeZone = async () => 'UTC',
}: {
  db: Database;
  /** The IANA time zone of the office, in which filters name days. */
  timeZone?: () => Promise<string>;
}) => {
  const page = async (by: Actor, filter: AuditFilter, paging: AuditPaging): Promise<ListPage<AuditEntry>> => {
    assertMay(by, 'audit.read');
    const fits = await conditionOf(db, filter, await timeZone());
    const [items, total] = await Promise.all([pageOfEntries(db, fits, paging), countEntries(db, fits)]);
    return { items, total };
  };

  /** One entry; AppError `missing` when there is none. */
  const find = async (by: Actor, seq: number): Promise<AuditEntry> => {
    assertMay(by, 'audit.read');
    const entry = await findEntry(db, seq);
    if (!entry) throw new AppError('missing', 'there is no such entry');
    return entry;
  };

  /** Every entry that fits, in an order. */
  const all = (by: Actor, filter: AuditFilter, sort: AuditPaging['sort']): AsyncIterable<AuditEntry> => {
    assertMay(by, 'audit.read');
    return walk(filter, sort);
  };

  async function* walk(filter: AuditFilter, sort: AuditPaging['sort']): AsyncGenerator<AuditEntry> {
    const fits = await conditionOf(db, filter, await timeZone());
    for (let last: AuditEntry | undefined; ; ) {
      const entries = await walkEntries(db, fits, sort, last, BATCH);
      yield* entries;
      last = entries.at(-1);
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

  return { page, find, all, chain, actions, check };
};
