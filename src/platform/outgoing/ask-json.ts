import { type IncomingMessage, type RequestOptions, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { rootCertificates } from 'node:tls';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

/** A request to a system outside that answers in JSON. */
export interface Question {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Cuts the whole exchange, the answer included. */
  readonly signal: AbortSignal;
  /** Certificates in PEM that this server is trusted by, beside the usual ones. */
  readonly ca?: string | undefined;
}

/** What came back; a failure is told in words for the log, without anything of the request. */
export type Answer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Undefined: the body is no JSON. */
      readonly json: unknown;
      /** How the body begins: refusals are not always JSON. */
      readonly text: string;
      /** What the header Retry-After asks for. */
      readonly retryAfterMs: number | undefined;
    }
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly detail: string };

export const FAILURE_REASONS = ['network', 'certificate', 'too_large', 'aborted'] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** Answers of language models are a few kilobytes. */
const MAX_BYTES = 2_000_000;
/** Characters of a body that are kept as they came. */
const KEPT_TEXT = 4_000;

/** Asks once, never throws, and follows no redirect: nobody else shall get the key. */
export const askJson = async (question: Question): Promise<Answer> => {
  try {
    const answer = await send(question);
    const body = await unpacked(await readAll(answer), answer.headers['content-encoding']);
    // A byte order mark does not count.
    const text = new TextDecoder().decode(body);
    const retryAfterMs = waitOf(answer.headers['retry-after']);
    const status = answer.statusCode ?? 0;
    return { kind: 'answer', status, json: jsonOf(text), text: text.slice(0, KEPT_TEXT), retryAfterMs };
  } catch (error) {
    return failureOf(error, question.signal);
  }
};

const send = ({ url, method = 'POST', headers, body, signal, ca }: Question): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const target = new URL(url);
    const secure = target.protocol === 'https:';
    const options: RequestOptions = {
      method,
      signal,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': 'Kontora',
        ...headers,
        ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
      },
    };
    const request = secure
      ? requestSecure(target, { ...options, ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }) })
      : requestPlain(target, options);
    // The server closed a connection that was kept, before it could hear: nothing was asked yet.
    request.once('error', (error: NodeJS.ErrnoException) =>
      request.reusedSocket && error.code === 'ECONNRESET' && !signal.aborted
        ? resolve(send({ url, method, headers, signal, ca, ...(body === undefined ? {} : { body }) }))
        : reject(error),
    );
    request.once('response', resolve);
    request.end(body);
  });

const readAll = async (answer: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new RangeError(`the answer has more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const UNPACK = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
]);

/** Some servers compress whatever they were asked for. Throws for what is not what its header says, or too large. */
const unpacked = async (body: Buffer, encoding = 'identity'): Promise<Buffer> =>
  (await UNPACK.get(encoding.trim().toLowerCase())?.(body, { maxOutputLength: MAX_BYTES })) ?? body;

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const waitOf = (header: string | undefined): number | undefined =>
  header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : undefined;

const failureOf = (error: unknown, signal: AbortSignal): Answer => {
  const failed = (reason: FailureReason, detail: string) => ({ kind: 'failed', reason, detail }) as const;
  if (signal.aborted) return failed('aborted', 'cut off');
  if (error instanceof RangeError) return failed('too_large', error.message);
  const { code = 'unknown', name } = error as NodeJS.ErrnoException;
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/.test(code)) return failed('certificate', code);
  return failed('network', code === 'unknown' ? name : code);
};
