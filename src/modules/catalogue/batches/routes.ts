import { z } from 'zod';
import { localeOf } from '#kernel/locale.ts';
import { actorOf } from '#modules/access/index.ts';
import { type Cell, sendCsv } from '#platform/http/csv.ts';
import type { Http } from '#platform/http/http.ts';
import { listOf, listQuery } from '#platform/http/list.ts';
import { PROBLEM_REASONS } from '../draft.ts';
import type { BatchesRead, MendableRow } from './batches.ts';
import { CHANGE_KINDS } from './change-rows.ts';
import { type BatchProblem, PROBLEM_LEVELS } from './problem-rows.ts';
import { BATCH_SORTS, BATCH_SOURCES, BATCH_STATUSES } from './rows.ts';
import { problemTexts } from './texts.ts';
import { BatchPageView, BatchView, batchPageView, batchView } from './view.ts';

const ListQuery = listQuery(BATCH_SORTS, '-created_at', {
  status: z.enum(BATCH_STATUSES).optional(),
  source: z.enum(BATCH_SOURCES).optional(),
}).omit({ q: true });
/** The id of a batch in an address. */
export const BatchKey = z.strictObject({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
const Turn = listQuery(['place'], 'place', {}).pick({ page: true, size: true });
const ProblemsTable = z.strictObject({ level: z.enum(PROBLEM_LEVELS).optional() });
const ProblemsQuery = Turn.extend(ProblemsTable.shape);
const ChangesQuery = Turn.extend({ kind: z.enum(CHANGE_KINDS).optional() });

const Problem = z.object({
  index: z.int().describe('Place in the body from 0; in files the line from 1'),
  level: z.enum(PROBLEM_LEVELS).describe('An error skipped the row'),
  sku: z.string().nullable(),
  field: z.string().nullable(),
  reason: z.enum(PROBLEM_REASONS),
  value: z.string().nullable().describe('As it came, cut'),
});
const Values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).nullable();
const Change = z.object({
  product_id: z.int(),
  sku: z.string().nullable().describe('Null: the product is gone'),
  title: z.string().nullable(),
  kind: z.enum(CHANGE_KINDS),
  before: Values.describe('The changed fields as they were; null: it was new'),
  after: Values.describe('The same fields as the batch left them; null: it was undone'),
});

/** Import batches in the panel: what each did, and what was wrong with its rows. */
export const addBatchRoutes = (http: Http, { batches }: { batches: BatchesRead }): void => {
  const tags = ['Imports'];
  const config = { permission: 'catalogue.read' };

  http.get('/imports', {
    config,
    schema: { tags, summary: 'Imports', querystring: ListQuery, response: { 200: listOf(BatchView) } },
    handler: async (request) => {
      const { page, size, sort, ...filter } = request.query;
      const { items, total } = await batches.page(actorOf(request), filter, { page, size, sort });
      return { items: items.map(batchView), total };
    },
  });

  http.get('/imports/:id', {
    config,
    schema: { tags, summary: 'An import', params: BatchKey, response: { 200: BatchPageView } },
    handler: async (request) => batchPageView(await batches.find(actorOf(request), request.params.id)),
  });

  http.get('/imports/:id/problems', {
    config,
    schema: {
      tags,
      summary: 'What is wrong with rows of an import',
      params: BatchKey,
      querystring: ProblemsQuery,
      response: { 200: listOf(Problem) },
    },
    handler: async (request) => {
      const { level, ...turn } = request.query;
      const found = await batches.problems(actorOf(request), request.params.id, { level }, turn);
      return { items: found.items.map(({ seq: _, ...problem }) => problem), total: found.total };
    },
  });

  http.get('/imports/:id/problems.csv', {
    config,
    schema: {
      tags,
      summary: 'What is wrong with rows of an import, as a table',
      params: BatchKey,
      querystring: ProblemsTable,
    },
    handler: async (request, reply) => {
      const { id } = request.params;
      const all = await batches.allProblems(actorOf(request), id, request.query);
      const texts = problemTexts[localeOf(request.headers['accept-language'])];
      const rows = problemCells(all, texts.reasons);
      return sendCsv(reply, { name: `import-${id}-problems`, header: PROBLEM_COLUMNS, rows });
    },
  });

  http.get('/imports/:id/bad-rows.csv', {
    config,
    schema: {
      tags,
      summary: 'Skipped rows as they came',
      description: 'With the line and the reason beside them: they can be mended and loaded again.',
      params: BatchKey,
    },
    handler: async (request, reply) => {
      const { id } = request.params;
      const { columns, rows } = await batches.badRows(actorOf(request), id);
      const { reasons, line, problem } = problemTexts[localeOf(request.headers['accept-language'])];
      const header = [...columns, line, problem];
      return sendCsv(reply, {
        name: `import-${id}-bad-rows`,
        header,
        rows: badCells(rows, columns, reasons),
      });
    },
  });

  http.get('/imports/:id/changes', {
    config,
    schema: {
      tags,
      summary: 'What an import did to goods',
      params: BatchKey,
      querystring: ChangesQuery,
      response: { 200: listOf(Change) },
    },
    handler: async (request) => {
      const { kind, ...turn } = request.query;
      const { items, total } = await batches.changes(actorOf(request), request.params.id, { kind }, turn);
      return {
        items: items.map(({ productId, ...change }) => ({ product_id: productId, ...change })),
        total,
      };
    },
  });
};

type Reasons = Readonly<Record<BatchProblem['reason'], string>>;

const PROBLEM_COLUMNS = ['line', 'level', 'sku', 'field', 'value', 'reason', 'words'];

async function* problemCells(problems: AsyncIterable<BatchProblem>, words: Reasons): AsyncGenerator<Cell[]> {
  for await (const { index, level, sku, field, value, reason } of problems)
    yield [index, level, sku, field, value, reason, words[reason]];
}

async function* badCells(
  rows: AsyncIterable<MendableRow>,
  columns: readonly string[],
  words: Reasons,
): AsyncGenerator<Cell[]> {
  for await (const { index, problems, row } of rows) {
    const cells: Readonly<Record<string, unknown>> =
      typeof row === 'object' && row !== null && !Array.isArray(row) ? (row as Record<string, unknown>) : {};
    yield [
      ...columns.map((name) => cellOf(cells[name])),
      index,
      problems.map(({ field, reason }) => [field, words[reason]].filter(Boolean).join(': ')).join(' '),
    ];
  }
}

const cellOf = (value: unknown): Cell => {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
};
