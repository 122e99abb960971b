/** Why the office did not do what was asked: its problem document, or `offline` when it was not reached. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** `denied`, `invalid`, `missing`, `conflict`, `limited`, `unauthorized`, `unavailable`, `bug`, `offline` … */
  readonly code: string;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** For engineers, in English. */
  readonly detail: string | undefined;
  /** Wrong fields of the body by their path. */
  readonly fields: Readonly<Record<string, string>>;
  /** Finds the request in the log and in the audit. */
  readonly traceId: string | undefined;
  /** Seconds to wait, when the office said so. */
  readonly retryAfter: number | undefined;

  constructor(
    code: string,
    status: number,
    about: { detail?: unknown; fields?: Record<string, string>; traceId?: unknown; retryAfter?: number } = {},
  ) {
    super(`${code} (${status})`);
    this.code = code;
    this.status = status;
    this.detail = text(about.detail);
    this.fields = about.fields ?? {};
    this.traceId = text(about.traceId);
    this.retryAfter = about.retryAfter;
  }
}

/** The problem that an answer tells; any answer that is not a problem document becomes one of its status. */
export const problemOf = async (response: Response): Promise<Problem> => {
  const body: unknown = await response.json().catch(() => undefined);
  const { type, detail, trace_id: traceId, errors } = isObject(body) ? body : {};
  const word = /^urn:kontora:problem:(\w+)$/.exec(text(type) ?? '')?.[1];
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new Problem(word ?? wordFor(response.status), response.status, {
    detail,
    traceId: traceId ?? response.headers.get('x-trace-id'),
    fields: fieldsOf(errors),
    ...(Number.isFinite(wait) ? { retryAfter: wait } : {}),
  });
};

/** Anything thrown by a call of the api, as a problem. */
export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem('bug', 0, { detail: String(error) });

/** Whether the office was not reached, or is there but cannot work just now. */
export const isOutage = ({ code, status }: Problem): boolean =>
  code === 'offline' || [502, 503, 504].includes(status);

const fieldsOf = (errors: unknown): Record<string, string> =>
  Object.fromEntries(
    (Array.isArray(errors) ? errors : [])
      .filter(isObject)
      .map(({ path, issue }) => [text(path) ?? '', text(issue) ?? '']),
  );

const wordFor = (status: number): string => {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'denied';
  if (status === 404) return 'missing';
  if (status === 429) return 'limited';
  return status >= 500 ? 'unavailable' : 'request';
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
