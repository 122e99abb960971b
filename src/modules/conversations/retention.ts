import type { Clock } from '#kernel/time.ts';
import { theOffice } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { FileRemoval } from '#modules/files/index.ts';
import type { Settings } from '#modules/settings/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import {
  blankSecrets,
  lastMessageBefore,
  lockSilent,
  markUnreachable,
  removeConversations,
  removeMessages,
  removeTurns,
} from './retention-rows.ts';

const DAY_MS = 86_400_000;
/** Rows that one transaction removes at most. */
const MESSAGES_AT_ONCE = 500;
const TURNS_AT_ONCE = 5_000;
const CONVERSATIONS_AT_ONCE = 50;
const VISITORS_AT_ONCE = 500;
const SECRETS_AT_ONCE = 500;
/** Days that a secret message keeps its words: no secret in one holds for longer. */
const SECRET_DAYS = 1;

/** Where visitors come from who leave nothing but a token that they keep. */
export interface Visitors {
  readonly inbox: string;
  /** Forgets at most `limit` whom nobody saw since `before` and who wait for nothing; answers their addresses. */
  forget(tx: Tx, before: Date, limit: number): Promise<readonly string[]>;
}

/** How many rows a sweep removed. */
export interface Removed {
  readonly conversations: number;
  readonly messages: number;
  readonly turns: number;
}

export type Retention = ReturnType<typeof createRetention>;

/**
 * Removes what the office no longer wants to keep, as the setting `retention` says, in small transactions, the
 * oldest first. What waits for a turn, an answer, a delivery or a decision about a dead letter stays. Secret messages
 * lose their words after a day, whatever the setting says.
 */
export const createRetention = ({
  db,
  settings,
  removal,
  visitors,
  audit,
  clock,
  log,
}: {
  db: Database;
  settings: Pick<Settings, 'get'>;
  removal: FileRemoval;
  visitors: Visitors;
  audit: Audit;
  clock: Clock;
  log: Log;
}) => {
  /** Removes all that is too old by now; ends early, between two transactions, when the signal aborts. */
  const sweep = async (signal?: AbortSignal): Promise<Removed> => {
    const { visitors_days, messages_days, turns_days } = await settings.get('retention');
    const ago = (count: number): Date => new Date(clock.now() - count * DAY_MS);
    await repeat(signal, async (tx) => ({ rows: await blankSecrets(tx, ago(SECRET_DAYS), SECRETS_AT_ONCE) }));
    const removed: Removed = {
      conversations: visitors_days === null ? 0 : await sweepConversations(ago(visitors_days), signal),
      messages: messages_days === null ? 0 : await sweepMessages(ago(messages_days), signal),
      turns: turns_days === null ? 0 : await sweepTurns(ago(turns_days), signal),
    };
    if (Object.values(removed).some((count) => count > 0)) {
      log.info(removed, 'what was kept long enough is removed');
      await db
        .transaction()
        .execute((tx) => audit.record(tx, { by: theOffice, action: 'retention.remove', after: removed }));
    }
    return removed;
  };

  const sweepConversations = async (before: Date, signal?: AbortSignal): Promise<number> => {
    await repeat(signal, async (tx) => {
      const gone = await visitors.forget(tx, before, VISITORS_AT_ONCE);
      await markUnreachable(tx, visitors.inbox, gone);
      return { rows: gone.length };
    });
    return repeat(signal, async (tx) => {
      const { ids, files } = await lockSilent(tx, before, CONVERSATIONS_AT_ONCE);
      const finish = await removal.remove(tx, { ids: files, accounts: [] });
      await removeConversations(tx, ids);
      return { rows: ids.length, finish };
    });
  };

  const sweepMessages = async (before: Date, signal?: AbortSignal): Promise<number> => {
    const last = await lastMessageBefore(db, before);
    let after = 0;
    return repeat(signal, async (tx) => {
      const removed = await removeMessages(tx, { before, after, last, limit: MESSAGES_AT_ONCE });
      after = removed.after;
      const finish = await removal.remove(tx, { ids: removed.files, accounts: [] });
      return { rows: removed.rows, finish };
    });
  };

  const sweepTurns = (before: Date, signal?: AbortSignal): Promise<number> =>
    repeat(signal, async (tx) => ({ rows: await removeTurns(tx, before, TURNS_AT_ONCE) }));

  /** One small transaction after the other, until one has nothing left to do; answers how many rows they had. */
  const repeat = async (
    signal: AbortSignal | undefined,
    step: (tx: Tx) => Promise<{ rows: number; finish?: (() => Promise<void>) | undefined }>,
  ): Promise<number> => {
    let total = 0;
    while (!signal?.aborted) {
      const { rows, finish } = await db.transaction().execute(step);
      await finish?.();
      if (rows === 0) break;
      total += rows;
    }
    return total;
  };

  return { sweep };
};
