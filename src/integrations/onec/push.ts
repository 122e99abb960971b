import type { Readable } from 'node:stream';
import { AppError, messageOf } from '#kernel/errors.ts';
import type { Actor } from '#modules/access/index.ts';
import { type ImportEnd, type ImportWish, SourceError } from '#modules/catalogue/index.ts';
import { isOutage } from '#platform/db/outage.ts';
import { HttpError } from '#platform/http/problems.ts';
import type { Spool } from '#platform/http/spool.ts';
import type { Log } from '#platform/log/log.ts';
import { answerOf, jobOf, type PushAnswer } from './answer.ts';
import type { OnecConfig } from './config.ts';
import type { Loads } from './loads.ts';
import { charsetOf, wishOf } from './wish.ts';

/** What the exchange needs of the importer: at once in this process, or by the queue; answers the batch. */
export interface OnecImporter {
  run(wish: ImportWish, signal?: AbortSignal): Promise<ImportEnd>;
  enqueue(wish: ImportWish): Promise<number>;
}

/** A body as it comes from 1C. */
export interface PushedBody {
  readonly stream: Readable;
  readonly contentType: string | undefined;
  readonly encoding: string | undefined;
  /** Bytes, where the sender says how many. */
  readonly length: number | undefined;
  readonly by: Actor;
  /** The sender went away in the middle of the body. */
  readonly isLost: () => boolean;
  /** The whole body is here; the import begins. */
  readonly onSpooled: () => void;
}

/** Seconds after which a sender may try again while another load is written. */
const BUSY_SECONDS = 10;

export type Push = ReturnType<typeof createPush>;

/** Takes the goods that 1C pushes; every refusal is an HttpError or AppError of the contract. */
export const createPush = ({
  importer,
  spool,
  loads,
  config,
  log,
}: {
  importer: OnecImporter;
  spool: Spool;
  loads: Loads;
  config: OnecConfig;
  log: Log;
}) => {
  /** Lays the body into a file, gives its import to `work`, and removes the file. */
  const receive = async <T>(body: PushedBody, work: (wish: ImportWish) => Promise<T>): Promise<T> => {
    const { stream, contentType, encoding, length = 0, by } = body;
    const { maxBodyBytes: maxBytes } = config;
    if (length > maxBytes) throw TOO_LARGE();
    await using spooled = await spool(stream, { encoding, maxBytes, maxInflatedBytes: maxBytes * 4 }).catch(
      (error: unknown) => {
        throw body.isLost() ? new HttpError(400, 'The body ended early') : error;
      },
    );
    body.onSpooled();
    try {
      return await work(wishOf(spooled, config, { source: 'push', by, charset: charsetOf(contentType) }));
    } catch (error) {
      throw refusalOf(error);
    }
  };

  /** What a failed import is answered with. */
  const refusalOf = (error: unknown): unknown => {
    if (error instanceof SourceError) return refusalOfSource(error);
    if (error instanceof AppError || error instanceof HttpError || isOutage(error)) return error;
    log.error({ err: error, reason: messageOf(error) }, 'goods of 1C could not be written');
    return new HttpError(500, 'Upsert failed');
  };

  return {
    /** Imports a body at once. */
    now: (body: PushedBody): Promise<PushAnswer> =>
      receive(body, async (wish) => {
        const end = await importer.run(wish);
        if (end.kind !== 'done') throw refusalOfEnd(end);
        return answerOf(end.counts, await loads.problems(end.batchId));
      }),

    /** Leaves a body to the queue; answers the id of the job. */
    later: async (body: PushedBody): Promise<string> =>
      String(await receive(body, (wish) => importer.enqueue(wish))),

    /** How far a job is. */
    job: async (id: number): Promise<Readonly<Record<string, unknown>>> => {
      const load = await loads.find(id);
      if (!load) throw new AppError('missing', 'There is no such job');
      return jobOf(load, load.status === 'done' ? await loads.problems(id) : []);
    },
  };
};

const TOO_LARGE = () => new AppError('too_large', 'The body is too large');

const refusalOfSource = ({ code, details }: SourceError): Error => {
  if (code === 'too_large') return TOO_LARGE();
  if (code === 'shape' || code === 'table') return new HttpError(422, 'Invalid payload');
  if (code === 'charset') return new HttpError(400, 'Invalid encoding', { members: details });
  const { position, context } = details;
  return new HttpError(400, 'Invalid JSON', { members: { position, context } });
};

const refusalOfEnd = (end: Exclude<ImportEnd, { kind: 'done' }>): HttpError => {
  if (end.kind === 'busy')
    return new HttpError(409, 'Another import is being written', {
      headers: { 'retry-after': String(BUSY_SECONDS) },
    });
  if (end.kind === 'held')
    return new HttpError(409, 'Waits for confirmation in the panel', {
      members: { job: String(end.batchId), risks: end.risks },
    });
  return new HttpError(422, 'Invalid payload');
};
