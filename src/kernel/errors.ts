/** What an AppError code means at every door: the HTTP status and how loudly it is logged. */
export const APP_ERRORS = {
  unauthorized: { status: 401, level: 'info' },
  denied: { status: 403, level: 'info' },
  missing: { status: 404, level: 'info' },
  conflict: { status: 409, level: 'info' },
  too_large: { status: 413, level: 'info' },
  invalid: { status: 422, level: 'info' },
  limited: { status: 429, level: 'info' },
  unavailable: { status: 503, level: 'warn' },
} as const;

export type AppErrorCode = keyof typeof APP_ERRORS;

/** One rejected field: `path` in dots, `issue` a machine word or a short English phrase. */
export interface FieldProblem {
  readonly path: string;
  readonly issue: string;
}

/** A request that cannot be served, for a reason its sender can understand and mend. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: AppErrorCode;
  readonly fields: readonly FieldProblem[];
  /** Seconds to wait before trying again, for `limited` and `unavailable`. */
  readonly retryAfter: number | undefined;

  constructor(
    code: AppErrorCode,
    message: string,
    options: { fields?: readonly FieldProblem[]; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.fields = options.fields ?? [];
    this.retryAfter = options.retryAfter;
  }
}

/**
 * How an outer system failed: `refused` it said no for good; `limited` it asked to wait; `down` it
 * certainly did nothing; `doubtful` it may have done it, the answer was lost.
 */
export type OuterErrorKind = 'refused' | 'limited' | 'down' | 'doubtful';

/** The world outside failed. The message never holds a secret or a personal datum. */
export class OuterError extends Error {
  override readonly name = 'OuterError';
  readonly system: string;
  readonly kind: OuterErrorKind;
  /** Milliseconds the outer system asked us to wait, when it did. */
  readonly afterMs: number | undefined;

  constructor(
    system: string,
    kind: OuterErrorKind,
    message: string,
    options: { afterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.system = system;
    this.kind = kind;
    this.afterMs = options.afterMs;
  }
}

/** The message of anything thrown, on one line. */
export const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message || error.name : String(error)).replace(/\s*\n\s*/g, ' ');
