import { z } from 'zod';
import { BATCH_SOURCES, BATCH_STATUSES, type Batch } from './rows.ts';

/** The shapes of import batches in the panel's HTTP API. */

const Time = z.iso.datetime();
const Named = z.object({ id: z.uuid(), name: z.string().describe('Empty: erased, or never told') });
const Decimal = z.string().describe('An exact decimal');

export const BatchView = z.object({
  id: z.int(),
  source: z.enum(BATCH_SOURCES),
  status: z.enum(BATCH_STATUSES),
  task: z.enum(['preview', 'apply', 'undo']).nullable().describe('What is being done, or was done last'),
  full_load: z.boolean().describe('The whole catalogue: what it lacks is hidden'),
  skip_bad: z.boolean().describe('false: one bad row refuses the whole load'),
  accepted: z.boolean().describe('A person has seen the risks'),
  format: z.enum(['json', 'csv', 'xlsx']),
  file_name: z.string().nullable(),
  file_size: z.int().nullable().describe('Bytes'),
  received: z.int().describe('Inserted, updated, unchanged and skipped together'),
  inserted: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  hidden: z.int(),
  skipped: z.int(),
  warnings: z.int(),
  risks: z.array(z.object({ kind: z.enum(['hides_many', 'moves_prices']), count: z.int(), of: z.int() })),
  failure: z.looseObject({ reason: z.string().describe('A machine word') }).nullable(),
  progress: z
    .object({ phase: z.enum(['reading', 'comparing', 'writing']), share: z.number().min(0).max(1) })
    .nullable(),
  repeat_of: z.int().nullable().describe('The batch with the same content; nothing was done'),
  person: Named.nullable().describe('null: no person began it'),
  created_at: Time,
  started_at: Time.nullable(),
  finished_at: Time.nullable(),
  undone_at: Time.nullable(),
  undone_by: Named.nullable(),
  undoable: z.boolean().describe('It was the last to change anything'),
});

const Sample = z.object({ product_id: z.int(), sku: z.string(), title: z.string() });

/** Samples of what a load would do, each cut to a hundred. */
const PreviewView = z.object({
  new: z.array(
    z.object({
      sku: z.string(),
      title: z.string(),
      price: Decimal.nullable(),
      stock_qty: Decimal.nullable(),
    }),
  ),
  changed: z.array(
    Sample.extend({ fields: z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() })) }),
  ),
  hidden: z.array(Sample),
  jumps: z
    .array(Sample.extend({ before: Decimal, after: Decimal }))
    .describe('Prices moved by more than half'),
});

/** One batch with its samples. */
export const BatchPageView = BatchView.extend({ preview: PreviewView.nullable() });

/** A batch as the API tells it. */
export const batchView = (batch: Batch): z.input<typeof BatchView> => ({
  id: batch.id,
  source: batch.source,
  status: batch.status,
  task: batch.task,
  full_load: batch.fullLoad,
  skip_bad: batch.skipBad,
  accepted: batch.accepted,
  format: batch.format,
  file_name: batch.fileName,
  file_size: batch.fileSize,
  received: batch.received,
  inserted: batch.inserted,
  updated: batch.updated,
  unchanged: batch.unchanged,
  hidden: batch.hidden,
  skipped: batch.skipped,
  warnings: batch.warnings,
  risks: [...batch.risks],
  failure: batch.failure,
  progress: batch.progress,
  repeat_of: batch.repeatOf,
  person: batch.person,
  created_at: batch.createdAt.toISOString(),
  started_at: iso(batch.startedAt),
  finished_at: iso(batch.finishedAt),
  undone_at: iso(batch.undoneAt),
  undone_by: batch.undoneBy,
  undoable: batch.undoable,
});

/** A batch with its samples as the API tells it. */
export const batchPageView = (batch: Batch): z.input<typeof BatchPageView> => ({
  ...batchView(batch),
  preview: batch.preview as z.input<typeof PreviewView> | null,
});

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
