import multipart from '@fastify/multipart';
import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { type Actor, actorOf } from '#modules/access/index.ts';
import { takeFileOf } from '#platform/http/form.ts';
import type { Http } from '#platform/http/http.ts';
import type { BatchesRead } from '../batches/batches.ts';
import { BatchKey } from '../batches/routes.ts';
import { BatchPageView, BatchView, batchPageView, batchView } from '../batches/view.ts';
import type { ImportQueue } from '../import/queue.ts';
import type { UndoRefusal } from '../import/undo-batch.ts';
import type { OneStep } from './one-step.ts';
import type { PriceLists } from './price-lists.ts';
import { DecisionBody, decisionOf, TableView, tableView } from './view.ts';

/** Boundaries and headers of a form around its file. */
const FORM_BYTES = 16_384;
const UPLOADS = { points: 60, seconds: 60 };

const tags = ['Imports'];
const config = { permission: 'catalogue.import' };
const Upload = BatchView.extend({ table: TableView.nullable().describe('Null: JSON has no columns') });
const Decided = z.object({ table: TableView.nullable() });
const Acceptance = z.strictObject({ accepted: z.boolean().describe('The risks were seen') });

/** Price lists in the panel: uploaded, looked at, previewed, applied, undone. Below `/shop`. */
export const addPriceListRoutes = async (
  http: Http,
  {
    lists,
    batches,
    queue,
  }: {
    lists: PriceLists;
    batches: BatchesRead;
    queue: Pick<ImportQueue, 'preview' | 'apply' | 'cancel' | 'undo'>;
  },
): Promise<void> => {
  await http.register(async (scope: Http) => addUpload(scope, lists, batches));
  const params = BatchKey;

  http.get('/imports/:id/table', {
    config,
    schema: { tags, summary: 'How the table of an upload is read', params, response: { 200: Decided } },
    handler: async (request) => {
      const table = await lists.table(actorOf(request), request.params.id);
      return { table: table && tableView(table) };
    },
  });

  http.put('/imports/:id/table', {
    config,
    schema: {
      tags,
      summary: 'Decide how the table of an upload is read',
      description:
        'What is absent stays as it is; a new encoding, separator, sheet or row of names is looked at anew.',
      params,
      body: DecisionBody,
      response: { 200: Decided },
    },
    handler: async (request) => {
      const table = await lists.decide(actorOf(request), request.params.id, decisionOf(request.body));
      return { table: table && tableView(table) };
    },
  });

  const response = { 200: BatchPageView };
  const found = async (by: Actor, id: number) => batchPageView(await batches.find(by, id));

  http.post('/imports/:id/preview', {
    config,
    schema: { tags, summary: 'Look at what an upload would change', params, response },
    handler: async (request) => {
      const by = actorOf(request);
      await lists.assertReadable(by, request.params.id);
      await queue.preview(by, request.params.id);
      return found(by, request.params.id);
    },
  });

  http.post('/imports/:id/apply', {
    config,
    schema: { tags, summary: 'Import it', params, body: Acceptance, response },
    handler: async (request) => {
      const by = actorOf(request);
      await lists.assertReadable(by, request.params.id);
      const applied = await queue.apply(by, request.params.id, request.body);
      if (!applied.ok) throw new AppError('conflict', 'its risks must be accepted');
      return found(by, request.params.id);
    },
  });

  http.post('/imports/:id/cancel', {
    config,
    schema: { tags, summary: 'Forget an import that was not applied', params, response },
    handler: async (request) => {
      const by = actorOf(request);
      await queue.cancel(by, request.params.id);
      return found(by, request.params.id);
    },
  });

  http.post('/imports/:id/undo', {
    config,
    schema: { tags, summary: 'Take the last import back', params, response },
    handler: async (request) => {
      const by = actorOf(request);
      const undone = await queue.undo(by, request.params.id);
      if (!undone.ok) throw new AppError('conflict', UNDO_REFUSALS[undone.reason]);
      return found(by, request.params.id);
    },
  });
};

const UNDO_REFUSALS: Readonly<Record<UndoRefusal, string>> = {
  not_newest: 'a later import has changed the catalogue',
  not_done: 'this import changed nothing that can be taken back',
  too_old: 'the history of this import is not kept any more',
};

const UPLOAD_SCHEMA = { consumes: ['multipart/form-data'], body: z.object({ file: z.file() }) };
// The form is read as a stream; the schema of the body is for the documentation.
const anyBody = () => (value: unknown) => ({ value });

/** In a scope of its own: the reader of forms has limits for price lists only. */
const addUpload = async (http: Http, lists: PriceLists, batches: BatchesRead): Promise<void> => {
  await readForms(http, lists.maxBytes);
  http.post('/imports', {
    config: { ...config, limit: UPLOADS },
    validatorCompiler: anyBody,
    schema: {
      tags,
      summary: 'Upload a price list',
      description: 'CSV, XLSX or JSON, whichever its content is. It waits until its columns are right.',
      ...UPLOAD_SCHEMA,
      response: { 201: Upload },
    },
    handler: async (request, reply) => {
      assertSize(request.headers['content-length'], lists.maxBytes);
      const by = actorOf(request);
      const { batchId, table } = await takeFileOf(request, (file) => lists.upload(by, file));
      const batch = batchView(await batches.find(by, batchId));
      return reply.code(201).send({ ...batch, table: table && tableView(table) });
    },
  });
};

/** A price list in one step, the route of S3 at the root: good rows are imported, bad ones told by line. */
export const addOneStepRoute = async (http: Http, { oneStep }: { oneStep: OneStep }): Promise<void> => {
  await http.register(async (scope: Http) => {
    await readForms(scope, oneStep.maxBytes);
    scope.post('/admin/catalog/import', {
      config: { ...config, errors: 'detail', limit: UPLOADS },
      validatorCompiler: anyBody,
      schema: {
        tags,
        summary: 'Import a price list in one step',
        ...UPLOAD_SCHEMA,
        response: { 200: OneStepView },
      },
      handler: async (request) => {
        assertSize(request.headers['content-length'], oneStep.maxBytes);
        const by = actorOf(request);
        const { batchId, errors, ...counts } = await takeFileOf(request, (file) => oneStep.load(by, file));
        return { batch_id: batchId, ...counts, errors: [...errors] };
      },
    });
  });
};

const OneStepView = z.object({
  batch_id: z.int(),
  received: z.int(),
  inserted: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  skipped: z.int(),
  errors: z.array(z.object({ line: z.int(), sku: z.string().nullable(), reason: z.string() })),
});

const readForms = async (http: Http, maxBytes: number): Promise<void> => {
  // One byte more than allowed: the form reader cuts files silently, then it is seen to be too much.
  await http.register(multipart, {
    limits: { fileSize: maxBytes + 1, files: 1, fields: 1, fieldSize: 1_024 },
  });
};

const assertSize = (length: string | undefined, maxBytes: number): void => {
  if (Number(length) > maxBytes + FORM_BYTES)
    throw new AppError('too_large', `a file may have at most ${maxBytes} bytes`);
};
