/** Why a pull failed, as a word for programs; the panel says it to people. */
export const FAILURE_REASONS = [
  'unreachable',
  'timeout',
  'untrusted_certificate',
  'ca_file',
  'wrong_login',
  'no_such_service',
  'session_expired',
  'server_error',
  'unexpected_status',
  'redirected',
  'empty_answer',
  'cut_answer',
  'not_json',
  'invalid_json',
  'invalid_payload',
  'too_large',
  'empty_catalogue',
  'held',
  'busy',
  'database',
  'interrupted',
  'bug',
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** Why a pull failed; `status` is what 1C answered, where it did. */
export interface ExchangeFailure {
  readonly reason: FailureReason;
  readonly status?: number | undefined;
}

/** A failure on its way out of a pull. */
export class PullFailure extends Error {
  override readonly name = 'PullFailure';
  readonly failure: ExchangeFailure;

  constructor(reason: FailureReason, options: { status?: number | undefined; cause?: unknown } = {}) {
    super(`the pull from 1C failed: ${reason}`, { cause: options.cause });
    this.failure = { reason, ...(options.status === undefined ? {} : { status: options.status }) };
  }
}
