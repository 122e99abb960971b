import type { MultipartFile, MultipartValue } from '@fastify/multipart';
import { AppError, type FieldProblem } from '#kernel/errors.ts';
import { HttpError } from '#platform/http/problems.ts';

/** What of a request is needed to read a form. */
interface FormRequest {
  isMultipart(): boolean;
  parts(): AsyncIterableIterator<MultipartFile | MultipartValue>;
  readonly raw: { unpipe(): { resume(): unknown } };
}

/** A file as it comes with a form. */
export interface FormFile {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Takes the one file of a multipart form, its first part `file`, while it comes. HttpError 415 for another body,
 * 400 for a broken one; AppError `invalid` without such a part.
 */
export const takeFileOf = async <T>(
  request: FormRequest,
  take: (file: FormFile) => Promise<T>,
): Promise<T> => {
  if (!request.isMultipart()) throw new HttpError(415, 'the body must be multipart/form-data');
  try {
    for await (const part of partsOf(request)) {
      if (part.fieldname !== 'file') throw wrong({ path: part.fieldname, issue: 'unknown field' });
      if (part.type !== 'file') throw wrong({ path: 'file', issue: 'must be a file' });
      return await take({ name: part.filename, content: contentOf(part.file) });
    }
    throw wrong({ path: 'file', issue: 'required' });
  } finally {
    // What is left of the form is let through, so that the connection can go on.
    request.raw.unpipe().resume();
  }
};

/** The parts of a form; whatever its reader throws is the fault of the form. */
async function* partsOf(request: FormRequest) {
  try {
    yield* request.parts();
  } catch {
    throw malformed();
  }
}

async function* contentOf(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* file;
  } catch {
    throw malformed();
  }
}

const malformed = (): HttpError => new HttpError(400, 'the form is malformed or cut short');

const wrong = (field: FieldProblem): AppError =>
  new AppError('invalid', 'the form must have one file and nothing else', { fields: [field] });
