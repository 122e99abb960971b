import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { AppError, type FieldProblem } from '#kernel/errors.ts';
import { HttpError } from '#platform/http/problems.ts';

/**
 * Stores the one file of a multipart form, the part `file`. A form with anything else in it is refused with
 * 422, a broken one with 400; then nothing of it stays stored.
 */
export const storeFileOf = async <Stored>(
  request: FastifyRequest,
  {
    store,
    discard,
  }: {
    store: (name: string, content: AsyncIterable<Uint8Array>) => Promise<Stored>;
    discard: (stored: Stored) => Promise<void>;
  },
): Promise<Stored> => {
  let stored: { readonly file: Stored } | undefined;
  try {
    for await (const part of partsOf(request)) {
      if (part.fieldname !== 'file') throw wrong({ path: part.fieldname, issue: 'unknown field' });
      if (stored) throw wrong({ path: 'file', issue: 'only one file' });
      if (part.type !== 'file') throw wrong({ path: 'file', issue: 'must be a file' });
      stored = { file: await store(part.filename, contentOf(part.file)) };
    }
    if (!stored) throw wrong({ path: 'file', issue: 'required' });
    return stored.file;
  } catch (error) {
    if (stored) await discard(stored.file);
    // What is left of the form is let through, so that the connection can go on.
    request.raw.unpipe().resume();
    throw error;
  }
};

/** The parts of a form; whatever its reader throws is the fault of the form. */
async function* partsOf(request: FastifyRequest) {
  try {
    yield* request.parts();
  } catch {
    throw malformed();
  }
}

async function* contentOf(file: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* file;
  } catch {
    throw malformed();
  }
}

const malformed = (): HttpError => new HttpError(400, 'the form is malformed or cut short');

const wrong = (field: FieldProblem): AppError =>
  new AppError('invalid', 'the form must have one file and nothing else', { fields: [field] });
