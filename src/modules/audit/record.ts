import { sql } from 'kysely';
import { cleanText, shorten } from '#kernel/text.ts';
import type { Clock } from '#kernel/time.ts';
import type { Actor } from '#modules/access/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import { redact } from '#platform/log/redact.ts';
import { currentTraceId } from '#platform/log/trace.ts';
import { hashOf, NO_ENTRY } from './chain.ts';
import type { AuditAction, AuditRow, AuditSubject, Head, Outcome } from './schema.ts';

/** Characters of JSON that `before` and `after` may have each; more is kept as a cut text. */
const LONGEST_STATE = 16_384;
const LONGEST_WORD = 300;

/** Something that was done or refused. `before` and `after` are plain data: the fields that changed. */
export interface AuditRecord {
  readonly by: Actor;
  readonly action: AuditAction;
  readonly outcome?: Outcome;
  readonly subject?: AuditSubject;
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface Audit {
  /**
   * Writes the entry in the transaction of the change. From here to the commit nobody else records:
   * call it last. What is named or looks like a secret is masked; mask phones and e-mails yourself.
   */
  record(tx: Tx, record: AuditRecord): Promise<void>;
}

/** Each entry is also logged with its hash, so that the log is a witness outside the database. */
export const createAudit = ({ clock, log }: { clock: Clock; log: Log }): Audit => {
  const write = async (
    tx: Tx,
    { by, action, outcome = 'done', subject, before, after }: AuditRecord,
  ): Promise<void> => {
    // A statement of its own: the next one must see what the holder before us committed.
    await sql`select pg_advisory_xact_lock(hashtextextended('kontora audit', 0))`.execute(tx);
    const last = await lastEntry(tx);
    const traceId = by.traceId ?? currentTraceId() ?? null;
    const row = {
      seq: last.seq + 1,
      at: new Date(clock.now()).toISOString(),
      actor_id: by.personId,
      action: word(action),
      outcome,
      subject_kind: subject ? word(subject.kind) : null,
      subject_id: subject ? word(subject.id) : null,
      before: stateOf(before),
      after: stateOf(after),
      channel: word(by.channel),
      address: by.address === null ? null : word(by.address),
      trace_id: traceId === null ? null : word(traceId),
    };
    const hash = hashOf(last.hash, row);
    await tx
      .insertInto('audit_entries')
      .values({
        ...row,
        before: row.before === null ? null : JSON.stringify(row.before),
        after: row.after === null ? null : JSON.stringify(row.after),
        hash: Buffer.from(hash, 'hex'),
      })
      .execute();
    log.info({ audit: row.seq, action: row.action, hash: hash.slice(0, 16) }, 'audit');
  };

  return {
    record: async (tx, record) => {
      const kept = keptBack.get(tx);
      if (kept) kept.push(() => write(tx, record));
      else await write(tx, record);
    },
  };
};

const keptBack = new WeakMap<Tx, (() => Promise<void>)[]>();

/**
 * Writes what `work` records in this transaction after the work. For work that goes on to lock other rows:
 * somebody who holds one of them may be waiting to record.
 */
export const recordLast = async <Result>(tx: Tx, work: () => Promise<Result>): Promise<Result> => {
  const kept: (() => Promise<void>)[] = [];
  keptBack.set(tx, kept);
  const result = await work().finally(() => keptBack.delete(tx));
  for (const write of kept) await write();
  return result;
};

const lastEntry = async (tx: Tx): Promise<Head> => {
  const last = await tx
    .selectFrom('audit_entries')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ? { seq: last.seq, hash: last.hash.toString('hex') } : NO_ENTRY;
};

const word = (text: string): string => shorten(cleanText(text), LONGEST_WORD);

/** Plain JSON as the database gives it back: without secrets, clean, of bounded size. */
const stateOf = (state: unknown): AuditRow['before'] => {
  if (state === undefined || state === null) return null;
  const json = JSON.stringify(cleaned(redact(JSON.parse(JSON.stringify(state)), false)));
  return json.length > LONGEST_STATE ? { cut: shorten(json, LONGEST_STATE) } : JSON.parse(json);
};

const cleaned = (value: unknown): unknown => {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [cleanText(name), cleaned(inner)]));
};
