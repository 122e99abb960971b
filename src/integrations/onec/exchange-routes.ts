import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { pause } from '#kernel/time.ts';
import { type Actor, actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { HttpError } from '#platform/http/problems.ts';
import type { Exchange } from './exchange.ts';
import { FAILURE_REASONS } from './failure.ts';
import type { Pull, RunningPull } from './pull.ts';

/** Milliseconds that a request waits for the end of the pull it started. */
const PATIENCE_MS = 100_000;

const time = z.iso.datetime().nullable();
const Failure = z.object({
  reason: z.enum(FAILURE_REASONS),
  status: z.int().optional().describe('What 1C answered'),
});

const ExchangeState = z.object({
  pull: z.object({
    enabled: z.boolean(),
    base_url_host: z.string().nullable(),
    running: z.boolean(),
    started_at: time,
    finished_at: time,
    succeeded_at: time,
    age_seconds: z.int().nullable().describe('Since the last success'),
    interval_minutes: z.int(),
    failure: Failure.nullable().describe('Of the last pull'),
    batch_id: z.int().nullable(),
  }),
  push: z.object({
    open: z.boolean().describe('Anybody may push: there is no token'),
    last_batch_id: z.int().nullable(),
    last_at: time,
  }),
});

/** What the routes of the exchange are made of; `pull` is absent when it is not switched on. */
export interface ExchangeParts {
  readonly read: (by: Actor) => Promise<Exchange>;
  readonly pull: Pick<Pull, 'startNow'> | undefined;
}

/** The exchange with 1C in the panel: how it fares, and a pull at once. Below `/shop`. */
export const addExchangeRoutes = (http: Http, { read, pull }: ExchangeParts): void => {
  const tags = ['Catalogue'];

  http.get('/exchange', {
    config: { permission: 'catalogue.read' },
    schema: {
      tags,
      summary: 'The exchange with 1C and how it fares',
      querystring: z.strictObject({}),
      response: { 200: ExchangeState },
    },
    handler: async (request) => viewOf(await read(actorOf(request))),
  });

  http.post('/exchange/pull', {
    config: { permission: 'catalogue.import' },
    schema: {
      tags,
      summary: 'Ask 1C for the goods now',
      response: { 202: z.object({ started: z.literal(true) }) },
    },
    handler: async (request, reply) => {
      await startOf(pull, actorOf(request));
      return reply.code(202).send({ started: true });
    },
  });
};

/** One pull by hand, with its counts or its failure as the answer (S3-57). */
export const addSyncRoute = (http: Http, { pull }: Pick<ExchangeParts, 'pull'>): void => {
  http.post('/admin/sync/1c', {
    config: { permission: 'catalogue.import', errors: 'detail' },
    schema: {
      tags: ['Catalogue'],
      summary: 'Ask 1C for the goods now and wait for the end',
      response: {
        200: z.object({
          ok: z.literal(true),
          received: z.int(),
          upserted: z.int(),
          skipped: z.int(),
          hidden: z.int(),
          batch: z.int(),
        }),
        202: z.object({ ok: z.literal(true), running: z.literal(true) }).describe('It is still at work'),
        502: z.object({ ok: z.literal(false), detail: z.string(), failure: Failure }).describe('It failed'),
      },
    },
    handler: async (request, reply) => {
      const { end } = await startOf(pull, actorOf(request));
      const ended = await Promise.race([end, pause(PATIENCE_MS).then(() => undefined)]);
      if (!ended) return reply.code(202).send({ ok: true, running: true });
      if (!ended.ok) {
        const { reason, status } = ended.failure;
        throw new HttpError(502, status === undefined ? reason : `${reason} (${status})`, {
          members: { ok: false, failure: ended.failure, ...(ended.batchId ? { batch: ended.batchId } : {}) },
        });
      }
      const { received, inserted, updated, unchanged, skipped, hidden } = ended.counts;
      const upserted = inserted + updated + unchanged;
      return { ok: true, received, upserted, skipped, hidden, batch: ended.batchId } as const;
    },
  });
};

const startOf = async (pull: ExchangeParts['pull'], by: Actor): Promise<RunningPull> => {
  if (!pull) throw new AppError('conflict', 'set ONE_C_ENABLED and ONE_C_BASE_URL to ask 1C for goods');
  const started = await pull.startNow(by);
  if (!started.ok) throw new AppError('conflict', 'a pull from 1C is running');
  return started.value;
};

const viewOf = ({ pull, push }: Exchange): z.input<typeof ExchangeState> => ({
  pull: {
    enabled: pull.enabled,
    base_url_host: pull.host,
    running: pull.running,
    started_at: timeOf(pull.startedAt),
    finished_at: timeOf(pull.finishedAt),
    succeeded_at: timeOf(pull.succeededAt),
    age_seconds: pull.ageSeconds,
    interval_minutes: pull.intervalMinutes,
    failure: pull.failure && { ...pull.failure },
    batch_id: pull.batchId,
  },
  push: { open: push.open, last_batch_id: push.last?.id ?? null, last_at: timeOf(push.last?.at ?? null) },
});

const timeOf = (time: Date | null): string | null => time?.toISOString() ?? null;
