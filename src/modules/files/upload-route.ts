import multipart from '@fastify/multipart';
import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { actorOf, type Permission } from '#modules/access/index.ts';
import { storeFileOf } from '#platform/http/form.ts';
import type { Http } from '#platform/http/http.ts';
import type { FileRef } from './schema.ts';

/** Bytes of one file that an employee uploads: as many as every messenger takes. */
export const MOST_UPLOAD_BYTES = 20 * 1024 * 1024;
/** Boundaries and headers of a form around its file. */
const FORM_BYTES = 16_384;

export const Attachment = z.object({
  id: z.uuid(),
  name: z.string(),
  mime: z.string().describe('By its content'),
  size: z.int().nullable().describe('Bytes'),
});
/** The form is read as a stream; this is for the documentation. */
const FORM = z.unknown().meta({
  type: 'object',
  properties: { file: { type: 'string', format: 'binary' } },
  required: ['file'],
});

/** Where uploads are kept. */
interface Uploads {
  upload(file: {
    account: string;
    name: string;
    stream: AsyncIterable<Uint8Array>;
    maxBytes: number;
  }): Promise<FileRef>;
  discard(id: string): Promise<void>;
}

/** Under which uploads of an employee are kept until a message claims them. */
export const uploadAccount = ({ personId }: { readonly personId: string }): string => `panel:${personId}`;

/** Takes uploads of employees at a path, in a scope of its own: the reader of forms has limits for them only. */
export const addUploadRoute = async (
  http: Http,
  path: string,
  { permission, tags, files }: { permission: Permission; tags: string[]; files: Uploads },
): Promise<void> => {
  await http.register(async (scope: Http) => {
    // One byte more than allowed: the form reader cuts files silently, the storage then says that it is too much.
    await scope.register(multipart, {
      limits: { fileSize: MOST_UPLOAD_BYTES + 1, files: 2, fields: 1, fieldSize: 1_024 },
    });
    scope.post(path, {
      config: { permission, limit: { points: 120, seconds: 60 } },
      schema: {
        tags,
        summary: 'Upload a file',
        description: 'To be sent within an hour. At most 20 MB; what it is, its content decides.',
        consumes: ['multipart/form-data'],
        body: FORM,
        response: { 201: Attachment },
      },
      handler: async (request, reply) => {
        const account = uploadAccount(actorOf(request));
        if (Number(request.headers['content-length']) > MOST_UPLOAD_BYTES + FORM_BYTES)
          throw new AppError('too_large', `a file may have at most ${MOST_UPLOAD_BYTES} bytes`);
        const file = await storeFileOf<FileRef>(request, {
          store: (name, stream) => files.upload({ account, name, stream, maxBytes: MOST_UPLOAD_BYTES }),
          discard: ({ id }) => files.discard(id),
        });
        return reply.code(201).send(file);
      },
    });
  });
};
