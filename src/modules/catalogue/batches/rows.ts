import { type RawBuilder, sql } from 'kysely';
import type { Database, Tx } from '#platform/db/database.ts';
import { orderOf, type Paging } from '#platform/http/list.ts';
import type {
  ImportCounts,
  ImportPreview,
  ImportProgress,
  ImportRisk,
  ImportSource,
} from '../import/contract.ts';
import type { ImportFailure } from '../import/failure.ts';

export const BATCH_STATUSES = [
  'draft',
  'queued',
  'running',
  'ready',
  'done',
  'failed',
  'cancelled',
  'undone',
] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

export const BATCH_SOURCES = ['push', 'pull', 'file', 'shell'] as const satisfies readonly ImportSource[];
export const BATCH_SORTS = ['created_at'] as const;
export type BatchPaging = Paging<(typeof BATCH_SORTS)[number]>;

/** Which batches are meant. */
export interface BatchFilter {
  readonly status?: BatchStatus | undefined;
  readonly source?: ImportSource | undefined;
}

/** Somebody of the office. */
interface Named {
  readonly id: string;
  readonly name: string;
}

/** A run of an import, as the panel shows it. */
export interface Batch extends ImportCounts {
  readonly id: number;
  readonly source: ImportSource;
  readonly status: BatchStatus;
  /** What is being done, or was done last. */
  readonly task: 'preview' | 'apply' | 'undo' | null;
  readonly fullLoad: boolean;
  readonly skipBad: boolean;
  /** A person has seen the risks. */
  readonly accepted: boolean;
  readonly format: 'json' | 'csv' | 'xlsx';
  readonly fileName: string | null;
  readonly fileSize: number | null;
  readonly risks: readonly ImportRisk[];
  readonly failure: ImportFailure | null;
  readonly progress: ImportProgress | null;
  readonly repeatOf: number | null;
  readonly person: Named | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly undoneAt: Date | null;
  readonly undoneBy: Named | null;
  /** It was the last to change anything, and can be taken back. */
  readonly undoable: boolean;
  /** Samples of what it would do, where it was compared. */
  readonly preview: ImportPreview | null;
}

const fits = ({ status, source }: BatchFilter): RawBuilder<unknown> => sql`true
  ${status === undefined ? sql`` : sql`and b.status = ${status}`}
  ${source === undefined ? sql`` : sql`and b.source = ${source}`}`;

/** How many batches fit. */
export const countBatches = async (db: Database, filter: BatchFilter): Promise<number> => {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from import_batches b where ${fits(filter)}
  `.execute(db);
  return rows[0]?.total ?? 0;
};

/** One page of batches, without their samples. */
export const pageOfBatches = (
  db: Database,
  filter: BatchFilter,
  { page, size, sort }: BatchPaging,
): Promise<readonly Batch[]> => {
  const down = orderOf(sort).direction === 'desc' ? sql`desc` : sql`asc`;
  const end = sql`order by b.created_at ${down}, b.id ${down} limit ${size} offset ${(page - 1) * size}`;
  return read(db, sql`${fits(filter)} ${end}`, sql`null::jsonb`);
};

/** One batch with its samples; undefined when there is none. */
export const findBatch = async (db: Database | Tx, id: number): Promise<Batch | undefined> => {
  const [batch] = await read(db, sql`b.id = ${id}`, sql`b.preview`);
  return batch;
};

const changesAnything = (batch: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  (${batch}.status = 'done' and ${batch}.repeat_of is null
   and ${batch}.inserted + ${batch}.updated + ${batch}.hidden > 0)`;

const read = async (
  db: Database | Tx,
  which: RawBuilder<unknown>,
  preview: RawBuilder<unknown>,
): Promise<readonly Batch[]> => {
  const { rows } = await sql<Batch>`
    select b.id, b.source, b.status, b.task, b.full_load as "fullLoad", b.skip_bad as "skipBad", b.accepted,
           b.format, b.file_name as "fileName", b.file_size as "fileSize", b.received, b.inserted, b.updated,
           b.unchanged, b.hidden, b.skipped, b.warnings, b.risks, b.failure, b.progress,
           b.repeat_of as "repeatOf", ${named(sql`p`)} as person, b.created_at as "createdAt",
           b.started_at as "startedAt", b.finished_at as "finishedAt", b.undone_at as "undoneAt",
           ${named(sql`u`)} as "undoneBy", ${preview} as preview,
           ${changesAnything(sql`b`)} and not exists (
             select from import_batches later
             where later.status = 'done' and (later.finished_at, later.id) > (b.finished_at, b.id)
               and ${changesAnything(sql`later`)}
           ) and exists (select from import_changes c where c.batch_id = b.id) as undoable
    from import_batches b
    left join people p on p.id = b.person_id
    left join people u on u.id = b.undone_by
    where ${which}
  `.execute(db);
  return rows;
};

const named = (person: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`case when ${person}.id is not null then jsonb_build_object('id', ${person}.id, 'name', ${person}.name) end`;
