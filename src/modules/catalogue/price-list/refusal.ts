import { AppError } from '#kernel/errors.ts';
import { SourceError } from '../draft.ts';

/** The refusal of a file that cannot be read: `issue` is its code and, after a colon, why; other errors pass. */
export const refusalOf = (error: unknown): unknown => {
  if (!(error instanceof SourceError)) return error;
  if (error.code === 'too_large')
    return new AppError('too_large', 'the file is too large unpacked', { cause: error });
  const { why, columns, line } = error.details;
  const issue = [error.code, why, columns ?? (line === undefined ? undefined : `line ${line}`)];
  return new AppError('invalid', 'the file cannot be read', {
    fields: [{ path: 'file', issue: issue.filter((part) => part !== undefined).join(': ') }],
    cause: error,
  });
};

/** Runs what reads a file; a SourceError becomes the refusal that its sender understands. */
export const refusing = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw refusalOf(error);
  }
};
