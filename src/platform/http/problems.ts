import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { APP_ERRORS, AppError, type FieldProblem, OuterError } from '#kernel/errors.ts';
import { newTraceId } from '#kernel/ids.ts';
import { isOutage } from '#platform/db/outage.ts';

/** How every error is told outside the founding documents' routes (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.string().describe('`urn:kontora:problem:` and a word for programs'),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    trace_id: z.string().describe('Find the request in the log by this'),
    errors: z.array(z.object({ path: z.string(), issue: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'A problem (RFC 9457)' });

/** Wrong fields told in one answer. */
const MAX_ISSUES = 20;

/** An error of the protocol that no AppError code stands for, such as 405. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Further members of the answer. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    message: string,
    options: { headers?: Record<string, string>; members?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.status = status;
    this.headers = options.headers ?? {};
    this.members = options.members ?? {};
  }
}

/** Answers every error that leaves a route; a bug shows its trace id only and is logged once with its stack. */
export const answerProblems = (http: FastifyInstance): void => {
  http.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
};

/** The answer for anything thrown, in the shape the route declares. */
export const sendProblem = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const answer = answerFor(error);
  const { status, word, detail, members = {}, headers = {} } = answer;
  request.refusal = word;
  if (answer.level === 'error') request.log.error({ err: error }, 'request failed');
  if (answer.level === 'warn') request.log.warn({ err: error }, 'request refused');

  reply.code(status).headers(headers).removeHeader('content-length');
  const title = STATUS_CODES[status] ?? 'Error';
  if (request.routeOptions.config?.errors === 'detail') {
    const body = { detail: answer.schemaIssues?.slice(0, MAX_ISSUES) ?? detail ?? title, ...members };
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(body));
  }
  const type = `urn:kontora:problem:${word}`;
  const errors = answer.fields?.slice(0, MAX_ISSUES);
  const body = { type, title, status, detail, trace_id: request.id, errors, ...members };
  return reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(body));
};

/** Answers bytes that are no HTTP request, or that come too slowly, on the bare socket. */
export const answerBrokenRequest = (error: NodeJS.ErrnoException, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
  const title = STATUS_CODES[status];
  const body = JSON.stringify({ type: 'urn:kontora:problem:request', title, status, trace_id: newTraceId() });
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
};

interface Answer {
  readonly status: number;
  /** What the problem is, as a word for programs. */
  readonly word: string;
  readonly level: 'info' | 'warn' | 'error';
  readonly detail?: string;
  readonly fields?: readonly FieldProblem[];
  /** The same fields as FastAPI tells them, for `detail` routes (erp.md). */
  readonly schemaIssues?: readonly object[];
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const answerFor = (error: unknown): Answer => {
  if (error instanceof AppError) return answerForApp(error);
  if (error instanceof OuterError) return answerForOuter(error);
  if (error instanceof HttpError) {
    const { status, message: detail, headers, members } = error;
    return { status, word: 'request', level: 'info', detail, headers, members };
  }
  if (isFastifyError(error) && error.validation) return answerForSchema(error);
  const status = isFastifyError(error) ? error.statusCode : undefined;
  if (isFastifyError(error) && status !== undefined && status >= 400 && status < 500) {
    const word = status === 413 ? 'too_large' : status === 404 ? 'missing' : 'request';
    return {
      status,
      word,
      level: 'info',
      ...(error.code.startsWith('FST_') ? { detail: error.message } : {}),
    };
  }
  if (isOutage(error)) return OUTAGE;
  return { status: 500, word: 'bug', level: 'error' };
};

const OUTAGE: Answer = {
  status: 503,
  word: 'unavailable',
  level: 'warn',
  detail: 'the database is away or busy',
  headers: { 'retry-after': '2' },
};

const answerForApp = (error: AppError): Answer => {
  const { status, level } = APP_ERRORS[error.code];
  const waits = error.code === 'limited' || error.code === 'unavailable';
  return {
    status,
    level,
    word: error.code,
    detail: error.message,
    ...(error.fields.length > 0 ? { fields: error.fields } : {}),
    headers: {
      ...(waits ? { 'retry-after': String(Math.ceil(error.retryAfter ?? 5)) } : {}),
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
  };
};

const answerForOuter = (error: OuterError): Answer => ({
  status: 503,
  word: 'unavailable',
  level: 'warn',
  detail: `${error.system} does not answer as it should`,
  headers: { 'retry-after': String(Math.ceil((error.afterMs ?? 5_000) / 1_000)) },
});

/** Every field the schema refused; an unknown field is one problem of its own. */
const answerForSchema = (error: FastifyError): Answer => {
  const place = error.validationContext ?? 'body';
  const issues = (error.validation ?? []).flatMap(
    ({ instancePath, keyword, message = 'invalid', params }) => {
      const path = instancePath.split('/').filter((part) => part !== '');
      const unknown =
        keyword === 'unrecognized_keys' && Array.isArray(params.keys) ? params.keys.map(String) : [];
      if (unknown.length > 0)
        return unknown.map((key) => ({ path: [...path, key], type: 'unknown', issue: 'unknown field' }));
      return [{ path, type: keyword, issue: message }];
    },
  );
  const prefix = place === 'body' ? [] : [place === 'querystring' ? 'query' : place];
  return {
    status: 422,
    word: 'invalid',
    level: 'info',
    detail: `the ${place === 'querystring' ? 'query' : place} does not match the schema`,
    fields: issues.map(({ path, issue }) => ({ path: [...prefix, ...path].join('.'), issue })),
    schemaIssues: issues.map(({ path, issue, type }) => ({
      loc: [prefix[0] ?? 'body', ...path.map((part) => (/^\d+$/.test(part) ? Number(part) : part))],
      msg: issue,
      type,
    })),
  };
};

const isFastifyError = (error: unknown): error is FastifyError => error instanceof Error && 'code' in error;
