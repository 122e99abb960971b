import { open } from 'node:fs/promises';
import { messageOf } from '#kernel/errors.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import { type ImportCounts, type ImportEnd, SourceError } from '#modules/catalogue/index.ts';
import type { Connection } from '#platform/db/connection.ts';
import { isOutage } from '#platform/db/outage.ts';
import type { Log } from '#platform/log/log.ts';
import type { OnecConfig } from './config.ts';
import { type ExchangeFailure, PullFailure } from './failure.ts';
import type { FetchedGoods } from './fetch-goods.ts';
import type { PullStates } from './pull-state.ts';
import type { OnecImporter } from './push.ts';
import { type PullTurn, takePullTurn } from './turn.ts';
import { wishOf } from './wish.ts';

/** How a pull ended. */
export type PullEnd =
  | { readonly ok: true; readonly batchId: number; readonly counts: ImportCounts }
  | { readonly ok: false; readonly failure: ExchangeFailure; readonly batchId?: number | undefined };

/** A pull that runs; `end` never rejects. */
export interface RunningPull {
  readonly end: Promise<PullEnd>;
}

export type Pull = ReturnType<typeof createPull>;

/** Asks 1C for its goods and imports them: one pull at a time over all replicas. */
export const createPull = ({
  config,
  fetchGoods,
  importer,
  states,
  connection,
  log,
}: {
  config: OnecConfig;
  fetchGoods: (signal: AbortSignal) => Promise<FetchedGoods>;
  importer: Pick<OnecImporter, 'run'>;
  states: PullStates;
  connection: Connection;
  log: Log;
}) => {
  const stopping = new AbortController();
  const running = new Set<Promise<PullEnd>>();

  /** Starts a pull, unless one runs somewhere. */
  const start = async (by: Actor, signal?: AbortSignal): Promise<Result<RunningPull, 'running'>> => {
    const turn = await takePullTurn(connection);
    if (!turn) return refuse('running');
    const signals = [stopping.signal, turn.lost, ...(signal ? [signal] : [])];
    const end = pullInTurn(by, turn, AbortSignal.any(signals));
    running.add(end);
    void end.finally(() => running.delete(end));
    return ok({ end });
  };

  const pullInTurn = async (by: Actor, turn: PullTurn, signal: AbortSignal): Promise<PullEnd> => {
    const began = performance.now();
    const end = await attempt(by, signal).catch((error: unknown) => failed(failureOf(error, signal), error));
    await (end.ok ? states.succeeded(end.batchId) : states.failed(end.failure, end.batchId)).catch(
      (error: unknown) => log.warn({ reason: messageOf(error) }, 'the end of a pull could not be noted'),
    );
    await turn.giveBack();
    const ms = Math.round(performance.now() - began);
    if (end.ok) log.info({ batch: end.batchId, ...end.counts, ms }, 'pull from 1C');
    else log.warn({ ...end.failure, ms }, 'pull from 1C failed');
    return end;
  };

  const attempt = async (by: Actor, signal: AbortSignal): Promise<PullEnd> => {
    await states.started();
    const { body, charset } = await fetchGoods(signal);
    await using goods = body;
    await assertGoods(goods.path);
    return endOf(await importer.run(wishOf(goods, config, { source: 'pull', by, charset }), signal));
  };

  const failed = (failure: ExchangeFailure, error: unknown): PullEnd => {
    if (failure.reason === 'bug') log.error({ err: error }, 'the pull from 1C has a bug');
    return { ok: false, failure };
  };

  return {
    start,
    /** The button: by somebody who may import. */
    startNow: async (by: Actor): Promise<Result<RunningPull, 'running'>> => {
      assertMay(by, 'catalogue.import');
      return start(by);
    },
    /** Ends what runs, and waits for it. */
    stop: async (): Promise<void> => {
      stopping.abort();
      await Promise.allSettled(running);
    },
  };
};

const endOf = (end: ImportEnd): PullEnd => {
  switch (end.kind) {
    case 'done':
      return { ok: true, batchId: end.batchId, counts: end.counts };
    case 'held':
      return { ok: false, failure: { reason: 'held' }, batchId: end.batchId };
    case 'busy':
      return { ok: false, failure: { reason: 'busy' } };
    case 'empty':
      return { ok: false, failure: { reason: 'empty_catalogue' } };
    case 'bad_rows':
      return { ok: false, failure: { reason: 'invalid_payload' }, batchId: end.batchId };
  }
};

const failureOf = (error: unknown, signal: AbortSignal): ExchangeFailure => {
  if (signal.aborted) return { reason: 'interrupted' };
  if (error instanceof PullFailure) return error.failure;
  if (error instanceof SourceError) return { reason: SOURCE_REASONS[error.code] };
  return { reason: isOutage(error) ? 'database' : 'bug' };
};

const SOURCE_REASONS = {
  syntax: 'invalid_json',
  charset: 'invalid_json',
  shape: 'invalid_payload',
  table: 'invalid_payload',
  too_large: 'too_large',
} as const;

/** The page of an exception is no catalogue, whatever status and type it came with. */
const assertGoods = async (path: string): Promise<void> => {
  await using file = await open(path);
  const { bytesRead, buffer } = await file.read(Buffer.alloc(1_024), 0, 1_024, 0);
  // Zeros and the byte order marks are those of UTF-16, which the reader knows.
  const start = buffer
    .subarray(0, bytesRead)
    .toString('latin1')
    .replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)?[\s\0]*/, '');
  if (start === '' && bytesRead < 1_024) throw new PullFailure('empty_answer', { status: 200 });
  if (start.startsWith('<')) throw new PullFailure('not_json', { status: 200 });
};
