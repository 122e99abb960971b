import type { Multipart } from '@fastify/multipart';
import { AppError, type FieldProblem } from '#kernel/errors.ts';
import { HttpError } from './problems.ts';

/** What of a request is needed to read a form. */
interface FormRequest {
  isMultipart(): boolean;
  parts(): AsyncIterableIterator<Multipart>;
  readonly raw: { unpipe(): { resume(): unknown } };
}

/** A file as it comes with a form. */
export interface FormFile {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Takes the one file of a multipart form, its first part `file`, while it comes; what follows it is not read.
 * HttpError 415 for another body, 400 for a broken one; AppError `invalid` without such a part.
 */
export const takeFileOf = async <T>(
  request: FormRequest,
  take: (file: FormFile) => Promise<T>,
): Promise<T> => {
  try {
    for await (const file of filesOf(request)) return await take(file);
    throw wrong({ path: 'file', issue: 'required' });
  } finally {
    letThrough(request);
  }
};

/**
 * Stores the one file of a multipart form, its part `file`. Refuses as `takeFileOf` does, and with AppError `invalid`
 * a form with anything else in it; then nothing of it stays stored.
 */
export const storeFileOf = async <Stored>(
  request: FormRequest,
  {
    store,
    discard,
  }: {
    store: (name: string, content: AsyncIterable<Uint8Array>) => Promise<Stored>;
    discard: (stored: Stored) => Promise<void>;
  },
): Promise<Stored> => {
  const stored: Stored[] = [];
  try {
    for await (const { name, content } of filesOf(request)) {
      if (stored.length > 0) throw wrong({ path: 'file', issue: 'only one file' });
      stored.push(await store(name, content));
    }
    const [file] = stored;
    if (file === undefined) throw wrong({ path: 'file', issue: 'required' });
    return file;
  } catch (error) {
    for (const file of stored) await discard(file);
    letThrough(request);
    throw error;
  }
};

async function* filesOf(request: FormRequest): AsyncGenerator<FormFile> {
  if (!request.isMultipart()) throw new HttpError(415, 'the body must be multipart/form-data');
  for await (const part of wellFormed(request.parts())) {
    if (part.fieldname !== 'file') throw wrong({ path: part.fieldname, issue: 'unknown field' });
    if (part.type !== 'file') throw wrong({ path: 'file', issue: 'must be a file' });
    yield { name: part.filename, content: wellFormed(part.file) };
  }
}

/** Whatever the reader of a form throws is the fault of the form. */
async function* wellFormed<T>(parts: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* parts;
  } catch {
    throw new HttpError(400, 'the form is malformed or cut short');
  }
}

/** What is left of a form is let through, so that the connection can go on. */
const letThrough = ({ raw }: FormRequest): void => {
  raw.unpipe().resume();
};

const wrong = (field: FieldProblem): AppError =>
  new AppError('invalid', 'the form must have one file and nothing else', { fields: [field] });
