import { SourceError } from '../draft.ts';

/** Why an import failed, as `import_batches.failure` keeps it: a machine word and figures, never a secret. */
export interface ImportFailure {
  readonly reason: string;
  readonly [detail: string]: string | number;
}

/** The failure that an error means: the code of a SourceError, `database`, `aborted`, else `crashed`. */
export const failureOf = (error: unknown): ImportFailure => {
  if (error instanceof SourceError) return { ...error.details, reason: error.code };
  if (!(error instanceof Error)) return { reason: 'crashed' };
  if (error.name === 'AbortError') return { reason: 'aborted' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^[0-9A-Z]{5}$/.test(code) || /Connection terminated/i.test(error.message))
    return { reason: 'database', ...(code && { code }) };
  return { reason: 'crashed' };
};
