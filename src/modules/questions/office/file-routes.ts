import multipart from '@fastify/multipart';
import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { actorOf } from '#modules/access/index.ts';
import type { FileRef } from '#modules/files/index.ts';
import { dispositionOf } from '#platform/http/disposition.ts';
import { storeFileOf } from '#platform/http/form.ts';
import type { Http } from '#platform/http/http.ts';
import { askedAnew, isKnown } from '#platform/http/known.ts';
import { MOST_FILE_BYTES } from '../limits.ts';
import type { Attachments, OpenedFile } from './attachments.ts';
import { Attachment, ByToken, FileQuery, InFile } from './schema.ts';

const tags = ['Questions'];
/** Types that a browser shows without running anything in them. */
const SHOWN = /^(image\/(png|jpeg|gif|webp|avif)|application\/pdf)$/;
/** Boundaries and headers of a form around its file. */
const FORM_BYTES = 16_384;
const CONTENT = {
  description: 'The content',
  content: { 'application/octet-stream': { schema: z.unknown().meta({ type: 'string', format: 'binary' }) } },
};
/** The form is read as a stream; this is for the documentation. */
const FORM = z.unknown().meta({
  type: 'object',
  properties: { file: { type: 'string', format: 'binary' } },
  required: ['file'],
});

/** Attachments of questions: uploaded and read in the panel, and opened by customers through their links. */
export const addFileRoutes = async (
  http: Http,
  { attachments }: { attachments: Attachments },
): Promise<void> => {
  await http.register(async (scope: Http) => addUpload(scope, attachments));

  http.get('/questions/:id/files/:file_id', {
    config: { permission: 'questions.read' },
    schema: {
      tags,
      summary: 'The content of an attachment',
      params: InFile,
      querystring: FileQuery,
      response: { 200: CONTENT, 304: z.null().describe('As it was') },
    },
    handler: async (request, reply) => {
      const { id, file_id } = request.params;
      const opened = await attachments.open(actorOf(request), id, file_id);
      if (isKnown(request, opened.file.id)) {
        opened.stream.destroy();
        return reply.code(304).headers(askedAnew(opened.file.id)).send(null);
      }
      const inline = request.query.inline === 'true';
      return reply
        .headers({ ...headersOf(opened, inline), ...askedAnew(opened.file.id) })
        .send(opened.stream);
    },
  });

  http.get('/questions/attachments/:token', {
    config: { permission: 'public', limit: { points: 120, seconds: 60 } },
    schema: {
      tags,
      summary: 'What the office attached, by the link of a customer',
      description: 'Open to whoever has the link, for 90 days.',
      params: ByToken,
      response: { 200: CONTENT },
    },
    handler: async (request, reply) => {
      const opened = await attachments.follow(request.params.token);
      return reply
        .headers({
          ...headersOf(opened, true),
          'cache-control': 'private, no-store',
          'referrer-policy': 'no-referrer',
        })
        .send(opened.stream);
    },
  });
};

/** In a scope of its own: the reader of forms has limits for attachments only. */
const addUpload = async (http: Http, attachments: Attachments): Promise<void> => {
  // One byte more than allowed: the form reader cuts files silently, the storage then says that it is too much.
  await http.register(multipart, {
    limits: { fileSize: MOST_FILE_BYTES + 1, files: 2, fields: 1, fieldSize: 1_024 },
  });

  http.post('/questions/files', {
    config: { permission: 'questions.answer', limit: { points: 120, seconds: 60 } },
    schema: {
      tags,
      summary: 'Upload an attachment',
      description:
        'To be sent with an answer within an hour. At most 20 MB; what it is, its content decides.',
      consumes: ['multipart/form-data'],
      body: FORM,
      response: { 201: Attachment },
    },
    handler: async (request, reply) => {
      const by = actorOf(request);
      if (Number(request.headers['content-length']) > MOST_FILE_BYTES + FORM_BYTES)
        throw new AppError('too_large', `an attachment may have at most ${MOST_FILE_BYTES} bytes`);
      const file = await storeFileOf<FileRef>(request, {
        store: (name, content) => attachments.upload(by, name, content),
        discard: attachments.discard,
      });
      return reply.code(201).send(file);
    },
  });
};

const headersOf = ({ file, size }: OpenedFile, wanted: boolean): Record<string, string | number> => {
  const inline = wanted && SHOWN.test(file.mime);
  return {
    'content-type': inline ? file.mime : 'application/octet-stream',
    'content-length': size,
    'content-disposition': dispositionOf(file.name, inline),
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'self'",
    'x-content-type-options': 'nosniff',
  };
};
