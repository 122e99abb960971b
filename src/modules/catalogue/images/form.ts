import type { MultipartFile } from '@fastify/multipart';
import { AppError } from '#kernel/errors.ts';
import { HttpError } from '#platform/http/problems.ts';
import { MOST_IMAGE_BYTES, wholeOf } from './kind.ts';

/** What of a request is needed to read a form. */
export interface FormRequest {
  isMultipart(): boolean;
  file(): Promise<MultipartFile | undefined>;
  readonly raw: { unpipe(): { resume(): unknown } };
}

/**
 * The picture of a multipart form, its first part `file`. HttpError 415 for another body, 400 for a broken one; AppError
 * `too_large`, and `invalid` without such a part.
 */
export const pictureOf = async (request: FormRequest): Promise<Buffer> => {
  if (!request.isMultipart()) throw new HttpError(415, 'the body must be multipart/form-data');
  try {
    const part = await request.file().catch(() => {
      throw malformed();
    });
    if (part?.fieldname !== 'file')
      throw new AppError('invalid', 'the form must have one file', {
        fields: [{ path: part?.fieldname ?? 'file', issue: part ? 'unknown field' : 'required' }],
      });
    const content = await wholeOf(part.file).catch(() => {
      throw malformed();
    });
    if (!content) throw new AppError('too_large', `a picture may have at most ${MOST_IMAGE_BYTES} bytes`);
    return content;
  } catch (error) {
    // What is left of the form is let through, so that the connection can go on.
    request.raw.unpipe().resume();
    throw error;
  }
};

const malformed = (): HttpError => new HttpError(400, 'the form is malformed or cut short');
